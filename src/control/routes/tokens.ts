import type { z } from 'zod';
import { DEFAULT_SANDBOX, type SandboxId } from '../../platform/ids.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import type { Sandboxes } from '../../sandboxes/index.js';
import type { StoredToken } from '../../storage/index.js';
import type { Tokens } from '../access/tokens.js';
import { pageOf } from '../http/page.js';
import { invalid, notFound, taken } from '../http/problem.js';
import { answer, type Reply } from '../http/reply.js';
import { route, type Call, type Route } from '../http/route.js';
import * as schemas from '../schemas/tokens.js';

export interface TokenRoutesDeps {
  readonly tokens: Tokens;
  readonly sandboxes: Pick<Sandboxes, 'get'>;
}

const TOKEN = { description: 'The token, without itself.', schema: schemas.controlToken };

const viewIn =
  (sandbox: SandboxId) =>
  ({ id, name, role, everywhere, createdAt }: StoredToken) => ({
    ...{ id, name, role },
    ...(!everywhere && { sandbox }),
    created_at: new Date(createdAt).toISOString(),
  });

export function tokenRoutes(deps: TokenRoutesDeps): readonly Route[] {
  const { tokens } = deps;
  return [
    route({
      method: 'POST',
      path: '/tokens',
      summary: 'Make a token for this API, which is told once',
      body: schemas.tokenRequest,
      example: { id: 'nightly', name: 'Nightly tests', role: 'test' },
      replies: {
        201: { ...TOKEN, description: 'The token, this once.' },
        200: { ...TOKEN, description: 'The same one, made before; it is not told again.' },
      },
      handle: (call) => make(deps, call),
    }),
    route({
      method: 'GET',
      path: '/tokens',
      summary: 'List tokens, oldest first',
      query: schemas.tokenListQuery,
      replies: { 200: { description: 'A page.', schema: schemas.tokenList } },
      handle: async (call) => {
        const { limit, after, sandbox } = call.query;
        const at = await sandboxMeant(deps, call, sandbox);
        if (!at.ok) return invalid('/sandbox', MEANT[at.reason]);
        if (after !== undefined && !(await tokens.get(at.value, after)))
          return invalid('/after', 'names no token');
        const found = await tokens.list(at.value, { limit: limit + 1, after });
        return answer(
          200,
          pageOf(found, limit, ({ id }) => id, viewIn(at.value)),
        );
      },
    }),
    ...item(deps),
  ];
}

function item(deps: TokenRoutesDeps): readonly Route[] {
  const { tokens } = deps;
  return [
    route({
      method: 'GET',
      path: '/tokens/:id',
      summary: 'A token, without itself',
      query: schemas.tokenQuery,
      replies: { 200: TOKEN },
      handle: async (call) => {
        const at = await sandboxMeant(deps, call, call.query.sandbox);
        if (!at.ok) return invalid('/sandbox', MEANT[at.reason]);
        const found = await tokens.get(at.value, call.param('id'));
        return found ? answer(200, viewIn(at.value)(found)) : notFound('token');
      },
    }),
    route({
      method: 'DELETE',
      path: '/tokens/:id',
      summary: 'Revoke a token at once',
      query: schemas.tokenQuery,
      replies: { 204: { description: 'Revoked.' } },
      handle: async (call) => {
        const at = await sandboxMeant(deps, call, call.query.sandbox);
        if (!at.ok) return invalid('/sandbox', MEANT[at.reason]);
        return (await tokens.revoke(at.value, call.param('id'))) ? answer(204) : notFound('token');
      },
    }),
  ];
}

async function make(
  deps: TokenRoutesDeps,
  call: Call<unknown, z.output<typeof schemas.tokenRequest>>,
): Promise<Reply> {
  const { sandbox, ...draft } = call.body;
  const at = await sandboxMeant(deps, call, sandbox);
  if (!at.ok) return invalid('/sandbox', MEANT[at.reason]);
  const everywhere =
    sandbox === undefined && at.value === DEFAULT_SANDBOX && call.caller.sandbox === undefined;
  const issued = await deps.tokens.issue(at.value, { ...draft, everywhere });
  if (!issued.ok) return taken('/id', draft.id, 'another token, or to another body');
  const { token, secret } = issued.value;
  const view = viewIn(at.value)(token);
  return secret === undefined ? answer(200, view) : answer(201, { ...view, token: secret });
}

const MEANT = {
  elsewhere: 'must be the sandbox of this path or token',
  unknown: 'names no sandbox',
} as const;

/** Whose tokens are meant: the sandbox's of the path, or from the default one any other's. */
async function sandboxMeant(
  { sandboxes }: TokenRoutesDeps,
  { sandbox: here, caller }: Call,
  named: SandboxId | undefined,
): Promise<Result<SandboxId, keyof typeof MEANT>> {
  if (named === undefined || named === here) return ok(here);
  if (here !== DEFAULT_SANDBOX || caller.sandbox !== undefined) return refused('elsewhere');
  return (await sandboxes.get(named)) ? ok(named) : refused('unknown');
}
