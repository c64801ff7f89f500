import type { Context, Middleware } from 'koa';
import type { Show } from '../site.js';

const KINDS: Readonly<Record<number, string>> = {
  403: 'foreign_post',
  404: 'not_found',
  413: 'too_large',
};

/** Answers what nobody answered and what somebody threw with a page of the agency's that was asked; what was thrown goes to the log alone. */
export function errorPages(
  showAt: (ctx: Context) => Show,
  report: (error: unknown) => void,
): Middleware {
  return async (ctx, next) => {
    let status: number;
    try {
      await next();
      if (ctx.body !== undefined && ctx.body !== null) return;
      if (ctx.status !== 404 && ctx.status !== 405) return;
      status = ctx.status;
    } catch (error) {
      status = statusOf(error);
      if (status === 500) report(error);
    }
    const kind = KINDS[status] ?? (status < 500 ? 'bad_request' : 'internal');
    const show = showAt(ctx);
    show(ctx, 'trouble', { kind, service: null, error: null, description: null }, status);
  };
}

/** Only client errors are taken at their word (http-errors mark them `expose`). */
function statusOf(error: unknown): number {
  const { status, expose } = error as { status?: unknown; expose?: unknown };
  return typeof status === 'number' && expose === true && status < 500 ? status : 500;
}
