import type { CalendarDate, Clock, Instant } from '../platform/clock.js';
import { SECOND } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import type { AgedRows, SandboxStore } from './ports.js';
import { FURTHEST_AHEAD, todayIn } from './sandbox.js';

export interface AdvanceDeps {
  readonly store: Pick<SandboxStore, 'get' | 'age'>;
  readonly clock: Clock;
  /** Resolves when every task of the sandbox that is due has been tried once. */
  readonly runDueTasks: (sandbox: SandboxId) => Promise<void>;
}

/** What time it is in a sandbox. */
export interface Time {
  /** Real time, which tokens carry. */
  readonly now: Instant;
  /** How far it has been advanced, in ms. */
  readonly agedBy: number;
  readonly today: CalendarDate;
}

export async function timeIn(
  { store, clock }: Omit<AdvanceDeps, 'runDueTasks'>,
  sandbox: SandboxId,
): Promise<Time> {
  const now = clock.now();
  const agedBy = (await store.get(sandbox))?.agedBy ?? 0;
  return { now, agedBy, today: todayIn({ agedBy }, now) };
}

/**
 * Lets `by` ms pass in a sandbox by making everything in it that much older; what has become due thereby has been done when
 * it answers. Time never goes back, and a century is the most that a sandbox is ever ahead.
 */
export async function advance(
  deps: AdvanceDeps,
  sandbox: SandboxId,
  by: number,
): Promise<Result<Time & { readonly rows: AgedRows }, 'not_forward' | 'too_far'>> {
  const { store, clock, runDueTasks } = deps;
  if (!Number.isSafeInteger(by) || by < SECOND || by % SECOND !== 0) return refused('not_forward');
  const rows =
    by > FURTHEST_AHEAD
      ? undefined
      : await store.age(sandbox, by, { most: FURTHEST_AHEAD, now: clock.now() });
  if (!rows) return refused('too_far');
  await runDueTasks(sandbox);
  return ok({ ...(await timeIn(deps, sandbox)), rows });
}
