import type { Step } from '../../../oidc/index.js';

const PROOFING: Readonly<Record<string, string>> = {
  start: 'verify',
  consent: 'verify',
  document_type: 'document-type',
  document: 'document',
  selfie: 'selfie',
  details: 'details',
  phone_code: 'phone-code',
  review: 'review',
  processing: 'processing',
  retry: 'retry',
  address_code: 'address-code',
  in_review: 'in-review',
  declined: 'declined',
  verified: 'verified',
};

const PAGES: Readonly<Record<Exclude<Step['at'], 'proof' | 'finish' | 'refuse'>, string>> = {
  sign_in: 'signin',
  sign_up: 'signup',
  confirm_email: 'check-mail',
  enrol: 'second-factor-setup',
  recovery_codes: 'recovery-codes',
  second_factor: 'second-factor',
  consent: 'consent',
};

/** The page of a step, below `/interaction/<uid>/`. */
export function pageAfter(step: Exclude<Step, { at: 'finish' | 'refuse' }>): string {
  return step.at === 'proof' ? (PROOFING[step.position.at] ?? 'verify') : PAGES[step.at];
}
