import type { Outcomes } from '../../scenarios/index.js';
import type { SandboxId } from '../../platform/ids.js';
import { invalid, notFound, problem, taken } from '../http/problem.js';
import { answer } from '../http/reply.js';
import { route, type Route } from '../http/route.js';
import type { People } from '../people/people.js';
import { pageQuery } from '../schemas/common.js';
import * as schemas from '../schemas/outcomes.js';
import { nobody } from './peopleRefusals.js';

export interface OutcomeRoutesDeps {
  readonly outcomes: Outcomes;
  readonly people: People;
}

const OUTCOME = { description: 'The script and what was spent of it.', schema: schemas.outcome };

export const outcomeRoutes = (deps: OutcomeRoutesDeps): readonly Route[] => [
  make(deps),
  ...keep(deps.outcomes),
];

const make = ({ outcomes, people }: OutcomeRoutesDeps): Route =>
  route({
    method: 'POST',
    path: '/outcomes',
    summary: 'Script the outcomes of a step',
    body: schemas.outcomeRequest,
    example: {
      id: 'blurred-once',
      match: { person: 'maria' },
      step: 'document',
      results: ['document.image_blurred', 'pass'],
      then: 'real',
    },
    replies: { 201: OUTCOME, 200: { ...OUTCOME, description: 'The same one, made before.' } },
    handle: async ({ sandbox, body: { id, ...request } }) => {
      const person = await personIn(people, sandbox, request.match.person);
      if (person === 'unknown') return nobody('/match/person', people);
      const match = { ...request.match, ...(person !== undefined && { person }) };
      const made = await outcomes.create(sandbox, { ...request, match }, id);
      if (made.ok) return answer(made.again ? 200 : 201, made.value);
      return made.reason === 'exists'
        ? taken('/id', id, 'another script')
        : problem('invalid', 'The script does not hold together.', made.problems);
    },
  });

/** Scripts match on ids: a persona or an address is looked up once, now. */
async function personIn(
  people: People,
  sandbox: SandboxId,
  reference: string | undefined,
): Promise<string | undefined> {
  if (reference === undefined) return undefined;
  return (await people.find(sandbox, reference))?.id ?? 'unknown';
}

const keep = (outcomes: Outcomes): readonly Route[] => [
  route({
    method: 'GET',
    path: '/outcomes',
    summary: 'List scripts, newest first',
    query: pageQuery,
    replies: { 200: { description: 'A page of scripts.', schema: schemas.outcomeList } },
    handle: async ({ sandbox, query }) => {
      if (query.after !== undefined && !(await outcomes.get(sandbox, query.after)))
        return invalid('/after', 'names no script');
      return answer(200, await outcomes.list(sandbox, query));
    },
  }),
  route({
    method: 'DELETE',
    path: '/outcomes',
    summary: 'Delete every script',
    replies: { 204: { description: 'Deleted.' } },
    handle: async ({ sandbox }) => {
      await outcomes.removeAll(sandbox);
      return answer(204);
    },
  }),
  route({
    method: 'GET',
    path: '/outcomes/:id',
    summary: 'A script, with what was spent, when and by which attempt',
    replies: { 200: OUTCOME },
    handle: async ({ sandbox, param }) => {
      const found = await outcomes.get(sandbox, param('id'));
      return found ? answer(200, found) : notFound('script');
    },
  }),
  route({
    method: 'DELETE',
    path: '/outcomes/:id',
    summary: 'Delete a script',
    replies: { 204: { description: 'Deleted.' } },
    handle: async ({ sandbox, param }) =>
      (await outcomes.remove(sandbox, param('id'))) ? answer(204) : notFound('script'),
  }),
];
