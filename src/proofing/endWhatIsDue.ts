import type { SandboxId } from '../platform/ids.js';
import type { Attempt } from './attempt.js';
import type { Deps } from './deps.js';
import { PICTURES } from './attemptStore.js';
import { resolve } from './operate.js';
import { runCheck } from './runCheck.js';
import { retryCheck } from './submitSteps.js';
import type { Moved } from './settle.js';
import { arrive, mustMove } from './settle.js';
import { isClosed, target } from './transitions.js';

/** The applicant went away: resumable for a month, then expired. */
function abandon(attempt: Attempt, now: number): Moved {
  const back = attempt.state === 'in_progress' ? attempt : mustMove(attempt, 'retry');
  return arrive(mustMove(back, 'idle', { reasons: ['session.abandoned'] }), now);
}

const isIdle = ({ state, touchedAt, policy }: Attempt, now: number): boolean =>
  (state === 'in_progress' || state === 'resubmission_required') &&
  touchedAt + policy.idleAfter <= now;

const isOverdue = ({ state, dueAt }: Attempt, now: number): boolean =>
  dueAt !== undefined && dueAt <= now && target(state, 'expire') !== undefined;

/**
 * The task `proofing.deadline`: ends what is due by now - idle to `abandoned`, an unattended wait to `expired`, a
 * scripted review to its resolution. Does nothing to an attempt that has moved on since the task was written.
 */
export async function endWhatIsDue(deps: Deps, sandbox: SandboxId, id: string): Promise<void> {
  const attempt = await deps.store.find(sandbox, id);
  const now = deps.clock.now();
  if (!attempt) return;
  if (isIdle(attempt, now)) {
    const moved = abandon(attempt, now);
    await deps.store.save(sandbox, moved.attempt, moved);
  } else if (isOverdue(attempt, now)) {
    if ('resolution' in attempt && attempt.resolution)
      await resolve(deps, sandbox, attempt, attempt.resolution);
    else {
      const moved = arrive(mustMove(attempt, 'expire', { reasons: ['session.expired'] }), now);
      await deps.store.save(sandbox, moved.attempt, moved);
    }
  }
}

/** The task `proofing.check`: a submission whose process died, or whose vendor failed, is checked after all. */
export async function resumeCheck(deps: Deps, sandbox: SandboxId, id: string): Promise<void> {
  const attempt = await deps.store.find(sandbox, id);
  if (attempt?.state === 'error') await retryCheck(deps, sandbox, { id });
  await runCheck(deps, sandbox, id);
}

/** The task `proofing.retention`: no picture outlives a closed attempt for longer than the policy says. */
export async function applyRetention(deps: Deps, sandbox: SandboxId, id: string): Promise<void> {
  const attempt = await deps.store.find(sandbox, id);
  if (attempt && isClosed(attempt.state)) await deps.store.dropPictures(sandbox, id, PICTURES);
}
