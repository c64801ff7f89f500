import type { Context, Middleware } from 'koa';
import type { ControlDeps } from './deps.js';
import { checkAccess } from './http/access.js';
import { problem } from './http/problem.js';
import { send } from './http/reply.js';

const API = /^\/control\/v1(?:\/|$)/;

/**
 * The control API below `/control/v1` and its reference at `/control/docs`, as one middleware behind the one that finds the
 * sandbox; anything else passes by. What lies behind is loaded with the first request.
 */
export function createControl(deps: ControlDeps): Middleware {
  let api: Promise<Middleware> | undefined;
  const load = () => (api ??= import('./api.js').then(({ createApi }) => createApi(deps)));
  return async (ctx, next) => {
    if (!API.test(ctx.path)) return next();
    const refusal = checkAccess(ctx.headers, deps.access);
    if (refusal) return send(ctx, refusal);
    try {
      await (
        await load()
      )(ctx, next);
    } catch (error) {
      answerFault(ctx, error, deps.report);
    }
  };
}

/** A bug or an outage: the log learns what, the caller that. */
function answerFault(ctx: Context, error: unknown, report: (error: unknown) => void): void {
  report(error);
  send(ctx, problem('internal', 'The server met a fault of its own; its log says which.'));
}
