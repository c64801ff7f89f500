import type { Context, Next } from 'koa';
import { randomToken, safeEqual, sha256 } from '../../platform/secrets.js';
import { placeOf } from '../requestState.js';

/** Name of the cookie behind the form token; `instance` tells two deployments on one host apart. */
export type CsrfCookie = (ctx: Context) => string;

/** The pages of the protocol have keys that sign their cookies; ours are the same on every page. */
const UNSIGNED = { signed: false };

/** The form token of this browser; the cookie behind it is made when a page first needs one. */
export function csrfToken(ctx: Context, cookieName: CsrfCookie): string {
  const name = cookieName(ctx);
  const known = ctx.cookies.get(name, UNSIGNED) ?? (ctx.state['csrfCookie'] as string | undefined);
  const value = known && /^[\w-]{22}$/.test(known) ? known : randomToken(16);
  if (value !== known) {
    ctx.cookies.set(name, value, {
      path: placeOf(ctx).prefix || '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: ctx.secure,
      ...UNSIGNED,
    });
  }
  ctx.state['csrfCookie'] = value;
  return sha256(`csrf ${value}`);
}

/** Whether a posted token belongs to this browser. */
export function isOwnForm(
  ctx: Context,
  cookieName: CsrfCookie,
  posted: string | undefined,
): boolean {
  const cookie = ctx.cookies.get(cookieName(ctx), UNSIGNED);
  return (
    cookie !== undefined && posted !== undefined && safeEqual(sha256(`csrf ${cookie}`), posted)
  );
}

/** Refuses posts that a browser says come from elsewhere, before a body is read (Fetch Metadata; RFC 6454 section 7.3). */
export async function refuseForeignPosts(ctx: Context, next: Next): Promise<void> {
  if (ctx.method === 'POST' && isForeign(ctx)) ctx.throw(403, 'cross_site');
  await next();
}

function isForeign(ctx: Context): boolean {
  const site = ctx.get('Sec-Fetch-Site');
  // No page can forge it, and proxies of cloud editors rewrite Origin to the name that they ask by.
  if (site !== '') return site !== 'same-origin' && site !== 'none';
  const origin = ctx.get('Origin');
  return (
    origin !== '' &&
    origin !== 'null' &&
    origin !== `${ctx.protocol}://${ctx.host}` &&
    origin !== new URL(placeOf(ctx).base).origin
  );
}
