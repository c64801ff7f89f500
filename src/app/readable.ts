import type { Middleware } from 'koa';

/**
 * Refuses addresses that hold a NUL character: no database keeps it, and nobody types it. Behind the error pages, which say so;
 * the control API has the same rule, and refuses by problem documents.
 */
export const readableAddress: Middleware = (ctx, next) =>
  ctx.url.includes('%00') ? ctx.throw(400, 'text_unreadable') : next();
