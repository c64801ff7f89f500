import type { Context, Next } from 'koa';

/** The errors that Login.gov's clients are told; every other fault of a request is `invalid_request`. */
const ERRORS = ['access_denied', 'invalid_request', 'temporarily_unavailable', 'server_error'];

/** Sends people back from the authorization endpoint at `path`, and from below it, with what Login.gov says. */
export function sendBackAs(path: string) {
  return async (ctx: Context, next: Next): Promise<void> => {
    await next();
    const location = ctx.response.get('Location');
    if (!URL.canParse(location) || !(ctx.path === path || ctx.path.startsWith(`${path}/`))) return;
    const url = new URL(location);
    const error = url.searchParams.get('error');
    if (error === null && !url.searchParams.has('code')) return;
    url.searchParams.delete('iss'); // RFC 9207 is not spoken there
    if (error === 'invalid_scope') url.searchParams.delete('scope');
    if (error !== null && !ERRORS.includes(error)) url.searchParams.set('error', 'invalid_request');
    ctx.set('Location', url.href);
  };
}
