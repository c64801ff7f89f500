import type { Step, Verdict } from './attempt.js';
import type { ProofingPolicy, Ruling } from './policy.js';
import { REASONS } from './reasons/index.js';
import type { ReasonCode } from './reasons/index.js';

/** What the verdicts together mean for the attempt. */
export type Outcome =
  | { readonly kind: 'verified' }
  | {
      readonly kind: 'in_review' | 'declined' | 'referee_required';
      readonly reasons: readonly ReasonCode[];
    }
  | { readonly kind: 'error'; readonly reasons: readonly ReasonCode[] }
  | {
      /** The applicant left: not a finding about the evidence. */
      readonly kind: 'left';
      readonly event: 'idle' | 'cancel' | 'expire';
      readonly reasons: readonly ReasonCode[];
    }
  | {
      readonly kind: 'resubmission_required';
      readonly step: Step;
      readonly reasons: readonly ReasonCode[];
    };

/** One step's part in the decision; `outcome: 'error'` is a vendor's fault. */
export interface StepVerdict {
  readonly step: Step;
  readonly verdict: Omit<Verdict, 'outcome'> & { readonly outcome: Verdict['outcome'] | 'error' };
}

export interface Case {
  readonly verdicts: readonly StepVerdict[];
  readonly policy: Pick<ProofingPolicy, 'rulings'>;
  /** Reasons of earlier submissions: some may be forgiven only once. */
  readonly earlier: readonly ReasonCode[];
}

type Weight = 'pass' | Ruling;

/** Reasons that say that the applicant went away, and what that is in the table of transitions. */
const LEAVING: Partial<Record<ReasonCode, 'idle' | 'cancel' | 'expire'>> = {
  'session.abandoned': 'idle',
  'session.canceled_by_user': 'cancel',
  'session.expired': 'expire',
  'policy.consent_declined': 'cancel',
  'policy.biometric_consent_declined': 'cancel',
};

/** Best to worst. A fault is worse than a review, so that nobody decides on half an answer, and better than a refusal. */
const WEIGHTS: readonly Weight[] = ['pass', 'review', 'system', 'retry', 'referee', 'final'];

const worst = (weights: readonly Weight[]): Weight =>
  weights.reduce<Weight>((a, b) => (WEIGHTS.indexOf(b) > WEIGHTS.indexOf(a) ? b : a), 'pass');

const OUTCOME_WEIGHT = {
  pass: 'pass',
  review: 'review',
  retry: 'retry',
  fail: 'final',
  error: 'system',
} as const satisfies Record<StepVerdict['verdict']['outcome'], Weight>;

/** What a reason means here: the policy's ruling, else the catalogue's, hardened when its retries are used up. */
function weightOf(reason: ReasonCode, { policy, earlier }: Case): Ruling {
  const { disposition, retriesBeforeFinal } = REASONS[reason];
  const before = earlier.filter((one) => one === reason).length;
  if (retriesBeforeFinal !== undefined && before >= retriesBeforeFinal) return 'final';
  return policy.rulings[reason] ?? disposition;
}

const isSpecial = (reason: ReasonCode, aCase: Case): boolean =>
  weightOf(reason, aCase) !== REASONS[reason].disposition;

/** A check knows best how bad its finding is, unless policy or history says otherwise about one of its reasons. */
function weigh({ verdict }: StepVerdict, aCase: Case): Weight {
  if (verdict.outcome === 'pass' || !verdict.reasons.some((reason) => isSpecial(reason, aCase)))
    return OUTCOME_WEIGHT[verdict.outcome];
  return worst(verdict.reasons.map((reason) => weightOf(reason, aCase)));
}

/**
 * Turns what the checks said into what happens: the worst disposition of any step wins, and only its reasons are given.
 * Pure, and the only place that decides. With the verdicts of some steps only, `verified` means "nothing against it yet".
 */
export function decide(aCase: Case): Outcome {
  const left = aCase.verdicts.flatMap((one) => one.verdict.reasons).find((one) => LEAVING[one]);
  if (left) return { kind: 'left', event: LEAVING[left] ?? 'idle', reasons: [left] };
  const weighed = aCase.verdicts.map((one) => ({ ...one, weight: weigh(one, aCase) }));
  const weight = worst(weighed.map((one) => one.weight));
  const decisive = weighed.filter((one) => one.weight === weight);
  const reasons = [...new Set(decisive.flatMap((one) => one.verdict.reasons))];
  switch (weight) {
    case 'pass':
      return { kind: 'verified' };
    case 'review':
      return { kind: 'in_review', reasons };
    case 'system':
      return { kind: 'error', reasons };
    case 'retry':
      return { kind: 'resubmission_required', step: decisive[0]?.step ?? 'document', reasons };
    case 'referee':
      return { kind: 'referee_required', reasons };
    case 'final':
      return { kind: 'declined', reasons };
  }
}
