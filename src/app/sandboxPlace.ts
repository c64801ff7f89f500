import type { Context, Middleware, Next } from 'koa';
import { placeInHand, type SandboxPlace } from '../oidc/index.js';
import { DEFAULT_SANDBOX, isSandboxId, type SandboxId } from '../platform/ids.js';
import { inEra } from '../storage/index.js';
import { hasExpired, type SandboxStore } from '../sandboxes/index.js';

export const prefixOf = (sandbox: SandboxId): string =>
  sandbox === DEFAULT_SANDBOX ? '' : `/s/${sandbox}`;

const SANDBOX_PATH = /^\/s\/([^/?]+)(?=[/?]|$)/;

/**
 * Finds the sandbox that a path names and takes its prefix off, so that everything below is alike in every sandbox: one read
 * of the sandbox per request.
 */
export function sandboxPlace(
  sandboxes: Pick<SandboxStore, 'get'>,
  publicBase: () => string,
): Middleware {
  return async (ctx: Context, next: Next) => {
    const id = SANDBOX_PATH.exec(ctx.url)?.[1] ?? DEFAULT_SANDBOX;
    const inHand = placeInHand();
    if (inHand?.id === id) return enter(ctx, inHand, next);
    // The page that refuses belongs to the default sandbox.
    const refusing = { id: DEFAULT_SANDBOX, revision: 0, base: publicBase(), prefix: '' };
    ctx.state['place'] = { ...refusing, faulty: false };
    const named = id !== DEFAULT_SANDBOX || !ctx.url.startsWith('/s/');
    const sandbox = named && isSandboxId(id) ? await sandboxes.get(id) : undefined;
    if (!sandbox) return ctx.throw(404, 'unknown_sandbox');
    const { expiresAt, revision, era, faulty } = sandbox;
    if (hasExpired(sandbox, Date.now())) return ctx.throw(410, 'sandbox_expired', { expiresAt });
    const prefix = prefixOf(id);
    const place = { id, revision, base: publicBase() + prefix, prefix, faulty };
    await inEra(id, era, () => enter(ctx, place, next));
  };
}

function enter(ctx: Context, place: SandboxPlace, next: Next): Promise<void> {
  ctx.state['place'] = place;
  if (place.prefix !== '') takePrefixOff(ctx, place.prefix);
  return next();
}

/** The library reads `originalUrl` to state its endpoints with the prefix. */
function takePrefixOff(ctx: Context, prefix: string): void {
  (ctx.req as { originalUrl?: string }).originalUrl = ctx.url;
  const rest = ctx.url.slice(prefix.length);
  ctx.url = rest.startsWith('/') ? rest : `/${rest}`;
}
