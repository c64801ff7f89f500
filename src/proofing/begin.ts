import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import type { Attempt, CheckedStep, Step } from './attempt.js';
import { arrival } from './attemptEvents.js';
import type { Change } from './attemptStore.js';
import type { Deps } from './deps.js';
import type { DomainEvent } from '../platform/events.js';
import { mustMove } from './settle.js';
import { isOpen, submissionsLeft, undoFrom } from './steps.js';

/** Which attempt a form was about: `version` is what its page showed, so that a tab left behind is refused. */
export interface Seen {
  readonly id: string;
  readonly version?: number | undefined;
}

export type BeginRefusal = 'unknown_attempt' | 'stale' | 'not_allowed';
export type StepRefusal = BeginRefusal | 'step_not_open' | 'no_submissions_left';

/** An attempt in the hands of its applicant, and the events of having taken it up again. */
export interface Begun {
  readonly attempt: Attempt;
  readonly events: readonly DomainEvent[];
}

/** Into `in_progress` from wherever the applicant may take an attempt up: new, left alone, or asked again. */
function takeUp(attempt: Attempt, now: number): Attempt | undefined {
  const touched = { ...attempt, touchedAt: now };
  switch (attempt.state) {
    case 'in_progress':
      return touched;
    case 'created':
    case 'abandoned':
      if (attempt.dueAt !== undefined && attempt.dueAt <= now) return undefined;
      return mustMove(touched, 'open');
    case 'resubmission_required':
      return mustMove(touched, 'retry');
    default:
      return undefined;
  }
}

/** Loads an attempt for its applicant and brings it to `in_progress`. Saves nothing. */
export async function begin(
  { store, clock }: Deps,
  sandbox: SandboxId,
  seen: Seen,
): Promise<Result<Begun, BeginRefusal>> {
  const attempt = await store.find(sandbox, seen.id);
  if (!attempt) return refused('unknown_attempt');
  if (seen.version !== undefined && seen.version !== attempt.version) return refused('stale');
  const now = clock.now();
  const taken = takeUp(attempt, now);
  if (!taken) return refused('not_allowed');
  const opened = attempt.state === 'created' || attempt.state === 'abandoned';
  return ok({ attempt: taken, events: opened ? arrival(taken, now) : [] });
}

/** The same for a submission of `step`: it must be open, and it undoes itself and every later step. */
export async function beginStep(
  deps: Deps,
  sandbox: SandboxId,
  seen: Seen,
  step: Step,
): Promise<Result<Begun, StepRefusal>> {
  const begun = await begin(deps, sandbox, seen);
  if (!begun.ok) return begun;
  const { attempt, events } = begun.value;
  if (!isOpen(attempt, step)) return refused('step_not_open');
  if (submissionsLeft(attempt, step) === 0) return refused('no_submissions_left');
  return ok({ attempt: undoFrom(attempt, step), events });
}

/** Puts a submission into `processing`, durably: from here on it is checked, whatever happens to this process. */
export async function submitForCheck(
  { store, clock }: Deps,
  sandbox: SandboxId,
  { attempt, events }: Begun,
  step: CheckedStep,
  pictures: Pick<Change, 'keep' | 'drop'> = {},
): Promise<Result<Attempt, 'stale'>> {
  const submitted = mustMove(attempt, 'submit', { step });
  return store.save(sandbox, submitted, {
    events: [...events, ...arrival(submitted, clock.now())],
    ...pictures,
  });
}
