import type { Context } from 'koa';

/** Sends the browser on to a page of its own, whatever it posted (RFC 9110 section 15.4.4). */
export function seeOther(ctx: Context, target: string): void {
  ctx.redirect(target);
  ctx.status = 303;
}
