import type { z } from 'zod';
import type { Subscriber } from '../../assurance/index.js';
import { levelsIn, PROFILES, type Profile } from '../../oidc/index.js';
import type { SandboxId } from '../../platform/ids.js';
import type { Partners } from '../../partners/index.js';
import { PERSONA_PASSWORD } from '../../press/index.js';
import type {
  Faults,
  FaultView,
  Outcomes,
  OutcomeView,
  Stories,
  Story,
} from '../../scenarios/index.js';
import { VERIFIED } from '../catalogue/lookAhead.js';
import { notFound } from '../http/problem.js';
import { answer, type Reply } from '../http/reply.js';
import { route, type Call, type Route } from '../http/route.js';
import type { People } from '../people/people.js';
import * as schemas from '../schemas/scenarios.js';
import { noClient } from './clientRefusals.js';
import { listing } from './listing.js';
import { nobody } from './peopleRefusals.js';
import { clearOf, personView } from './personView.js';

export interface ScenarioRoutesDeps {
  readonly stories: Stories;
  readonly outcomes: Outcomes;
  readonly faults: Faults;
  readonly people: People;
  readonly partners: Pick<Partners, 'getClient' | 'listClients'>;
  readonly subscriberOf: (sandbox: SandboxId, account: string) => Promise<Subscriber | undefined>;
}

export const scenarioRoutes = (deps: ScenarioRoutesDeps): readonly Route[] => [
  ...['/scenarios', '/catalogue/scenarios'].map((path) =>
    listing(path, 'Named stories', schemas.scenarioList, () => deps.stories.list().map(storyView)),
  ),
  route({
    method: 'GET',
    path: '/scenarios/:id',
    summary: 'A story: who, what happens, what the app receives',
    replies: { 200: { description: 'The story.', schema: schemas.scenario } },
    handle: ({ param }) => {
      const story = deps.stories.get(param('id'));
      return story ? answer(200, storyView(story)) : notFound('scenario', idsOf(deps.stories));
    },
  }),
  route({
    method: 'POST',
    path: '/scenarios/:id/apply',
    summary: "Make a story's person and arm its scripts for them",
    body: schemas.applyRequest,
    example: {},
    replies: { 201: { description: 'Ready to be played.', schema: schemas.appliedScenario } },
    handle: (call) => apply(deps, call),
  }),
];

const idsOf = (stories: Stories): readonly string[] => stories.list().map(({ id }) => id);

type ApplyCall = Call<unknown, z.output<typeof schemas.applyRequest>>;

async function apply(
  deps: ScenarioRoutesDeps,
  { sandbox, param, body }: ApplyCall,
): Promise<Reply> {
  const story = deps.stories.get(param('id'));
  if (!story) return notFound('scenario', idsOf(deps.stories));
  const { client_id } = body;
  if (client_id !== undefined && !(await deps.partners.getClient(sandbox, client_id)))
    return noClient('/client_id', deps.partners, sandbox);
  const person = await personFor(deps, sandbox, story, body.person);
  if (!person) return nobody('/person', deps.people);
  const match = { person: person.id, ...(client_id !== undefined && { client_id }) };
  const armed = await arm(deps, sandbox, story, match);
  const { asks, receives } = storyView(story);
  return answer(201, { scenario: story.id, person, ...armed, asks, receives });
}

/** Scripts and faults of a story, for its person. */
async function arm(
  deps: Pick<ScenarioRoutesDeps, 'outcomes' | 'faults'>,
  sandbox: SandboxId,
  { id, outcomes: scripts, faults: wishes = [] }: Story,
  match: { readonly person: string; readonly client_id?: string },
): Promise<{ readonly outcomes: readonly OutcomeView[]; readonly faults: readonly FaultView[] }> {
  const outcomes: OutcomeView[] = [];
  const faults: FaultView[] = [];
  for (const outcome of scripts) {
    const made = await deps.outcomes.create(sandbox, { match, ...outcome });
    if (!made.ok) throw new Error(`a script of ${id} does not hold together`);
    outcomes.push(made.value);
  }
  for (const wish of wishes) {
    const made = await deps.faults.create(sandbox, { match, ...wish });
    if (!made.ok) throw new Error(`a fault of ${id} does not hold together`);
    faults.push(made.value);
  }
  return { outcomes, faults };
}

/** The catalogue's password, which testers know, and a code for the second factor, so that IAL2 can be reached. */
const AUTHENTICATORS = ['password', 'totp', 'recovery_codes'] as const;

/** Somebody who is there, or a new person after the story's persona. */
async function personFor(
  { people, subscriberOf }: ScenarioRoutesDeps,
  sandbox: SandboxId,
  { persona, person: { phone, ...wishes } = {} }: Story,
  reference: string | undefined,
) {
  if (reference !== undefined) {
    const account = await people.find(sandbox, reference);
    return account && personView(account, await subscriberOf(sandbox, account.id));
  }
  const attributes = phone === undefined ? {} : { phone };
  const password = PERSONA_PASSWORD;
  const draft = { persona, password, attributes, authenticators: AUTHENTICATORS, ...wishes };
  const made = await people.create(sandbox, draft);
  if (!made.ok) throw new Error(`nobody can be made after ${persona}: ${made.reason}`);
  const { account } = made.value;
  const view = personView(account, await subscriberOf(sandbox, account.id));
  return { ...view, ...clearOf(made.value, undefined) };
}

const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
const SCOPES: Readonly<Record<Story['asks'], string>> = {
  sign_in: 'openid profile',
  verify: `openid profile ${IAL2}`,
};

const storyView = (story: Story): schemas.Scenario => ({
  ...{ id: story.id, theme: story.theme, sentence: story.sentence, persona: story.persona },
  asks: { scope: SCOPES[story.asks] },
  outcomes: story.outcomes.map((outcome) => ({ ...outcome })) as schemas.Scenario['outcomes'],
  faults: (story.faults ?? []).map((fault) => ({ ...fault })) as schemas.Scenario['faults'],
  ...(story.afterwards && { afterwards: story.afterwards }),
  receives: receiptView(story),
});

const receiptView = ({ asks, receives }: Story): schemas.Scenario['receives'] => {
  const { sentence, error, claims, refuses } = receives;
  return {
    sentence,
    ...(refuses && { refuses }),
    ...(error !== undefined && { error }),
    ...(claims && {
      claims: Object.fromEntries(
        PROFILES.map((profile) => [profile.id, claimsIn(profile, claims, SCOPES[asks])]),
      ),
    }),
  };
};

type Claims = Readonly<Record<string, unknown>>;

/** A story's claims are the standard profile's; others say as much of the levels by their own names. */
function claimsIn(profile: Profile, claims: Claims, scope: string): Claims {
  if (!profile.claims) return claims;
  const ial = claims['ial'] === '2' ? 2 : 0;
  const somebody = ial === 2 ? VERIFIED : { ...VERIFIED, verification: undefined };
  const aal = claims['aal'] === '2' ? 2 : 1;
  return levelsIn(profile, somebody, { ial, aal }, scope.split(' '));
}
