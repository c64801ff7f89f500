import { DAY, MINUTE } from '../platform/clock.js';
import { DOCUMENT_TYPES } from './evidence.js';
import type { DocumentType } from './evidence.js';
import type { Disposition, ReasonCode } from './reasons/index.js';

/** What a policy may make of a reason; `referee` hands the applicant to a trusted referee (63A section 3.1.12). */
export type Ruling = Disposition | 'referee';

/** What a sandbox or a partner may set about proofing. Durations in ms. Fixed when an attempt starts. */
export interface ProofingPolicy {
  readonly documentTypes: readonly DocumentType[];
  /** Submissions per step before the attempt is declined, 1 to 9. Vendor faults are not counted. */
  readonly maxSubmissions: number;
  readonly rulings: Readonly<Partial<Record<ReasonCode, Ruling>>>;
  /** A code sent by text lives ten minutes (63A section 3.8). */
  readonly codeLifetime: number;
  readonly guessesPerCode: number;
  readonly codesPerAttempt: number;
  readonly idleAfter: number;
  readonly resumableFor: number;
  /** How long an attempt may wait for a reviewer or a referee. */
  readonly reviewWithin: number;
  /** How long document pictures outlive the decision; the selfie never does. */
  readonly keepPictures: number;
}

export const DEFAULT_POLICY: ProofingPolicy = {
  documentTypes: DOCUMENT_TYPES,
  maxSubmissions: 3,
  rulings: {},
  codeLifetime: 10 * MINUTE,
  guessesPerCode: 5,
  codesPerAttempt: 10,
  idleAfter: 30 * MINUTE,
  resumableFor: 30 * DAY,
  reviewWithin: 30 * DAY,
  keepPictures: DAY,
};

const MOST_SUBMISSIONS = 9;

/** The default policy with a partner's wishes laid over it, kept within what the product allows. */
export function policyWith(wishes: Partial<ProofingPolicy> = {}): ProofingPolicy {
  const policy = { ...DEFAULT_POLICY, ...wishes };
  const submissions = Math.min(Math.max(1, Math.trunc(policy.maxSubmissions)), MOST_SUBMISSIONS);
  return { ...policy, maxSubmissions: submissions };
}
