import type { AuthenticatorKind, Subscriber } from '../../assurance/index.js';
import type { Sessions } from '../../oidc/index.js';
import { SECOND } from '../../platform/clock.js';
import { invalid, problem } from '../http/problem.js';
import { answer, type Reply } from '../http/reply.js';
import { route, type Route } from '../http/route.js';
import * as schemas from '../schemas/people.js';
import { beginsSignIn, strongestOf } from '../signIn/strongest.js';
import { forPerson, type PeopleRoutesDeps } from './people.js';

export interface SessionRoutesDeps extends Pick<PeopleRoutesDeps, 'people' | 'subscriberOf'> {
  readonly sessions: Sessions;
}

/** Signing a person in at Standin itself, for a browser that takes the cookie. */
export const sessionRoutes = (deps: SessionRoutesDeps): readonly Route[] => [
  route({
    method: 'POST',
    path: '/people/:id/sessions',
    summary: 'A session cookie: whoever has it is signed in as the person',
    body: schemas.sessionRequest,
    example: {},
    replies: { 201: { description: 'The cookie.', schema: schemas.session } },
    handle: (call) =>
      forPerson(deps, call, async ({ id }) => {
        const { sandbox, place, body } = call;
        const subscriber = await deps.subscriberOf(sandbox, id);
        const barred = subscriber && barrier(subscriber);
        if (!subscriber || barred) return barred ?? problem('conflict', 'The person is gone.');
        const used = factorsOf(subscriber, body.authenticators);
        if ('status' in used) return used;
        const kinds = used.map((kind) => ({ kind }));
        const cookie = await deps.sessions.begin(place, subscriber.uuid, kinds);
        const { name, value, path, secure, expiresAt } = cookie;
        return answer(201, {
          ...{ name, value, domain: new URL(place.base).hostname, path, secure },
          ...{ httpOnly: true, sameSite: 'Lax', expires: Math.floor(expiresAt / SECOND) },
        });
      }),
  }),
];

/** A cookie opens nothing that the pages would not. */
function barrier({ state, restrictions }: Subscriber): Reply | undefined {
  const word: string | undefined = state === 'active' ? restrictions[0] : state;
  return word === undefined
    ? undefined
    : problem('conflict', `The person cannot sign in: the account is ${word}.`);
}

/** What was used to sign in, or which of it the person does not have. */
function factorsOf(
  { authenticators }: Subscriber,
  wanted: readonly AuthenticatorKind[] | undefined,
): readonly AuthenticatorKind[] | Reply {
  const missing = (wanted ?? []).findIndex((kind) => !authenticators.includes(kind));
  if (missing >= 0)
    return invalid(`/authenticators/${missing}`, 'is nothing that the person has', authenticators);
  const used = wanted ?? strongestOf(authenticators);
  if (beginsSignIn(used)) return used;
  return wanted
    ? invalid('/authenticators', 'must have a password or a passkey among them', authenticators)
    : problem('conflict', 'The person cannot sign in: there is no password and no passkey.');
}
