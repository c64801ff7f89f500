import type { z } from 'zod';
import type { Clock } from '../../platform/clock.js';
import { DAY } from '../../platform/clock.js';
import { DEFAULT_SANDBOX, newId } from '../../platform/ids.js';
import type { Sandbox, Sandboxes } from '../../sandboxes/index.js';
import { parseDuration } from '../../scenarios/index.js';
import { pageOf } from '../http/page.js';
import { API_PATH } from '../http/paths.js';
import type { Place } from '../http/place.js';
import { invalid, notFound, problem } from '../http/problem.js';
import { answer, type Reply } from '../http/reply.js';
import { route, type Call, type Route } from '../http/route.js';
import { pageQuery } from '../schemas/common.js';
import * as schemas from '../schemas/sandboxes.js';
import { issuersOf } from './service.js';

export interface SandboxRoutesDeps {
  readonly sandboxes: Sandboxes;
  readonly clock: Clock;
}

const SANDBOX = { description: 'The sandbox.', schema: schemas.sandbox };
const LONGEST_LIFE = 365 * DAY;

function sandboxView({ id, name, owner, createdAt, expiresAt }: Sandbox, { base }: Place) {
  const own = id === DEFAULT_SANDBOX ? base : `${base}/s/${id}`;
  return {
    id,
    ...(name !== null && { name }),
    ...(owner !== null && { owner }),
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
          if (after !== undefined && start === 0) return invalid('after', 'names no sandbox');
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
      handle: ({ place, param }) =>
        fromDefault(place, async () => {
          const found = await sandboxes.get(param('id'));
          return found ? answer(200, sandboxView(found, place)) : notFound('sandbox');
        }),
    }),
    route({
      method: 'DELETE',
      path: '/sandboxes/:id',
      summary: 'Delete a sandbox with everything in it',
      replies: { 204: { description: 'Deleted.' } },
      handle: ({ place, param }) =>
        fromDefault(place, async () => {
          if (param('id') === DEFAULT_SANDBOX)
            return problem('conflict', 'The default sandbox stays.');
          return (await sandboxes.remove(param('id'))) ? answer(204) : notFound('sandbox');
        }),
    }),
  ];
}

async function make(
  { sandboxes, clock }: SandboxRoutesDeps,
  { body, place }: Call<unknown, z.output<typeof schemas.sandboxRequest>>,
): Promise<Reply> {
  if (body.copy_of) return problem('not_built', 'Copying a sandbox is not built yet.');
  const life = parseDuration(body.ttl);
  if (life === undefined || life <= 0 || life > LONGEST_LIFE)
    return invalid('/ttl', 'must be a duration of at most a year, such as PT2H or 30d');
  const now = clock.now();
  const id = body.id ?? newId('sbx', now).replace('_', '-');
  const { name, owner } = body;
  const wanted = { id, name: name ?? null, owner: owner ?? null, expiresAt: now + life };
  const created = await sandboxes.create(wanted);
  const there = await sandboxes.get(id);
  if (!there) return problem('conflict', 'The sandbox was deleted meanwhile.');
  const same = there.name === wanted.name && there.owner === wanted.owner && sameLife(there, life);
  if (!created && !same)
    return problem('conflict', 'The id belongs to another sandbox, or to another body.', [
      { path: '/id', message: 'is taken' },
    ]);
  return answer(created ? 201 : 200, sandboxView(there, place));
}

/** Expiry and making are a moment apart. */
const sameLife = ({ createdAt, expiresAt }: Sandbox, life: number): boolean =>
  expiresAt !== null && Math.abs(expiresAt - createdAt - life) < 1000;
