import type { z } from 'zod';
import type { Refused } from '../../platform/result.js';
import { invalid, problem } from '../http/problem.js';
import { answer, type Reply } from '../http/reply.js';
import { route, type Call, type Route } from '../http/route.js';
import type { createLifecycle, LifecycleRefusal } from '../people/lifecycle.js';
import { LIFECYCLE_MEMBERS } from '../people/lifecycleEvents.js';
import * as schemas from '../schemas/people.js';
import { forPerson, type PeopleRoutesDeps } from './people.js';
import { emailTaken, nobody } from './peopleRefusals.js';
import { attributesIn } from './personDraft.js';
import { personView } from './personView.js';

export interface LifecycleRoutesDeps extends Pick<
  PeopleRoutesDeps,
  'people' | 'accounts' | 'subscriberOf'
> {
  readonly lifecycle: ReturnType<typeof createLifecycle>;
}

type Body = z.output<typeof schemas.lifecycleRequest>;

export const lifecycleRoutes = (deps: LifecycleRoutesDeps): readonly Route[] => [
  route({
    method: 'POST',
    path: '/people/:id/lifecycle',
    summary: 'Let something happen to a person',
    body: schemas.lifecycleRequest,
    example: { event: 'change_name', family_name: 'Kestrel' },
    replies: { 200: { description: 'The person.', schema: schemas.person } },
    handle: (call) => happen(deps, call),
  }),
];

async function happen(deps: LifecycleRoutesDeps, call: Call<unknown, Body>): Promise<Reply> {
  const { sandbox, body } = call;
  const wrong = memberProblem(body);
  if (wrong) return wrong;
  const { event, email, into, on } = body;
  return forPerson(deps, call, async (account) => {
    const before = await deps.subscriberOf(sandbox, account.id);
    const happened = await deps.lifecycle(
      { sandbox, account, attempt: before?.verification?.attempt },
      { event, email, into, on, attributes: attributesIn(body) },
    );
    if (!happened.ok) return refusal(deps, call, happened);
    const after = await deps.accounts.get(sandbox, account.id);
    return answer(200, personView(after ?? account, await deps.subscriberOf(sandbox, account.id)));
  });
}

/** What an event does not know is refused, and so is a change that changes nothing. */
function memberProblem({ event, ...members }: Body): Reply | undefined {
  const known: readonly string[] = LIFECYCLE_MEMBERS[event];
  const given = Object.keys(members);
  const stray = given.find((name) => !known.includes(name));
  if (stray) return invalid(`/${stray}`, `does not go together with ${event}`, known);
  const [first] = known;
  const needed = first !== undefined && first !== 'on' && given.length === 0;
  return needed ? invalid(`/${first}`, `is required with ${event}`, known) : undefined;
}

async function refusal(
  { people }: LifecycleRoutesDeps,
  { sandbox, body: { event, email } }: Call<unknown, Body>,
  { reason, details }: Refused<LifecycleRefusal>,
): Promise<Reply> {
  switch (reason) {
    case 'email_invalid':
      return invalid('/email', 'must be an e-mail address');
    case 'email_taken':
      return emailTaken(people, sandbox, email);
    case 'merge_into_nobody':
      return nobody('/into', people);
    case 'merge_into_itself':
      return invalid('/into', 'names the same person');
    case 'merge_into_closed':
      return problem('conflict', 'The other account is closed.', [
        { path: '/into', message: 'is closed' },
      ]);
    case 'not_born_yet':
      return invalid('/on', 'is before the person was born');
    case 'not_died_yet':
      return invalid('/on', `is after ${String(details?.['latest'])}, which is today`);
    case 'changed_meanwhile':
      return problem('conflict', 'Somebody else changed the person at the same time.');
    default: {
      const state = details?.['state'];
      const now = state === undefined ? '' : `: the account is ${state}`;
      return problem('conflict', `The person is in no state for ${event}${now}.`);
    }
  }
}
