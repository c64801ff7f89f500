import type { Faults } from '../../scenarios/index.js';
import { faultsKnown } from '../catalogue/faults.js';
import { invalid, notFound, problem, taken } from '../http/problem.js';
import { answer, type Reply } from '../http/reply.js';
import { route, type Call, type Route } from '../http/route.js';
import type { People } from '../people/people.js';
import { pageQuery } from '../schemas/common.js';
import * as schemas from '../schemas/faults.js';
import { listing } from './listing.js';
import { nobody } from './peopleRefusals.js';

export interface FaultRoutesDeps {
  readonly faults: Faults;
  readonly people: People;
}

const FAULT = { description: 'The fault and how often it acted.', schema: schemas.fault };

/** Faults on the wire (contract section 6). */
export const faultRoutes = (deps: FaultRoutesDeps): readonly Route[] => [
  route({
    method: 'POST',
    path: '/faults',
    summary: 'Let something go wrong on the wire',
    body: schemas.faultRequest,
    example: {
      id: 'token-endpoint-down',
      match: { client_id: 'my-app' },
      at: 'token',
      kind: 'status',
      status: 503,
      times: 1,
    },
    replies: { 201: FAULT, 200: { ...FAULT, description: 'The same one, made before.' } },
    handle: (call) => make(deps, call),
  }),
  ...keep(deps.faults),
  listing('/catalogue/faults', 'What can go wrong on the wire', schemas.knownFaultList, () =>
    faultsKnown(),
  ),
];

type MakeCall = Call<unknown, ReturnType<typeof schemas.faultRequest.parse>>;

async function make({ faults, people }: FaultRoutesDeps, call: MakeCall): Promise<Reply> {
  const { sandbox, body } = call;
  const { id, ...request } = body;
  const person = request.match?.person;
  // Faults match on ids: a persona or an address is looked up once, now.
  const account = person === undefined ? undefined : await people.find(sandbox, person);
  if (person !== undefined && !account) return nobody('/match/person', people);
  const asked = account ? { ...request, match: { ...request.match, person: account.id } } : request;
  const made = await faults.create(sandbox, asked, id);
  if (made.ok) return answer(made.again ? 200 : 201, made.value);
  switch (made.reason) {
    case 'exists':
      return taken('/id', id, 'another fault');
    case 'too_many':
      return problem('too_many', 'There are a thousand faults already; delete some.');
    default:
      return problem('invalid', sentence(made.problems), made.problems);
  }
}

const sentence = ([first]: readonly { readonly path: string; readonly message: string }[]) =>
  `The fault does not hold together: ${first?.path ?? ''} ${first?.message ?? ''}.`;

const keep = (faults: Faults): readonly Route[] => [
  route({
    method: 'GET',
    path: '/faults',
    summary: 'List faults, newest first',
    query: pageQuery,
    replies: { 200: { description: 'A page of faults.', schema: schemas.faultList } },
    handle: async ({ sandbox, query }) => {
      if (query.after !== undefined && !(await faults.get(sandbox, query.after)))
        return invalid('/after', 'names no fault');
      return answer(200, await faults.list(sandbox, query));
    },
  }),
  route({
    method: 'DELETE',
    path: '/faults',
    summary: 'Delete every fault',
    replies: { 204: { description: 'Deleted.' } },
    handle: async ({ sandbox }) => {
      await faults.removeAll(sandbox);
      return answer(204);
    },
  }),
  route({
    method: 'GET',
    path: '/faults/:id',
    summary: 'A fault, with how often it acted',
    replies: { 200: FAULT },
    handle: async ({ sandbox, param }) => {
      const found = await faults.get(sandbox, param('id'));
      return found ? answer(200, found) : notFound('fault');
    },
  }),
  route({
    method: 'DELETE',
    path: '/faults/:id',
    summary: 'Delete a fault',
    replies: { 204: { description: 'Deleted.' } },
    handle: async ({ sandbox, param }) =>
      (await faults.remove(sandbox, param('id'))) ? answer(204) : notFound('fault'),
  }),
];
