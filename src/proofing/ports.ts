import type { Attributes } from '../assurance/index.js';
import type { CalendarDate } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { DocumentData, DocumentType } from './evidence.js';
import type { ReasonCode } from './reasons/index.js';

/** Who decided a check: the first layer that had something to say (contract section 5, precedence). */
export type DecidedBy =
  'action' | 'script' | 'payload' | 'magic_value' | 'persona' | 'partner' | 'engine' | 'records';

/** The verdict of one check, with the numbers and boxes it rests on (for the operator; never personal data in clear logs). */
export interface CheckResult {
  readonly name: string;
  readonly result: 'pass' | 'review' | 'retry' | 'fail';
  readonly reason?: ReasonCode | undefined;
  readonly evidence?: Readonly<Record<string, unknown>> | undefined;
}

/** What a step's checks say together. `outcome` is the worst of `checks` unless a script decided. */
export interface CheckReport {
  readonly outcome: 'pass' | 'review' | 'retry' | 'fail';
  readonly reasons: readonly ReasonCode[];
  readonly checks: readonly CheckResult[];
  readonly decidedBy: DecidedBy;
  readonly timingsMs: Readonly<Record<string, number>>;
  /** How a review ends without a reviewer: a script's wish. `afterMs` from the moment the attempt went into review. */
  readonly resolves?: { readonly afterMs: number; readonly as: Resolution } | undefined;
}

/** A vendor that did not answer: never burns a submission (thrown by nobody, returned). */
export interface VendorFault {
  readonly outcome: 'error';
  readonly reasons: readonly ReasonCode[]; // vendor.timeout, vendor.unavailable, vendor.parse_error
  readonly decidedBy: DecidedBy;
}

/** Whom a check is about, so that scripts can match it. */
export interface CheckContext {
  readonly sandbox: SandboxId;
  readonly attempt: string;
  /** Which submission of the attempt, from 0: the same again when a check resumes after a crash. */
  readonly submission?: number | undefined;
  readonly account: string;
  readonly email: string;
  readonly ssn?: string | undefined;
  readonly client?: string | undefined;
  readonly loginHint?: string | undefined;
  readonly state?: string | undefined;
  readonly tag?: string | undefined;
  /** The day in the sandbox, for expiry and age. */
  readonly today: CalendarDate;
}

export interface DocumentPictures {
  readonly front: Buffer;
  readonly back?: Buffer | undefined;
}

export interface DocumentReport extends CheckReport {
  readonly extracted?: DocumentData | undefined;
  /** Descriptor of the portrait's face, kept (sealed) so that the selfie step reads one picture only. */
  readonly portrait?: readonly number[] | undefined;
}

/** Reads an identity document. Pictures are thunks: a scripted outcome never renders or decodes them. */
export interface DocumentCheck {
  check(
    context: CheckContext,
    type: DocumentType,
    pictures: () => Promise<DocumentPictures>,
    claimed?: Attributes,
  ): Promise<DocumentReport | VendorFault>;
}

/** Compares a selfie with the document's portrait. */
export interface SelfieCheck {
  check(
    context: CheckContext,
    selfie: () => Promise<Buffer>,
    portrait: readonly number[] | undefined,
  ): Promise<CheckReport | VendorFault>;
}

export interface RecordsReport extends CheckReport {
  /** The claimed attributes that no source contradicts; all of them where the report does not say. */
  readonly confirmed?: readonly (keyof Attributes)[] | undefined;
}

/** Asks the authoritative sources whether the claimed attributes belong together. */
export interface RecordsCheck {
  check(
    context: CheckContext,
    claimed: Attributes,
    document: DocumentData | undefined,
  ): Promise<RecordsReport | VendorFault>;
}

/** Steps without a picture to read or a source to ask, where a script may still have something to say. */
export type UncheckedStep = 'phone' | 'fraud' | 'decision';

/** What a scripted wait ends as, at the attempt's `dueAt`: `fail` and `no_show` are of sessions, visits and letters. */
export type Resolution = 'pass' | 'fail' | 'no_show' | ReasonCode;

/** A way that leads out of self-service, and how it ends by itself if a script says so. */
export interface ScriptedPathway {
  readonly pathway: 'video_call' | 'in_person' | 'letter';
  readonly ends?: { readonly afterMs: number; readonly as: Resolution } | undefined;
}

/** Says what a script wants of such a step, else `magic`, else what always holds; undefined leaves it to the rules. Spends one entry per call. */
export interface StepScript {
  /** Whether a script sends the applicant another way once everything is in. */
  pathway(context: CheckContext): Promise<ScriptedPathway | undefined>;
  consult(
    context: CheckContext,
    step: UncheckedStep,
    magic?: CheckReport,
  ): Promise<CheckReport | VendorFault | undefined>;
}
