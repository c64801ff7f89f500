import type { Step } from './nextStep.js';
import type { Progress } from './progress.js';

type Stopped = NonNullable<Progress['stopped']>;

const denied = (description: string): Stopped => ({ error: 'access_denied', description });

/** What the partner is told when the person goes back to it instead of taking the step (RFC 6749 section 4.1.2.1). */
export function leaving(step: Step): Stopped {
  if (step.at === 'consent') return denied('the person did not consent');
  const position = step.at === 'proof' ? step.position.at : undefined;
  if (position === 'in_review') return denied('the verification is under review');
  if (position === 'address_code') return denied('the address is not confirmed yet');
  if (position === 'declined') return denied('the identity could not be verified');
  return denied('the person canceled the request');
}
