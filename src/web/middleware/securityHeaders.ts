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

const OWN_POLICY = [
  ...Object.entries(POLICY).map(([name, value]) => `${name} ${value}`),
  "form-action 'self'",
].join('; ');

const HEADER = 'Content-Security-Policy';

const HEADERS = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Robots-Tag', 'noindex'], // nobody shall find a test system by a search engine
  ['Referrer-Policy', 'same-origin'],
  ['X-Frame-Options', 'DENY'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Permissions-Policy', 'camera=(self), microphone=(), geolocation=(), payment=()'],
  [HEADER, OWN_POLICY],
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
  targets.forEach((target) => widen(ctx, 'form-action', target));
}

/** So many other origins at most: proxies refuse an answer whose headers are long. */
const MOST_PICTURE_ORIGINS = 20;

/** Lets the page load pictures of this origin, too; false when it has enough origins already. */
export function allowPictures(ctx: Context, origin: string): boolean {
  return widen(ctx, 'img-src', origin, MOST_PICTURE_ORIGINS + POLICY['img-src'].split(' ').length);
}

/** Adds a source to one rule of this page's policy, once; false when the rule has `most` sources without it. */
function widen(ctx: Context, rule: string, source: string, most = Infinity): boolean {
  const rules = ctx.response.get(HEADER).split('; ');
  const at = rules.findIndex((each) => each.startsWith(`${rule} `));
  const [, ...sources] = (rules[at] ?? '').split(' ');
  if (sources.includes(source)) return true;
  if (sources.length >= most) return false;
  ctx.set(HEADER, rules.with(at, [rule, ...sources, source].join(' ')).join('; '));
  return true;
}

/**
 * For a message's own HTML, which only our inbox may show in a frame: a document of no origin, without script, forms or anything
 * that is loaded; its links open beside it.
 */
export function confineMessage(ctx: Context): void {
  ctx.set('X-Frame-Options', 'SAMEORIGIN');
  ctx.set(
    HEADER,
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
