import type { Account, Accounts } from '../../accounts/index.js';
import type { Subscriber } from '../../assurance/index.js';
import type { Authenticators } from '../../authenticators/index.js';
import type { SandboxId } from '../../platform/ids.js';
import { pageOf } from '../http/page.js';
import { invalid, notFound, problem } from '../http/problem.js';
import { answer, type Reply } from '../http/reply.js';
import { route, type Route } from '../http/route.js';
import { objection, type AttributeRules } from '../people/attributeRules.js';
import type { People } from '../people/people.js';
import * as schemas from '../schemas/people.js';
import { attributeProblem, creationProblem, emailTaken } from './peopleRefusals.js';
import { changeOf, draftOf } from './personDraft.js';
import { clearOf, personView } from './personView.js';

export interface PeopleRoutesDeps extends AttributeRules {
  readonly people: People;
  readonly accounts: Accounts;
  readonly authenticators: Pick<Authenticators, 'totp'>;
  readonly subscriberOf: (sandbox: SandboxId, account: string) => Promise<Subscriber | undefined>;
}

const PERSON = { description: 'The person.', schema: schemas.person };
const MADE = { description: 'The person, with secrets in clear.', schema: schemas.madePerson };
const EXAMPLE = {
  id: 'second-maria',
  persona: 'maria',
  ial: 2,
  authenticators: ['password', 'totp'],
};

export function peopleRoutes(deps: PeopleRoutesDeps): readonly Route[] {
  return [...collection(deps), ...item(deps), ...doings(deps)];
}

function collection({ people, accounts, subscriberOf }: PeopleRoutesDeps): readonly Route[] {
  return [
    route({
      method: 'POST',
      path: '/people',
      summary: 'Make a person',
      body: schemas.personRequest,
      example: EXAMPLE,
      replies: { 201: MADE, 200: { ...MADE, description: 'The same person, made before.' } },
      handle: async ({ sandbox, body, place }) => {
        if (body.password !== undefined && !body.authenticators.includes('password'))
          return invalid('/password', 'needs "password" among /authenticators');
        const made = await people.create(sandbox, draftOf(body));
        if (!made.ok) return creationProblem(people, sandbox, body, made);
        const { account, created } = made.value;
        const view = personView(account, await subscriberOf(sandbox, account.id));
        const clear = clearOf(made.value, body.password, place.base);
        return answer(created ? 201 : 200, { ...view, ...clear });
      },
    }),
    route({
      method: 'GET',
      path: '/people',
      summary: 'List people, oldest first',
      query: schemas.peopleQuery,
      replies: { 200: { description: 'A page of people.', schema: schemas.personList } },
      handle: async ({ sandbox, query: { limit, after, ...filter } }) => {
        const last = after === undefined ? undefined : await accounts.get(sandbox, after);
        if (after !== undefined && !last) return invalid('/after', 'names nobody');
        const found = await accounts.list(sandbox, { limit: limit + 1, after, ...filter });
        const page = pageOf(
          found,
          limit,
          ({ id }) => id,
          (account) => account,
        );
        const items = await Promise.all(
          page.items.map(async (one) => personView(one, await subscriberOf(sandbox, one.id))),
        );
        return answer(200, { ...page, items });
      },
    }),
  ];
}

/** Runs a handler with the person that the path names. */
export const forPerson = async (
  { people }: Pick<PeopleRoutesDeps, 'people'>,
  { sandbox, param }: { sandbox: SandboxId; param(name: string): string },
  handle: (account: Account) => Promise<Reply>,
): Promise<Reply> => {
  const account = await people.find(sandbox, param('id'));
  return account ? handle(account) : notFound('person');
};

function item(deps: PeopleRoutesDeps): readonly Route[] {
  const { people, subscriberOf } = deps;
  const view = async (sandbox: SandboxId, account: Account) =>
    answer(200, personView(account, await subscriberOf(sandbox, account.id)));
  return [
    route({
      method: 'GET',
      path: '/people/:id',
      summary: 'A person by id, e-mail address or persona',
      replies: { 200: PERSON },
      handle: (call) => forPerson(deps, call, (account) => view(call.sandbox, account)),
    }),
    route({
      method: 'PATCH',
      path: '/people/:id',
      summary: 'Change what is named',
      body: schemas.personChange,
      example: { family_name: 'Kestrel', middle_name: null },
      replies: { 200: PERSON },
      handle: (call) =>
        forPerson(deps, call, async (account) => {
          const wanted = changeOf(call.body);
          const against = await objection(deps, call.sandbox, wanted.attributes ?? {});
          if (against) return attributeProblem(against);
          const changed = await change(deps, call.sandbox, account, wanted);
          if (!('id' in changed)) return changed;
          const moved = await moveTo(deps, call.sandbox, changed, call.body.state);
          return 'id' in moved ? view(call.sandbox, moved) : moved;
        }),
    }),
    route({
      method: 'DELETE',
      path: '/people/:id',
      summary: 'Delete a person with everything of theirs',
      replies: { 204: { description: 'Deleted.' } },
      handle: (call) =>
        forPerson(deps, call, async (account) =>
          (await people.remove(call.sandbox, account)) ? answer(204) : notFound('person'),
        ),
    }),
  ];
}

async function change(
  { accounts, people }: PeopleRoutesDeps,
  sandbox: SandboxId,
  account: Account,
  change: ReturnType<typeof changeOf>,
): Promise<Account | Reply> {
  if (Object.keys(change).length === 0) return account;
  const { email } = change;
  if (email !== undefined && people.isKeptFor(email, account))
    return emailTaken(people, sandbox, email);
  const changed = await accounts.change(sandbox, account.id, change);
  if (changed.ok) return changed.value;
  switch (changed.reason) {
    case 'email_invalid':
      return invalid('/email', 'must be an e-mail address');
    case 'email_taken':
      return emailTaken(people, sandbox, email);
    default:
      return problem('conflict', `The person cannot be changed: ${changed.reason}.`);
  }
}

/** To the state that is wanted, by the move that leads there. */
async function moveTo(
  { accounts }: PeopleRoutesDeps,
  sandbox: SandboxId,
  account: Account,
  state: 'active' | 'suspended' | 'closed' | undefined,
): Promise<Account | Reply> {
  if (state === undefined || state === account.state) return account;
  const move = ({ active: 'restore', suspended: 'suspend', closed: 'close' } as const)[state];
  const moved = await accounts[move](sandbox, account.id);
  return moved.ok
    ? moved.value
    : problem('conflict', `A person who is ${account.state} cannot become ${state}.`);
}

function doings(deps: PeopleRoutesDeps): readonly Route[] {
  const { authenticators } = deps;
  return [
    route({
      method: 'GET',
      path: '/people/:id/totp',
      summary: "What the person's authenticator app shows now",
      replies: { 200: { description: 'The code.', schema: schemas.totpCode } },
      handle: (call) =>
        forPerson(deps, call, async ({ id }) => {
          const code = await authenticators.totp.currentCode(call.sandbox, id);
          return code
            ? answer(200, { code: code.code, valid_for_seconds: code.validForSeconds })
            : notFound('authenticator app');
        }),
    }),
  ];
}
