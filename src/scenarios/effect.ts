import { foresee, foreseeWay, type Attempt, type CheckedStep } from '../proofing/index.js';
import { deliveryIn, type Delivery } from './deliveryScript.js';
import { entryReport } from './entryReport.js';
import type { EntryRequest, ScriptStep } from './outcome.js';
import { endOf, WAYS } from './pathwayScript.js';
import type { RuledStep } from './ruling.js';
import { refusalIn, type SignInRefusal, type SignInStep } from './signInScript.js';

/** What one entry of a script leads to where nothing else is wrong. */
export type Effect =
  | { readonly on: 'attempt'; readonly attempt: Attempt }
  /** A try at signing in or consenting; without a refusal it counts. */
  | { readonly on: SignInStep; readonly refusal: SignInRefusal | undefined }
  | { readonly on: 'email' | 'sms'; readonly delivery: Delivery };

/** Which submission carries the entry of a check. */
const CHECKS = {
  document: 'document',
  selfie: 'selfie',
  liveness: 'selfie',
  records: 'details',
  phone: 'phone_code',
  fraud: 'review',
  decision: 'review',
} as const satisfies Record<RuledStep, CheckedStep>;

/** By the rules that spend entries, played on nobody. Pure. */
export function effectOf(step: ScriptStep, entry: EntryRequest): Effect {
  switch (step) {
    case 'sign_in':
    case 'second_factor':
    case 'consent':
      return { on: step, refusal: refusalIn(step, { entry }) };
    case 'email_delivery':
      return { on: 'email', delivery: deliveryIn('email', { entry, delayMs: 0 }) };
    case 'sms_delivery':
      return { on: 'sms', delivery: deliveryIn('sms', { entry, delayMs: 0 }) };
    case 'referee':
    case 'in_person':
    case 'letter':
      return {
        on: 'attempt',
        attempt: foreseeWay({ pathway: WAYS[step], ends: endOf({ entry }) }),
      };
    default:
      return {
        on: 'attempt',
        attempt: foresee(CHECKS[step], entryReport(step, { entry, by: 'script', source: '' })),
      };
  }
}
