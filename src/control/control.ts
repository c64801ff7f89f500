import type { Context, Middleware } from 'koa';
import { accessProblem, identify } from './access/access.js';
import type { Api } from './api.js';
import type { ControlDeps } from './deps.js';
import { DOCS_PATH, isApiPath } from './http/paths.js';
import { placeOf } from './http/place.js';
import { problem } from './http/problem.js';
import { send } from './http/reply.js';

/**
 * The control API below `/control/v1` and its reference at `/control/docs`, as one middleware behind the one that finds the
 * sandbox; anything else passes by. What lies behind is loaded with the first request.
 */
export function createControl(deps: ControlDeps): Middleware {
  let loaded: Promise<Api> | undefined;
  const load = () => (loaded ??= import('./api.js').then(({ createApi }) => createApi(deps)));
  return async (ctx, next) => {
    try {
      // The reference tells nothing of what is kept here, and a browser that opens it has no token to send.
      if (ctx.path === DOCS_PATH && ctx.method === 'GET')
        return send(ctx, (await load()).page(placeOf(ctx)));
      if (!isApiPath(ctx.path)) return await next();
      const cookie = ctx.cookies.get(deps.operatorCookie());
      const presented = { headers: ctx.headers, cookie, sandbox: placeOf(ctx).id };
      const caller = await identify(presented, deps.access);
      if (!caller.ok) return send(ctx, accessProblem(caller.reason, caller.details));
      ctx.state['caller'] = caller.value;
      await deps.actAs(caller.value.actor, async () => (await load()).serve(ctx, next));
    } catch (error) {
      if (!isApiPath(ctx.path)) throw error;
      answerFault(ctx, error, deps.report);
    }
  };
}

/** What came to its end meanwhile, through nobody's fault, by the code of what was thrown. */
const MEANWHILE: Readonly<Record<string, string>> = {
  SANDBOX_CHANGED: 'The sandbox was reset, restored or deleted meanwhile; nothing was done.',
  ACCOUNT_GONE: 'The person was deleted or closed meanwhile; nothing was done.',
};

/** SQLite's, PostgreSQL's (class 53) and the file system's word for it. */
const DISK_FULL = ['SQLITE_FULL', '53100', 'ENOSPC'];

/** A bug or an outage: the log learns what, the caller that. */
function answerFault(ctx: Context, error: unknown, report: (error: unknown) => void): void {
  const { code } = error as { readonly code?: unknown };
  const meanwhile = typeof code === 'string' ? MEANWHILE[code] : undefined;
  if (meanwhile !== undefined) return send(ctx, problem('conflict', meanwhile));
  // Bodies and queries were judged by their schemas.
  if (code === 'TEXT_UNSTORABLE')
    return send(ctx, problem('malformed', 'The path holds a NUL character.'));
  report(error);
  if (DISK_FULL.includes(String(code)))
    return send(
      ctx,
      problem(
        'internal',
        'The disk that holds the data is full; nothing was done. Make room and try again.',
      ),
    );
  send(ctx, problem('internal', 'The server met a fault of its own; its log says which.'));
}
