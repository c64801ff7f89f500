import type { Context, Next } from 'koa';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { ActingFault, FaultContext, FaultPlace } from '../../scenarios/index.js';
import { actAfter } from './actAfter.js';
import { actBefore, standsBefore } from './actBefore.js';
import { contextAfter, contextBefore } from './contexts.js';
import type { Faulty, FaultyParts } from './faultyRequest.js';
import { noteFault } from './noted.js';

/**
 * Serves a request in a sandbox with faults. Of those that concern it the newest acts, once: before the library sees the request
 * (`status`, `hang_up`, `oauth_error`: nothing happens behind them; `delay`), or on its answer.
 */
export async function withFaults(parts: FaultyParts, at: FaultPlace, ctx: Context, next: Next) {
  const request: Faulty = { ...parts, at, ctx: ctx as unknown as KoaContextWithOIDC };
  const context = await contextBefore(request);
  const before = await found(request, context);
  for (const fault of before) {
    if (!standsBefore(fault)) break; // the newest one wants to see the answer
    if (await spend(request, fault, context)) return actBefore(request, fault, next);
  }
  await next();
  for (const fault of await foundAfter(request, before)) {
    const act = await actAfter(request, fault);
    if (!act || !(await spend(request, fault, context))) continue;
    return act();
  }
}

const found = (
  { deps, sandbox, at }: Faulty,
  context: FaultContext,
): Promise<readonly ActingFault[]> => deps.faults.matching(sandbox, at, context);

/** At front channels it is only now known who it is. */
async function foundAfter(
  request: Faulty,
  before: readonly ActingFault[],
): Promise<readonly ActingFault[]> {
  const context = await contextAfter(request);
  const known = context ? await found(request, context) : before;
  return known.filter((fault) => !standsBefore(fault));
}

async function spend(
  { deps, sandbox, ctx }: Faulty,
  fault: ActingFault,
  { client }: FaultContext,
): Promise<boolean> {
  const spent = await deps.faults.spend(sandbox, fault);
  if (spent) noteFault(ctx, fault, client);
  return spent;
}
