import type { Context, Middleware } from 'koa';

/**
 * Keeps the site on the one address that its cookies and its redirect URI belong to: pages asked for under another host name
 * (127.0.0.1 for localhost) move there, and a form posted from anywhere else is refused (Fetch Metadata; RFC 6454 section 7).
 */
export function oneOrigin(baseUrl: () => string): Middleware {
  return async (ctx, next) => {
    const own = new URL(baseUrl());
    if (ctx.method === 'POST') {
      if (!isOwnPost(ctx, own.origin)) ctx.throw(403);
    } else if (ctx.host !== own.host && ctx.path !== '/healthz') {
      ctx.redirect(own.origin + ctx.url);
      return;
    }
    await next();
  };
}

function isOwnPost(ctx: Context, origin: string): boolean {
  const site = ctx.get('Sec-Fetch-Site');
  // No page can forge it, and proxies of cloud editors rewrite Origin.
  return site === '' ? ctx.get('Origin') === origin : site === 'same-origin';
}
