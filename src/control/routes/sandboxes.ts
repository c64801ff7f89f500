import type { z } from 'zod';
import { DEFAULT_SANDBOX, type SandboxId } from '../../platform/ids.js';
import { hasExpired, type Sandbox, type Sandboxes } from '../../sandboxes/index.js';
import { parseDuration } from '../../scenarios/index.js';
import type { AccessRules } from '../access/access.js';
import type { Tokens } from '../access/tokens.js';
import { pageOf } from '../http/page.js';
import { API_PATH } from '../http/paths.js';
import type { Place } from '../http/place.js';
import { invalid, notFound, problem, taken } from '../http/problem.js';
import { answer, type Reply } from '../http/reply.js';
import { route, type Call, type Route } from '../http/route.js';
import { pageQuery } from '../schemas/common.js';
import * as schemas from '../schemas/sandboxes.js';
import { issuersOf } from './service.js';

export interface SandboxRoutesDeps {
  readonly sandboxes: Sandboxes;
  readonly tokens: Pick<Tokens, 'issue'>;
  readonly access: Pick<AccessRules, 'token'>;
}

const SANDBOX = { description: 'The sandbox.', schema: schemas.sandbox };

function sandboxView(sandbox: Sandbox, { base }: Place) {
  const { id, name, owner, copiedFrom, createdAt, expiresAt } = sandbox;
  const own = id === DEFAULT_SANDBOX ? base : `${base}/s/${id}`;
  return {
    id,
    ...(name !== null && { name }),
    ...(owner !== null && { owner }),
    ...(copiedFrom !== null && { copy_of: copiedFrom }),
    base_url: own,
    control_url: own + API_PATH,
    issuers: issuersOf(own),
    created_at: new Date(createdAt).toISOString(),
    ...(expiresAt !== null && { expires_at: new Date(expiresAt).toISOString() }),
  };
}

/** Sandboxes are made and ended from the default one. */
const fromDefault = async (place: Place, handle: () => Promise<Reply>): Promise<Reply> =>
  place.id === DEFAULT_SANDBOX
    ? handle()
    : problem('not_found', 'Sandboxes are made and ended from the default sandbox.');

const MOST_NAMED = 20;

/** Does something about the sandbox that the path names; what is not there, or no more, is refused with what is. */
export const aboutSandbox = (
  { sandboxes }: Pick<SandboxRoutesDeps, 'sandboxes'>,
  { place, param }: Pick<Call, 'place' | 'param'>,
  handle: (sandbox: Sandbox) => Promise<Reply>,
): Promise<Reply> =>
  fromDefault(place, async () => {
    const found = await sandboxes.get(param('id'));
    if (!found) {
      const known = await knownIds(sandboxes);
      return problem('not_found', 'There is no such sandbox.', [
        { path: '', message: 'names no sandbox', known },
      ]);
    }
    return hasExpired(found, Date.now())
      ? problem(
          'expired',
          `The sandbox expired at ${new Date(found.expiresAt ?? 0).toISOString()}.`,
        )
      : handle(found);
  });

const knownIds = async (sandboxes: Pick<Sandboxes, 'list'>): Promise<readonly SandboxId[]> =>
  (await sandboxes.list()).slice(0, MOST_NAMED).map(({ id }) => id);

export function sandboxRoutes(deps: SandboxRoutesDeps): readonly Route[] {
  const { sandboxes } = deps;
  return [
    route({
      method: 'POST',
      path: '/sandboxes',
      summary: 'Make a sandbox',
      body: schemas.sandboxRequest,
      example: { id: 'nightly', name: 'Nightly tests', ttl: 'PT2H' },
      replies: { 201: SANDBOX, 200: { ...SANDBOX, description: 'The same one, made before.' } },
      handle: (call) => fromDefault(call.place, () => make(deps, call)),
    }),
    route({
      method: 'GET',
      path: '/sandboxes',
      summary: 'List sandboxes, oldest first',
      query: pageQuery,
      replies: { 200: { description: 'A page.', schema: schemas.sandboxList } },
      handle: ({ place, query: { limit, after } }) =>
        fromDefault(place, async () => {
          const all = await sandboxes.list();
          const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
          if (after !== undefined && start === 0) return invalid('/after', 'names no sandbox');
          const found = all.slice(start, start + limit + 1);
          return answer(
            200,
            pageOf(
              found,
              limit,
              ({ id }) => id,
              (one) => sandboxView(one, place),
            ),
          );
        }),
    }),
    route({
      method: 'GET',
      path: '/sandboxes/:id',
      summary: 'A sandbox',
      replies: { 200: SANDBOX },
      handle: (call) =>
        aboutSandbox(deps, call, async (found) => answer(200, sandboxView(found, call.place))),
    }),
    ...endings(deps),
  ];
}

/** Deleting a sandbox, and emptying it. */
const endings = ({ sandboxes }: SandboxRoutesDeps): readonly Route[] => [
  route({
    method: 'DELETE',
    path: '/sandboxes/:id',
    summary: 'Delete a sandbox with everything in it',
    replies: { 204: { description: 'Deleted.' } },
    handle: ({ place, param }) =>
      fromDefault(place, async () => {
        if (param('id') === DEFAULT_SANDBOX)
          return problem('conflict', 'The default sandbox stays; it can be reset.');
        return (await sandboxes.remove(param('id'))) ? answer(204) : notFound('sandbox');
      }),
  }),
  route({
    method: 'POST',
    path: '/sandboxes/:id/reset',
    summary:
      'Empty a sandbox: everything in it is gone but its snapshots, and it is in real time again',
    replies: { 200: SANDBOX },
    handle: (call) =>
      aboutSandbox({ sandboxes }, call, async (found) => {
        await sandboxes.reset(found.id);
        return answer(200, sandboxView(found, call.place));
      }),
  }),
];

async function make(
  { sandboxes, tokens, access }: SandboxRoutesDeps,
  { body, place }: Call<unknown, z.output<typeof schemas.sandboxRequest>>,
): Promise<Reply> {
  const { copy_of: copyOf, ttl, ...labels } = body;
  const life = parseDuration(ttl) ?? 0;
  const made = await sandboxes.create({ ...labels, copyOf, life });
  if (!made.ok) return REFUSALS[made.reason](await knownIds(sandboxes), labels.id);
  const { sandbox, again } = made.value;
  const view = sandboxView(sandbox, place);
  if (again || access.token === undefined) return answer(again ? 200 : 201, view);
  const issued = await tokens.issue(sandbox.id, { name: `sandbox ${sandbox.id}`, role: 'test' });
  return answer(201, { ...view, ...(issued.ok && { token: issued.value.secret }) });
}

type Refusal = Extract<Awaited<ReturnType<Sandboxes['create']>>, { ok: false }>['reason'];

const REFUSALS: Readonly<
  Record<Refusal, (known: readonly SandboxId[], id: string | undefined) => Reply>
> = {
  life: () => invalid('/ttl', 'must be a duration of at most a year, such as PT2H or 30d'),
  nothing_to_copy: (known) => invalid('/copy_of', 'names no sandbox', known),
  source_expired: () => invalid('/copy_of', 'names a sandbox that has expired'),
  gone: () => problem('conflict', 'The sandbox was deleted meanwhile.'),
  taken: (_known, id) => taken('/id', id, 'another sandbox, or to another body'),
};
