import type { Verification } from '../assurance/index.js';
import { DAY, type Instant } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import { attemptEvent, arrival } from './attemptEvents.js';
import type { Attempt, Facts, Step, Submission } from './attempt.js';
import { move } from './attempt.js';
import type { PictureKind } from './attemptStore.js';
import type { Outcome } from './decide.js';
import type { ScriptedPathway } from './ports.js';
import type { ReasonCode } from './reasons/index.js';
import { submissionsLeft, undoFrom } from './steps.js';
import { isClosed } from './transitions.js';
import type { AttemptEvent } from './transitions.js';
import { verificationOf } from './verified.js';

/** An attempt that has moved, and what has to be saved with it. */
export interface Moved {
  readonly attempt: Attempt;
  readonly events: readonly DomainEvent[];
  readonly drop?: readonly PictureKind[] | undefined;
  readonly verification?: Verification | undefined;
}

/** Moves that the caller knows to be allowed; anything else is a bug. */
export function mustMove(attempt: Attempt, event: AttemptEvent, facts?: Facts): Attempt {
  const moved = move(attempt, event, facts);
  if (!moved.ok) throw new Error(`${event} cannot happen to an attempt that is ${attempt.state}`);
  return moved.value;
}

/** Where a person can do something about a reason. */
export function stepOfReason(reason: ReasonCode | undefined): Step {
  const category = reason?.split('.')[0];
  if (category === 'selfie' || category === 'liveness') return 'selfie';
  if (category === 'data' || category === 'fraud') return 'details';
  return category === 'contact' ? 'phone_code' : 'document';
}

const withDeadline = (attempt: Attempt, now: Instant, after: number): Attempt => ({
  ...attempt,
  dueAt: now + after,
});

/** 63A section 3.8: a code by letter counts for 21 days. */
export const LETTER_LIFETIME = 21 * DAY;

/** The deadline of a waiting state, from the policy or from a script's wish. */
export function deadline(attempt: Attempt, now: Instant, resolvesAfter?: number): Attempt {
  const { policy } = attempt;
  switch (attempt.state) {
    case 'in_review':
      return withDeadline(attempt, now, resolvesAfter ?? policy.reviewWithin);
    case 'referee_required':
      return withDeadline(attempt, now, resolvesAfter ?? policy.reviewWithin);
    case 'awaiting_confirmation':
      return withDeadline(attempt, now, resolvesAfter ?? LETTER_LIFETIME);
    case 'created':
    case 'abandoned':
      return withDeadline(attempt, now, policy.resumableFor);
    default:
      return attempt;
  }
}

/** Closes the books: biometrics go with the decision (63A section 2.5), documents by the task of retention. */
const forgetBiometrics = (attempt: Attempt): Attempt => ({
  ...attempt,
  held: {
    ...attempt.held,
    document: attempt.held.document && { ...attempt.held.document, portrait: undefined },
    code: undefined,
  },
});

/** The last touch on every move: deadline, arrival event, and what a closed attempt leaves behind. */
export function arrive(attempt: Attempt, now: Instant, resolvesAfter?: number): Moved {
  const waiting = deadline(attempt, now, resolvesAfter);
  if (!isClosed(waiting.state)) return { attempt: waiting, events: arrival(waiting, now) };
  const closed = { ...forgetBiometrics(waiting), decidedAt: waiting.decidedAt ?? now };
  return {
    attempt: closed,
    events: arrival(closed, now),
    drop: ['selfie'],
    ...(closed.state === 'verified' && { verification: verificationOf(closed, now) }),
  };
}

/** Asks for a step again, or gives up when none of its submissions is left. */
function askAgain(
  attempt: Attempt,
  tried: Step,
  step: Step,
  reasons: readonly ReasonCode[],
): Attempt {
  const asked = mustMove(undoFrom(attempt, step), 'ask_again', { step, reasons });
  if (submissionsLeft(attempt, tried) > 0) return asked;
  return mustMove(asked, 'decline', { reasons: ['session.attempts_exceeded', ...reasons] });
}

const passed = (attempt: Attempt, submission: Submission, now: Instant): Moved => ({
  attempt: mustMove(attempt, 'pass'),
  events: [
    attemptEvent(attempt, 'verification.step_completed', {
      step: submission.step,
      decided_by: submission.decidedBy,
      idle_in_ms: attempt.policy.idleAfter,
      ...(attempt.dueAt !== undefined && { due_in_ms: attempt.dueAt - now }),
    }),
  ],
});

/**
 * Applies an outcome to an attempt in `processing` whose submission is already recorded.
 * @param last whether this was the final decision; before it, nothing against the applicant means the next step
 */
export function settle(
  attempt: Attempt,
  submission: Submission,
  outcome: Outcome,
  now: Instant,
  last: boolean,
): Moved {
  const tried = submission.step as Step;
  switch (outcome.kind) {
    case 'verified':
      return last ? arrive(mustMove(attempt, 'verify'), now) : passed(attempt, submission, now);
    case 'in_review':
      if (!last) return passed(attempt, submission, now);
      return review(attempt, outcome.reasons, now);
    case 'referee_required':
      return arrive(mustMove(attempt, 'refer', { reasons: outcome.reasons }), now);
    case 'declined':
      return arrive(mustMove(attempt, 'decline', { reasons: outcome.reasons }), now);
    case 'error':
      return arrive(mustMove(attempt, 'fault', { reasons: outcome.reasons }), now);
    case 'resubmission_required':
      return arrive(askAgain(attempt, tried, outcome.step, outcome.reasons), now);
    case 'left': {
      const back = mustMove(undoFrom(attempt, tried), 'pass');
      return arrive(mustMove(back, outcome.event, { reasons: outcome.reasons }), now);
    }
  }
}

/** Sends the applicant another way instead: to a referee, to a place, or to the letter box. */
export function divert(
  attempt: Attempt,
  { pathway, ends }: ScriptedPathway,
  reasons: readonly ReasonCode[],
  now: Instant,
): Moved {
  const event = pathway === 'letter' ? 'await_confirmation' : 'refer';
  const moved = mustMove({ ...attempt, pathway }, event, { reasons, resolution: ends?.as });
  return arrive(moved, now, ends?.afterMs);
}

/** A review ends when a reviewer says so, or by itself as a script wished. */
function review(attempt: Attempt, reasons: readonly ReasonCode[], now: Instant): Moved {
  const { document, selfie, records, phone } = attempt.held;
  const resolves = [
    attempt.held.decision,
    phone?.verdict,
    records?.verdict,
    selfie?.verdict,
    document?.verdict,
  ].find((verdict) => verdict?.resolves)?.resolves;
  const moved = mustMove(attempt, 'review', { reasons, resolution: resolves?.as });
  return arrive(moved, now, resolves?.afterMs);
}
