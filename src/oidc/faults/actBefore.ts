import { setTimeout as pause } from 'node:timers/promises';
import type { Next } from 'koa';
import type { ActingFault, EffectOf } from '../../scenarios/index.js';
import type { Faulty } from './faultyRequest.js';

type Ctx = Faulty['ctx'];

/**
 * Whether a fault acts before anything is done. At the authorization endpoint who signs in is known with the answer alone, and
 * errors belong into it.
 */
export function standsBefore({ at, effect: { kind }, request }: ActingFault): boolean {
  if (kind === 'oauth_error') return at !== 'authorize';
  const endpoint = kind === 'status' || kind === 'delay' || kind === 'hang_up';
  return endpoint && !(at === 'authorize' && request.match?.person !== undefined);
}

export async function actBefore(
  request: Faulty,
  { effect }: ActingFault,
  next: Next,
): Promise<void> {
  const { ctx } = request;
  switch (effect.kind) {
    case 'delay':
      await pause(effect.ms);
      return next();
    case 'status':
      return answerStatus(ctx, effect);
    case 'oauth_error':
      return answerError(request, effect);
    default:
      return hangUp(ctx);
  }
}

/** Instead of whatever was answered. */
export function answerStatus(ctx: Ctx, { status, body, headers = {} }: EffectOf<'status'>): void {
  ctx.remove('Location');
  ctx.body = body ?? '';
  ctx.type = typeof body === 'object' ? 'application/json' : 'text/plain';
  ctx.status = status;
  openToAsker(ctx);
  ctx.set({ ...headers });
}

/** RFC 6749 section 5.2 at the token endpoint, RFC 6750 section 3 at a resource. */
function answerError({ at, ctx }: Faulty, { error, description }: EffectOf<'oauth_error'>): void {
  const told = { error, ...(description !== undefined && { error_description: description }) };
  ctx.body = told;
  ctx.set('Cache-Control', 'no-store');
  ctx.status = statusOf(error, at);
  if (ctx.status === 401 || at === 'userinfo') {
    const scheme = at === 'userinfo' ? 'Bearer' : 'Basic';
    const members = Object.entries(told).map(([name, value]) => `${name}="${value}"`);
    ctx.set('WWW-Authenticate', `${scheme} ${members.join(', ')}`);
  }
  openToAsker(ctx);
}

const STATUSES: Readonly<Record<string, number>> = {
  invalid_client: 401,
  invalid_token: 401,
  insufficient_scope: 403,
  server_error: 500,
  temporarily_unavailable: 503,
};
const statusOf = (error: string, at: Faulty['at']): number =>
  STATUSES[error] ?? (at === 'userinfo' ? 401 : 400);

/** Scripts of the client's own pages may read what went wrong, too. */
function openToAsker(ctx: Ctx): void {
  const origin = ctx.get('Origin');
  if (origin === '') return;
  ctx.set('Access-Control-Allow-Origin', origin);
  ctx.vary('Origin');
}

/** Ends the connection without a byte of an answer. */
export function hangUp(ctx: Ctx): void {
  ctx.respond = false;
  ctx.res.destroy();
}
