import type { Attributes, Pathway } from '../assurance/index.js';
import type { Instant } from '../platform/clock.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import type { DocumentData, DocumentType } from './evidence.js';
import type { ProofingPolicy } from './policy.js';
import type { CheckReport, CheckResult, DecidedBy, Resolution } from './ports.js';
import type { ReasonCode } from './reasons/index.js';
import { target } from './transitions.js';
import type { AttemptEvent, State } from './transitions.js';

/** What the applicant is asked for, in order. */
export const STEPS = [
  'consent',
  'document_type',
  'document',
  'selfie',
  'details',
  'phone_code',
  'review',
] as const;
export type Step = (typeof STEPS)[number];

/** Steps whose submission is checked in `processing`; `review` is where everything is decided. */
export type CheckedStep = 'document' | 'selfie' | 'details' | 'phone_code' | 'review';

/** What a step's check said, kept for the decision. Biometric and personal numbers in `checks` are sealed by the store. */
export type Verdict = Pick<CheckReport, 'outcome' | 'reasons' | 'decidedBy' | 'resolves'>;

export const verdictOf = ({ outcome, reasons, decidedBy, resolves }: Verdict): Verdict => ({
  ...{ outcome, reasons, decidedBy, resolves },
});

/** A code on its way to the applicant's phone. Instants are members of the attempt, so that time travel reaches them. */
export interface PhoneCode {
  readonly hash: string;
  readonly guesses: number;
  /** Another code than the one sent was taken for right. */
  readonly accepted?: 'magic_value' | undefined;
}

/** What the applicant has given so far, and what its checks said. Sealed at rest as one text; holds no instant. */
export interface Held {
  readonly consent?: { readonly biometric: true } | undefined;
  readonly documentType?: DocumentType | undefined;
  readonly document?:
    | {
        readonly verdict: Verdict;
        readonly extracted?: DocumentData | undefined;
        readonly portrait?: readonly number[] | undefined;
      }
    | undefined;
  readonly selfie?: { readonly verdict: Verdict } | undefined;
  /** As submitted; checked once `records` is there. */
  readonly details?: Attributes | undefined;
  readonly records?:
    { readonly verdict: Verdict; readonly confirmed: readonly (keyof Attributes)[] } | undefined;
  readonly code?: PhoneCode | undefined;
  readonly codesSent?: number | undefined;
  readonly lettersSent?: number | undefined;
  readonly phone?: { readonly verdict: Verdict } | undefined;
  readonly reviewed?: true | undefined;
  /** What the fraud checks and a script said about the whole; the worst of them. */
  readonly decision?: Verdict | undefined;
}

/** One try at a step. */
export interface Submission {
  readonly step: Step | 'decision';
  readonly at: Instant;
  readonly outcome: CheckReport['outcome'] | 'error';
  readonly reasons: readonly ReasonCode[];
  readonly decidedBy: DecidedBy;
  readonly checks: readonly CheckResult[];
  readonly timingsMs: Readonly<Record<string, number>>;
}

/** Who is being proofed and for whom; what scripts match on. */
export interface Applicant {
  readonly account: string;
  readonly email: string;
  /** What the account says, before the applicant does; nine digits. */
  readonly ssn?: string | undefined;
  readonly client?: string | undefined;
  readonly partner?: string | undefined;
  readonly tag?: string | undefined;
  readonly loginHint?: string | undefined;
  /** The `state` parameter of the authorization request. */
  readonly oauthState?: string | undefined;
}

interface Base {
  readonly id: string;
  readonly applicant: Applicant;
  readonly pathway: Pathway;
  readonly policy: ProofingPolicy;
  /** Counts saves; a save carries the version it read. */
  readonly version: number;
  readonly createdAt: Instant;
  /** Last time the applicant did something. */
  readonly touchedAt: Instant;
  /** When the current state ends by itself, if it does. */
  readonly dueAt?: Instant | undefined;
  readonly consentAt?: Instant | undefined;
  readonly codeExpiresAt?: Instant | undefined;
  /** When it was closed, however; an attempt without it is open. */
  readonly decidedAt?: Instant | undefined;
  readonly held: Held;
  readonly submissions: readonly Submission[];
}

/** Members that only one state has. */
export type Phase =
  | { readonly state: 'created' | 'in_progress' | 'abandoned' }
  | { readonly state: 'awaiting_confirmation'; readonly resolution?: Resolution | undefined }
  | { readonly state: 'processing'; readonly step: CheckedStep }
  | { readonly state: 'error'; readonly step: CheckedStep; readonly reasons: readonly ReasonCode[] }
  | {
      readonly state: 'resubmission_required';
      readonly step: Step;
      readonly reasons: readonly ReasonCode[];
    }
  | {
      readonly state: 'in_review' | 'referee_required';
      readonly reasons: readonly ReasonCode[];
      readonly resolution?: Resolution | undefined;
    }
  | {
      readonly state: 'declined' | 'canceled' | 'expired';
      readonly reasons: readonly ReasonCode[];
    }
  | { readonly state: 'verified' | 'revoked' | 'lapsed' };

/** A whole verification: one applicant's way from consent to a decision. */
export type Attempt = Base & Phase;

export type AttemptIn<S extends State> = Extract<Attempt, { readonly state: S }>;

type PhaseOf<S extends State> = Extract<Phase, { readonly state: S }>;

/** What an event brings along; the target state takes what it needs of it. */
export interface Facts {
  readonly step?: Step | undefined;
  readonly reasons?: readonly ReasonCode[] | undefined;
  readonly resolution?: Resolution | undefined;
}

const CHECKED: readonly Step[] = ['document', 'selfie', 'details', 'phone_code', 'review'];
const isChecked = (step: Step | undefined): step is CheckedStep =>
  step !== undefined && CHECKED.includes(step);

function enter(state: State, facts: Facts): Phase {
  const reasons = facts.reasons ?? [];
  switch (state) {
    case 'processing':
      if (!isChecked(facts.step)) throw new Error(`${String(facts.step)} is not checked`);
      return { state, step: facts.step };
    case 'error':
      if (!isChecked(facts.step)) throw new Error(`${String(facts.step)} is not checked`);
      return { state, step: facts.step, reasons };
    case 'resubmission_required':
      return { state, step: facts.step ?? 'document', reasons };
    case 'in_review':
    case 'referee_required':
      return { state, reasons, resolution: facts.resolution };
    case 'awaiting_confirmation':
      return { state, resolution: facts.resolution };
    case 'declined':
    case 'canceled':
    case 'expired':
      return { state, reasons };
    default:
      return { state } satisfies PhaseOf<typeof state>;
  }
}

const stepOf = (attempt: Attempt): Step | undefined =>
  'step' in attempt ? attempt.step : undefined;

/**
 * The reducer: what `event` makes of an attempt, by the table of transitions alone. Members of the old state do not
 * survive, and a deadline belongs to the state that set it.
 * @returns `not_allowed` where the table has no such move
 */
export function move(
  attempt: Attempt,
  event: AttemptEvent,
  facts: Facts = {},
): Result<Attempt, 'not_allowed'> {
  const state = target(attempt.state, event);
  if (!state) return refused('not_allowed');
  const { id, applicant, pathway, policy, version, createdAt, touchedAt } = attempt;
  const { consentAt, codeExpiresAt, decidedAt, held, submissions } = attempt;
  const base: Base = {
    ...{ id, applicant, pathway, policy, version, createdAt, touchedAt },
    ...{ consentAt, codeExpiresAt, decidedAt, held, submissions },
  };
  return ok({ ...base, ...enter(state, { ...facts, step: facts.step ?? stepOf(attempt) }) });
}
