import type { Middleware } from 'koa';
import { isApiPath } from '../control/index.js';

/**
 * Refuses addresses of pages and of the provider, which would take it for a fault of its own, that hold a NUL character: no
 * database keeps it, and nobody types it. The control API names the member that holds it.
 */
export const readableAddress: Middleware = (ctx, next) =>
  ctx.url.includes('%00') && !isApiPath(ctx.path) ? ctx.throw(400, 'text_unreadable') : next();
