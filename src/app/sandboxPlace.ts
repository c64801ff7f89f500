import type { Context, Middleware, Next } from 'koa';
import type { SandboxPlace } from '../oidc/index.js';
import { DEFAULT_SANDBOX, isSandboxId, type SandboxId } from '../platform/ids.js';
import type { SandboxStore } from '../storage/index.js';

export const prefixOf = (sandbox: SandboxId): string =>
  sandbox === DEFAULT_SANDBOX ? '' : `/s/${sandbox}`;

const SANDBOX_PATH = /^\/s\/([^/?]+)(?=[/?]|$)/;

/**
 * Finds the sandbox that a path names and takes its prefix off, so that everything below is alike in every sandbox. The library
 * reads `originalUrl` to state its endpoints with the prefix. One read of the sandbox per request.
 */
export function sandboxPlace(sandboxes: SandboxStore, publicBase: () => string): Middleware {
  return async (ctx: Context, next: Next) => {
    const id = SANDBOX_PATH.exec(ctx.url)?.[1] ?? DEFAULT_SANDBOX;
    const sandbox = isSandboxId(id) ? await sandboxes.get(id) : undefined;
    const prefix = prefixOf(id);
    if (!sandbox || (id === DEFAULT_SANDBOX && ctx.url.startsWith('/s/'))) {
      ctx.state['place'] = { id: DEFAULT_SANDBOX, revision: 0, base: publicBase(), prefix: '' };
      return ctx.throw(404, 'unknown_sandbox');
    }
    if (sandbox.expiresAt !== null && sandbox.expiresAt <= Date.now())
      ctx.throw(410, 'sandbox_expired');
    const place: SandboxPlace = {
      id,
      revision: sandbox.revision,
      base: publicBase() + prefix,
      prefix,
    };
    ctx.state['place'] = place;
    if (prefix !== '') {
      (ctx.req as { originalUrl?: string }).originalUrl = ctx.url;
      const rest = ctx.url.slice(prefix.length);
      ctx.url = rest.startsWith('/') ? rest : `/${rest}`;
    }
    await next();
  };
}
