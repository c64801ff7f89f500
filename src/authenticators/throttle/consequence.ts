import { MINUTE, SECOND } from '../../platform/clock.js';
import type { AuthenticatorKind } from '../../assurance/index.js';
import type { Consequence, ThrottleSubject, TurnRules } from '../ports.js';

/**
 * 63B-4 section 3.2.2: at most 100 consecutive failures of an authenticator, then it is of no use until bound anew. Up to
 * three failures cost nothing (people mistype), guesses may then run side by side; afterwards one at a time.
 */
export const TURN_RULES: TurnRules = {
  mostFailures: 100,
  calm: 3,
  atOnce: 4,
  turnLifetime: 30 * SECOND,
};

const FAILURES_TO_LOCK = 10;
const LOCK = 10 * MINUTE;
const LONGEST_WAIT = 30 * SECOND;

/** The wait after that many consecutive failures: 0, 0, 0, 1 s, 2 s, 4 s ... 30 s, and 10 minutes after every tenth. */
export function waitAfter(failures: number): number {
  if (failures % FAILURES_TO_LOCK === 0) return LOCK;
  const steps = Math.min(failures - TURN_RULES.calm, FAILURES_TO_LOCK);
  return steps < 1 ? 0 : Math.min(2 ** (steps - 1) * SECOND, LONGEST_WAIT);
}

/** What a failure brings about, for a person with an account and for an address without one alike. */
export function consequenceOf(
  subject: ThrottleSubject,
  kind: AuthenticatorKind,
  failures: number,
): Consequence {
  const about = { account: subject.account, data: { kind, failures } };
  const failed = { type: 'authenticator.failed', ...about };
  const locks = failures % FAILURES_TO_LOCK === 0;
  return {
    waitMs: waitAfter(failures),
    events: locks ? [failed, { type: 'authenticator.locked', ...about }] : [failed],
  };
}
