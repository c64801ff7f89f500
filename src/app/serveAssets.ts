import type { Context, Middleware, Next } from 'koa';
import { ASSET_CACHE_CONTROL, type Assets } from '../platform/render/assets.js';

/** Styles, scripts, fonts and pictures by their hashed names; below every sandbox's prefix and at the root alike. */
export function serveAssets(assets: () => Assets): Middleware {
  return (ctx: Context, next: Next) => {
    const name = /^\/assets\/([^/]+)$/.exec(ctx.path)?.[1];
    if (name === undefined || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next();
    const asset = assets().find(name);
    if (!asset) return ctx.throw(404);
    ctx.set('Cache-Control', ASSET_CACHE_CONTROL);
    ctx.type = asset.type;
    ctx.body = asset.content;
    return undefined;
  };
}
