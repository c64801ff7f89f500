import { SECOND } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import type { Attempt } from './attempt.js';
import type { State } from './transitions.js';

/** What the world is told when an attempt arrives in a state; states the applicant merely passes through say nothing. */
const ARRIVALS: Partial<Record<State, string>> = {
  in_progress: 'verification.started',
  processing: 'verification.submitted',
  resubmission_required: 'verification.resubmission_requested',
  awaiting_confirmation: 'verification.awaiting_confirmation',
  in_review: 'verification.in_review',
  referee_required: 'verification.referee_required',
  error: 'verification.failed_temporarily',
  verified: 'verification.verified',
  declined: 'verification.declined',
  abandoned: 'verification.abandoned',
  canceled: 'verification.canceled',
  expired: 'verification.expired',
  revoked: 'verification.revoked',
  lapsed: 'verification.lapsed',
};

/** An event about an attempt: ids, codes and durations only, never personal data. */
export const attemptEvent = (
  attempt: Attempt,
  type: string,
  data: DomainEvent['data'] = {},
): DomainEvent => ({
  type,
  account: attempt.applicant.account,
  client: attempt.applicant.client,
  tag: attempt.applicant.tag,
  data: { attempt: attempt.id, ...data },
});

const MOST_RETRIES = 6;

/** After a vendor's fault the check runs again by itself: after 5 s, 10 s, 20 s ... until it is left to the person. */
function retryOf({ state, submissions }: Attempt) {
  if (state !== 'error') return {};
  const faults =
    submissions.length - 1 - submissions.findLastIndex(({ outcome }) => outcome !== 'error');
  return faults > MOST_RETRIES ? {} : { retry_in_ms: 5 * SECOND * 2 ** (faults - 1) };
}

/** The event of having arrived where the attempt now is, with how long it may stay there (`due_in_ms`). */
export function arrival(attempt: Attempt, now: number): DomainEvent[] {
  const type = ARRIVALS[attempt.state];
  if (!type) return [];
  return [
    attemptEvent(attempt, type, {
      ...('reasons' in attempt && { reasons: attempt.reasons }),
      ...('step' in attempt && { step: attempt.step }),
      ...(attempt.dueAt !== undefined && { due_in_ms: attempt.dueAt - now }),
      ...retryOf(attempt),
      idle_in_ms: attempt.policy.idleAfter,
      keep_pictures_ms: attempt.policy.keepPictures,
    }),
  ];
}
