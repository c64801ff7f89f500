import type { Context, Middleware } from 'koa';
import type { BringBar } from '../routes/tester/pageBar.js';
import { helpFor } from '../help/helpFor.js';
import type { ShowPage } from '../render.js';
import { placeOf, type RequestState } from '../requestState.js';

/** Answers what was thrown with a page; only refusals that are meant for people are shown, everything else is a bug. */
export function errorPages(
  show: ShowPage,
  report: (error: unknown) => void,
  bringBar: BringBar,
): Middleware {
  /** A page that says what failed has to come also when the bar cannot. */
  const bringIfItCan = (ctx: Context) => bringBar(ctx).catch(report);
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined && ctx.respond !== false)
        await notFound(ctx);
    } catch (error) {
      const { status, message } = shown(error);
      if (status === 500) report(error);
      await bringIfItCan(ctx);
      ctx.status = status;
      show(ctx, 'error', { status, message, back: home(ctx), help: helpFor(ctx, message) });
    }
  };

  async function notFound(ctx: Context): Promise<void> {
    await bringIfItCan(ctx);
    show(ctx, 'notFound', { home: home(ctx) });
    ctx.status = 404;
  }
}

/** Client errors carry the key of their public text as message (http-errors mark them `expose`). */
function shown(error: unknown): { readonly status: number; readonly message?: string } {
  const { status, expose, message } = error as {
    status?: unknown;
    expose?: unknown;
    message?: unknown;
  };
  if (typeof status !== 'number' || expose !== true || status >= 500) return { status: 500 };
  return typeof message === 'string' && /^[a-z_]+$/.test(message)
    ? { status, message: `errors.${message}` }
    : { status };
}

const home = (ctx: Context): string =>
  ((ctx.state as Partial<RequestState>).place && placeOf(ctx).prefix) || '/';
