import type { Context, Middleware } from 'koa';
import { profileAt, type SandboxPlace } from '../oidc/index.js';
import { readForm } from '../web/index.js';

/** What fits into a request line together with the other headers (Node.js: 16 kB). */
const MOST_CHARACTERS = 12_000;

/**
 * Requests to sign in or out may be posted (Core 3.1.2.1, RP-Initiated Logout 1.0 section 2). They go on as GET: browsers keep our
 * cookies (SameSite=Lax) from what other sites post, and add them to the redirect.
 */
export const postedRequests: Middleware = async (ctx, next) => {
  if (ctx.method !== 'POST' || !mayBePosted(ctx.path)) return next();
  await readForm(ctx, () => Promise.resolve());
  const { rawBody } = ctx.request as { readonly rawBody?: string };
  const query = new URLSearchParams(rawBody ?? '').toString();
  if (query.length > MOST_CHARACTERS) ctx.throw(413, 'form_too_large');
  ctx.redirect(`${prefixOf(ctx)}${ctx.path}?${query}`);
  ctx.status = 303;
};

function mayBePosted(path: string): boolean {
  const { authorization, end_session } = profileAt(path)?.paths ?? {};
  return path === authorization || path === end_session;
}

const prefixOf = (ctx: Context): string => (ctx.state['place'] as SandboxPlace).prefix;
