import type { Middleware } from 'koa';
import { isApiPath } from './http/paths.js';
import { problem } from './http/problem.js';
import { send } from './http/reply.js';

/** Answers as the API would what is refused before it is reached: a sandbox that is unknown or has expired. */
export const controlRefusals: Middleware = async (ctx, next) => {
  const { path } = ctx;
  try {
    await next();
  } catch (error) {
    const { status } = error as { readonly status?: unknown };
    if (!isApiPath(path) || (status !== 404 && status !== 410)) throw error;
    send(
      ctx,
      status === 404
        ? problem('not_found', 'There is no such sandbox.')
        : problem('expired', 'The sandbox has expired.'),
    );
  }
};
