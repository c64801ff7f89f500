import type { Context, Next } from 'koa';
import { isOperator, placeOf } from '../requestState.js';
import { seeOther } from '../seeOther.js';

/** Whether a browser may see what is for whoever operates the server; the control API's own rule. */
export interface OperatorAccess {
  admits(ctx: Context): Promise<boolean>;
  /** Keeps the token of a console link in a cookie; false, and nothing is kept, when it is worth nothing here. */
  enter(ctx: Context, token: string): Promise<boolean>;
}

/** Pages to which a console link may lead. */
const LINKED = /^\/(?:$|(?:inbox|console|phone|demo)(?:$|\/))/;

/** Finds out, once per request, whether the browser is an operator's. */
export function recogniseOperator(access: OperatorAccess) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const { token, ...query } = ctx.query;
    if (ctx.method === 'GET' && LINKED.test(ctx.path) && typeof token === 'string') {
      if (!(await access.enter(ctx, token))) return ctx.throw(403, 'console_link_unknown');
      const rest = new URLSearchParams(query as Record<string, string>).toString();
      return leaveToken(ctx, placeOf(ctx).prefix + ctx.path + (rest && `?${rest}`));
    }
    ctx.state['operator'] = await access.admits(ctx);
    return next();
  };
}

/**
 * Goes to the same page by an address without the token. A redirect still counts as the other site's request where the link
 * stood on one, and would come without the Strict cookie; a refresh is our own page's.
 */
function leaveToken(ctx: Context, target: string): void {
  const site = ctx.get('Sec-Fetch-Site');
  ctx.set('Cache-Control', 'no-store');
  if (site !== 'cross-site' && site !== 'same-site') {
    return seeOther(ctx, target);
  }
  ctx.set('Refresh', `0; url=${target}`);
  ctx.body = '';
}

/** For pages that show what is nobody else's. */
export async function operatorsOnly(ctx: Context, next: Next): Promise<void> {
  if (!isOperator(ctx)) ctx.throw(403, 'operators_only');
  await next();
}
