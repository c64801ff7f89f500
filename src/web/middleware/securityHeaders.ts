import type { Context, Next } from 'koa';

/** Sources a page may use: its own origin alone, no inline script or style (CSP Level 3). */
const POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'media-src': "'self' blob:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'frame-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
};

/** Ends with `form-action`, to which further targets may be added. */
const OWN_POLICY = [
  ...Object.entries(POLICY).map(([name, value]) => `${name} ${value}`),
  "form-action 'self'",
].join('; ');

const HEADERS = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Robots-Tag', 'noindex'], // nobody shall find a test system by a search engine
  ['Referrer-Policy', 'same-origin'],
  ['X-Frame-Options', 'DENY'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Permissions-Policy', 'camera=(self), microphone=(), geolocation=(), payment=()'],
  ['Content-Security-Policy', OWN_POLICY],
] as const;

/** Headers of every answer. `form-action` is our own origin until a page of a validated request widens it. */
export function securityHeaders({ res }: Context, next: Next): Promise<void> {
  for (const [name, value] of HEADERS) res.setHeader(name, value);
  return next();
}

/**
 * Lets the page's forms end at these origins too: Chromium applies `form-action` to every redirect that follows a post, so the
 * page from which a person returns to a partner has to name the partner's validated origin or scheme.
 */
export function allowFormTargets(ctx: Context, targets: readonly string[]): void {
  ctx.set('Content-Security-Policy', [OWN_POLICY, ...targets].join(' '));
}

/**
 * For a message's own HTML, which only our inbox may show in a frame: a document of no origin, without script, forms or anything
 * that is loaded; its links open beside it.
 */
export function confineMessage(ctx: Context): void {
  ctx.set('X-Frame-Options', 'SAMEORIGIN');
  ctx.set(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; " +
      "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
  );
}

/** The source expression for a redirect URI: its origin, or the bare scheme of a native app's. */
export function formTarget(redirectUri: string): string | undefined {
  if (!URL.canParse(redirectUri)) return undefined;
  const url = new URL(redirectUri);
  return /^https?:$/.test(url.protocol) ? url.origin : url.protocol;
}
