import type { Context, Middleware } from 'koa';
import { isApiPath } from './http/paths.js';
import { problem } from './http/problem.js';
import { send } from './http/reply.js';

/** Answers as the API would what is refused before it is reached: a sandbox that is unknown or has expired. */
export const controlRefusals: Middleware = (ctx, next) =>
  isApiPath(ctx.path) ? next().catch((error: unknown) => refuse(ctx, error)) : next();

function refuse(ctx: Context, error: unknown): void {
  const { status, expiresAt } = error as {
    readonly status?: unknown;
    readonly expiresAt?: unknown;
  };
  if (status !== 404 && status !== 410) throw error;
  send(ctx, status === 404 ? unknown() : expired(expiresAt));
}

/** Who asks is not known yet, so it is not told which sandboxes there are. */
const unknown = () =>
  problem('not_found', `There is no such sandbox; ${MAKE}.`, [
    { path: '', message: 'names no sandbox' },
  ]);

const expired = (at: unknown) =>
  problem(
    'expired',
    `The sandbox expired${typeof at === 'number' ? ` at ${new Date(at).toISOString()}` : ''}; ${MAKE}.`,
    [{ path: '', message: 'names a sandbox that has expired' }],
  );

const MAKE = 'POST /control/v1/sandboxes of the default sandbox makes one';
