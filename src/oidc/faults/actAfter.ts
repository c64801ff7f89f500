import { setTimeout as pause } from 'node:timers/promises';
import type { ActingFault } from '../../scenarios/index.js';
import { answerStatus, hangUp } from './actBefore.js';
import { frontAnswer } from './frontAnswer.js';
import { actOnFront, OTHER_ISSUER } from './onFront.js';
import { staleKeys } from './staleKeys.js';
import { actOnToken } from './onToken.js';
import type { Faulty } from './faultyRequest.js';

/** What a fault does to an answer; undefined when there is nothing that it could do, so that it is not spent. */
export async function actAfter(
  request: Faulty,
  { effect }: ActingFault,
): Promise<(() => Promise<void> | void) | undefined> {
  const { at, ctx } = request;
  if (at === 'authorize' || at === 'logout') {
    const answer = frontAnswer(request);
    if (!answer) return undefined;
    if (effect.kind === 'status') return () => answerStatus(ctx, effect);
    if (effect.kind === 'delay') return () => pause(effect.ms);
    if (effect.kind === 'hang_up') return () => hangUp(ctx);
    return actOnFront(request, effect, answer);
  }
  if (ctx.status !== 200) return undefined;
  switch (effect.kind) {
    case 'malformed':
      return () => cutOff(ctx);
    case 'stale_jwks':
      return staleKeys(request);
    case 'mix_up':
      return () => void (ctx.body = { ...(ctx.body as object), issuer: OTHER_ISSUER });
    default:
      return actOnToken(request, effect);
  }
}

/** Half of it, under the type of the whole. */
function cutOff(ctx: Faulty['ctx']): void {
  const { type } = ctx;
  const text = typeof ctx.body === 'string' ? ctx.body : JSON.stringify(ctx.body);
  ctx.body = text.slice(0, Math.ceil(text.length / 2));
  ctx.type = type;
}
