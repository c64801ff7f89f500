import type { Context, Middleware, Next } from 'koa';
import { safeEqual } from '../platform/secrets.js';

/**
 * Asks for the operator's user and password before people's pages (Basic, RFC 7617), so that no stranger takes a test system on a
 * public address for a real one; '' asks nobody. Clients' back channels and the control API have their own credentials.
 */
export function gate(userAndPassword: string): Middleware {
  return (ctx: Context, next: Next) => {
    if (userAndPassword === '' || safeEqual(basicIn(ctx), userAndPassword)) return next();
    ctx.status = 401;
    ctx.set('WWW-Authenticate', 'Basic realm="Standin, a test system", charset="UTF-8"');
    ctx.type = 'text/plain';
    ctx.body = 'A test system: its operator has the user and password of its pages.\n';
    return undefined;
  };
}

/** "user:password" as it was sent; '' when it was not. */
function basicIn({ headers: { authorization = '' } }: Context): string {
  const coded = /^Basic +([A-Za-z0-9+/=]{1,1024})$/i.exec(authorization)?.[1];
  return coded === undefined ? '' : Buffer.from(coded, 'base64').toString('utf8');
}
