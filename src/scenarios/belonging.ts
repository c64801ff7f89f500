import type { ReasonCode } from '../proofing/index.js';
import { isReasonCode, REASONS } from '../proofing/index.js';
import type { ScriptStep } from './outcome.js';

/** What a step can say besides reasons. */
interface StepWords {
  readonly results: readonly string[];
  /** Categories of reasons, or single codes, that this step can produce. */
  readonly reasons: readonly string[];
}

const CHECKED = ['pass', 'review', 'retry', 'fail'];
/** Things that can happen at any step: the person leaves, the device or a vendor fails. */
const ANYWHERE = ['session', 'device', 'vendor'];
const NAMED = ['data.name_mismatch', 'data.dob_mismatch', 'data.underage'];

const WORDS: Readonly<Record<ScriptStep, StepWords>> = {
  document: {
    results: CHECKED,
    reasons: [
      'document',
      ...NAMED,
      'data.document_number_mismatch',
      'fraud.duplicate_document',
      ...ANYWHERE,
    ],
  },
  selfie: { results: CHECKED, reasons: ['selfie', 'fraud.duplicate_face', ...ANYWHERE] },
  liveness: { results: CHECKED, reasons: ['liveness', ...ANYWHERE] },
  records: {
    results: CHECKED,
    reasons: [
      ...['data', 'document.issuer_record_mismatch', 'document.issuer_unavailable'],
      ...['contact.phone_unverified', 'contact.phone_voip', ...ANYWHERE],
    ],
  },
  phone: { results: CHECKED, reasons: ['contact', ...ANYWHERE] },
  fraud: { results: CHECKED, reasons: ['fraud', 'data.deceased_match', ...ANYWHERE] },
  decision: {
    results: CHECKED,
    reasons: ['document', 'selfie', 'liveness', 'data', 'contact', 'fraud', 'policy', ...ANYWHERE],
  },
  referee: {
    results: ['pass', 'review', 'fail', 'no_show'],
    reasons: ['document', 'selfie', 'data', 'fraud', 'policy', 'session'],
  },
  in_person: {
    results: ['pass', 'review', 'fail', 'no_show'],
    reasons: ['document', 'data', 'fraud', 'policy', 'session'],
  },
  letter: {
    results: ['pass', 'review', 'fail'],
    reasons: ['contact', 'data.address_mismatch', 'session'],
  },
  sign_in: { results: ['pass', 'fail'], reasons: ['session', 'fraud', 'policy', 'vendor'] },
  second_factor: { results: ['pass', 'fail'], reasons: ['contact', 'device', 'session', 'vendor'] },
  consent: {
    results: ['pass', 'fail'],
    reasons: ['policy.consent_declined', 'policy.biometric_consent_declined', 'session'],
  },
  email_delivery: { results: ['pass', 'fail'], reasons: ['contact.email_unverified', 'vendor'] },
  sms_delivery: { results: ['pass', 'fail'], reasons: ['contact', 'vendor'] },
};

const CODES = Object.keys(REASONS).filter(isReasonCode);

/** The reasons that a step can produce, in the order of the catalogue. */
export const reasonsOf = (step: ScriptStep): readonly ReasonCode[] =>
  CODES.filter((code) =>
    WORDS[step].reasons.some((named) => named === code || code.startsWith(`${named}.`)),
  );

/** Whether a vendor stands behind a step, and may fail. */
export const asksVendor = (step: ScriptStep): boolean => WORDS[step].reasons.includes('vendor');

/** The words a step's results can be, reasons aside. */
export const resultsOf = (step: ScriptStep): readonly string[] => WORDS[step].results;

/** Whether a word says too little without a reason: a check that fails always says why. */
export const needsReason = (step: ScriptStep, word: string): boolean =>
  word === 'retry' || (word === 'fail' && resultsOf(step).includes('retry'));

/** What a review at a step may end as, reasons aside. */
export const endsOf = (step: ScriptStep): readonly string[] =>
  resultsOf(step).filter((word) => word !== 'review' && !needsReason(step, word));

/** What an entry may be that is one word: a result that speaks for itself, or a reason. */
export const bareWordsOf = (step: ScriptStep): readonly string[] => [
  ...resultsOf(step).filter((word) => !needsReason(step, word)),
  ...reasonsOf(step),
];
