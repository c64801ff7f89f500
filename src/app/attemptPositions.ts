import type { AttemptPosition, AttemptPositions } from '../oidc/index.js';
import { position, type Attempt, type Proofing } from '../proofing/index.js';

type Position = NonNullable<Awaited<ReturnType<AttemptPositions['positionOf']>>>;

/** Tells the dispatcher where an account's verification stands: its open attempt, else the one this request saw end. */
export function attemptPositions(proofing: Proofing): AttemptPositions {
  return {
    async positionOf(sandbox, account, known) {
      const open = await proofing.attempts.current(sandbox, account);
      if (open) return positionIn(open);
      const ended = known === undefined ? undefined : await proofing.attempts.find(sandbox, known);
      return ended?.applicant.account === account ? positionIn(ended) : undefined;
    },
  };
}

/** Where an attempt stands; undefined when it is over and another may begin. */
export function positionIn(attempt: Attempt): Position | undefined {
  switch (attempt.state) {
    case 'created':
    case 'abandoned':
      return { at: 'consent' };
    case 'in_progress':
      return { at: position(attempt) ?? 'review' };
    case 'processing':
    case 'error':
      return { at: 'processing' };
    case 'resubmission_required':
      return { at: 'retry' };
    case 'awaiting_confirmation':
      return { at: 'address_code' };
    case 'in_review':
    case 'referee_required':
      return { at: 'in_review' };
    case 'declined':
      return { at: 'declined' };
    case 'verified':
      return { at: 'verified' };
    default:
      return undefined;
  }
}

export type { AttemptPosition };
