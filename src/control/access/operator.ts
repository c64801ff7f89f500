import type { Context } from 'koa';
import { placeOf } from '../http/place.js';
import { namesUs, presents, type AccessRules } from './access.js';
import { worksIn } from './roles.js';

/** Whether a browser may see what is for whoever operates the server: the mailbox, the people's secrets, the console. */
export interface OperatorAccess {
  admits(ctx: Context): Promise<boolean>;
  /** Keeps the token of a console link in a cookie; false, and nothing is kept, when it is worth nothing here. */
  enter(ctx: Context, token: string): Promise<boolean>;
}

/** Name of the cookie that holds the token of a console link. */
export type OperatorCookie = () => string;

/** The control API's access rule for pages: open where the API is open, else by the token of a console link. */
export function createOperatorAccess(rules: AccessRules, cookie: OperatorCookie): OperatorAccess {
  const isWorth = async (ctx: Context, token: string): Promise<boolean> => {
    const caller = await presents(token, rules);
    return caller !== undefined && worksIn(caller, placeOf(ctx).id);
  };
  return {
    async admits(ctx) {
      if (rules.token === undefined) return namesUs(ctx.headers, rules);
      const token = ctx.cookies.get(cookie(), { signed: false }); // also on pages whose own cookies are signed
      return token !== undefined && isWorth(ctx, token);
    },
    async enter(ctx, token) {
      if (rules.token === undefined) return namesUs(ctx.headers, rules);
      if (!(await isWorth(ctx, token))) return false;
      ctx.cookies.set(cookie(), token, {
        path: placeOf(ctx).prefix || '/',
        httpOnly: true,
        sameSite: 'strict', // no other site's request carries it
        secure: ctx.secure,
      });
      return true;
    },
  };
}
