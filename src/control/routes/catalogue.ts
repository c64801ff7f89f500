import { PERSONA_PASSWORD, WEARS, type Persona, type Press } from '../../press/index.js';
import { sidesOf, type DocumentType } from '../../proofing/index.js';
import { EVENT_TYPES } from '../../signals/index.js';
import type { PositionIn } from '../catalogue/lookAhead.js';
import { reasonsSeen, stepsSeen } from '../catalogue/scripting.js';
import { EVENT_SENTENCES } from '../catalogue/sentences.js';
import { API_PATH } from '../http/paths.js';
import type { Place } from '../http/place.js';
import { notFound } from '../http/problem.js';
import { answer } from '../http/reply.js';
import { route, type Route } from '../http/route.js';
import { LIFECYCLE_MEMBERS, type LifecycleEvent } from '../people/lifecycleEvents.js';
import * as schemas from '../schemas/catalogue.js';
import { listing } from './listing.js';

export interface CatalogueRoutesDeps {
  readonly press: Press;
  readonly positionIn: PositionIn;
}

/** What exists: personas, reasons, steps of scripts, wears, events; each with a sentence. */
export const catalogueRoutes = ({ press, positionIn }: CatalogueRoutesDeps): readonly Route[] => [
  ...['/personas', '/catalogue/personas'].map((path) =>
    listing(path, 'People who exist in every sandbox', schemas.personaList, (place) =>
      press.personas.list().map((persona) => personaView(persona, place)),
    ),
  ),
  route({
    method: 'GET',
    path: '/personas/:id',
    summary: 'A persona',
    replies: { 200: { description: 'The persona.', schema: schemas.persona } },
    handle: ({ place, param }) => {
      const persona = press.personas.get(param('id'));
      if (persona) return answer(200, personaView(persona, place));
      return notFound(
        'persona',
        press.personas.list().map(({ id }) => id),
      );
    },
  }),
  listing('/catalogue/reasons', 'Why a check does not pass', schemas.reasonList, () =>
    reasonsSeen(positionIn),
  ),
  listing('/catalogue/steps', 'Steps that can be scripted', schemas.stepList, () =>
    stepsSeen(positionIn),
  ),
  listing('/catalogue/wears', 'What a picture can suffer', schemas.wearList, () =>
    WEARS.map(({ name, on, ...wear }) => ({ id: name, ...wear, on: [...on] })),
  ),
  listing('/catalogue/events', 'What can happen, and what is told of it', schemas.eventList, () => [
    ...Object.entries(EVENT_SENTENCES).map(([id, sentence]) => ({
      ...{ id, kind: 'lifecycle' as const, sentence },
      members: [...LIFECYCLE_MEMBERS[id as LifecycleEvent]],
    })),
    ...Object.entries(EVENT_TYPES).map(([id, sentence]) => ({
      ...{ id, kind: 'stream' as const, sentence, members: [] },
    })),
  ]),
];

function personaView(persona: Persona, { base }: Place): schemas.Persona {
  const { id, sentence, email, totp_secret, ial, state, attributes, documents } = persona;
  const own = `${base}${API_PATH}/personas/${id}`;
  const { given_name, middle_name, family_name, suffix } = attributes;
  return {
    ...{ id, sentence, email, totp_secret, ial, state },
    name: [given_name, middle_name, family_name, suffix].filter(Boolean).join(' '),
    password: PERSONA_PASSWORD,
    face: `${own}/pictures/selfie`,
    documents: Object.fromEntries(
      (Object.keys(documents) as DocumentType[]).map((type) => [
        type,
        sidesOf(type).map((side) => `${own}/documents/${type}/${side}.jpg`),
      ]),
    ),
  };
}
