import type { Step } from './nextStep.js';
import { optionsOf } from './profileOptions.js';
import type { Progress } from './progress.js';
import type { RegisteredClient } from './ports.js';

type Stopped = NonNullable<Progress['stopped']>;

const denied = (description: string): Stopped => ({ error: 'access_denied', description });

/**
 * What the partner is told when the person goes back to it instead of taking the step (RFC 6749 section 4.1.2.1). Who could not be
 * verified goes to the client's address for that when it has one, as at Login.gov: exactly this address, without reason or state.
 */
export function leaving(step: Step, client?: RegisteredClient): Stopped {
  if (step.at === 'consent') return denied('the person did not consent');
  const position = step.at === 'proof' ? step.position.at : undefined;
  if (position === 'in_review') return denied('the verification is under review');
  if (position === 'address_code') return denied('the address is not confirmed yet');
  if (position === 'declined')
    return { ...denied('the identity could not be verified'), leadsTo: failureUrlOf(client) };
  return denied('the person canceled the request');
}

const failureUrlOf = (client: RegisteredClient | undefined): string | undefined =>
  optionsOf(client?.metadata).failure_to_proof_url;
