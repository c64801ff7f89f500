import type { Middleware } from 'koa';

/**
 * No script at all, nothing from elsewhere. `form-action` names the provider because browsers hold the redirect that answers
 * a form to it as well. The referrer stays within the site: `no-referrer` would turn the Origin of its own posts into `null`.
 */
export function securityHeaders(issuer: string): Middleware {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    `form-action 'self' ${new URL(issuer).origin}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
  return async (ctx, next) => {
    ctx.set({
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cache-Control': 'no-store',
    });
    await next();
  };
}
