import type { Instant } from '../../platform/clock.js';
import type { DocumentType, Side } from '../../proofing/index.js';
import type { Fact, FieldErrors, Form, Href, PictureTray, Resend } from './common.js';

/** Every page of a verification in progress can stop it: posts csrf alone to `cancel`. */
interface Cancelable {
  readonly cancel?: Href | undefined;
}

/** Why the last submission at this step was not accepted, and how many tries are left. */
export interface LastTry {
  /** Reason codes (`document.image_blurred`): texts are in `reasons.*`. */
  readonly reasons: readonly string[];
  readonly triesLeft: number;
}

/** Notice of proofing (63A section 3.1.3). Posts `notice=yes`, `biometrics=yes`. */
export interface ProofingStartModel extends Form<'notice' | 'biometrics'>, Cancelable {
  readonly documentTypes: readonly DocumentType[];
}

/** Posts `type`. */
export interface DocumentTypeModel extends Form<'type'>, Cancelable {
  readonly types: readonly DocumentType[];
}

/** Multipart: files `front`, and `back` where the type has one; or `specimen` from the tray. */
export interface DocumentCaptureModel extends Cancelable {
  readonly action: Href;
  readonly errors: FieldErrors<Side>;
  readonly type: DocumentType;
  readonly sides: readonly Side[];
  readonly liveCamera: boolean;
  /** Documents in words are taken too. */
  readonly payloads?: boolean | undefined;
  readonly last?: LastTry | undefined;
  readonly tray?: PictureTray | undefined;
  readonly changeType?: Href | undefined;
  /** To a phone; missing there. */
  readonly handOff?: Href | undefined;
}

/** Multipart: file `selfie`, or `specimen` from the tray. */
export interface SelfieModel extends Cancelable {
  readonly action: Href;
  readonly errors: FieldErrors<'selfie'>;
  readonly liveCamera: boolean;
  /** Documents in words are taken too. */
  readonly payloads?: boolean | undefined;
  readonly last?: LastTry | undefined;
  readonly tray?: PictureTray | undefined;
  /** To a phone; missing there. */
  readonly handOff?: Href | undefined;
  /** To the document step again. */
  readonly back?: Href | undefined;
}

/** Lends a step to a phone, and reloads itself at `here` until the pictures are there. */
export interface HandOffModel {
  readonly here: Href;
  /** `data:image/...` of the address of `link`. */
  readonly qr: string;
  readonly link: Href;
  /** Where the server is reached. */
  readonly address: string;
  /** A phone cannot reach it. */
  readonly unreachable: boolean;
  /** The step on this device. */
  readonly back: Href;
  readonly next: Href;
}

/** On the phone: what it sent is looked at. Reloads itself at `href`. */
export type HandOffCheckingModel = Pick<ProcessingModel, 'href' | 'refreshSeconds'>;

export type DetailsField =
  | 'given_name'
  | 'middle_name'
  | 'family_name'
  | 'suffix'
  | 'birthdate_month'
  | 'birthdate_day'
  | 'birthdate_year'
  | 'ssn'
  | 'street_address'
  | 'locality'
  | 'region'
  | 'postal_code'
  | 'phone';

/** What the person says of themselves. An error of the whole date stands under `birthdate`. */
export interface DetailsModel extends Cancelable {
  readonly action: Href;
  readonly values: Readonly<Partial<Record<DetailsField, string>>>;
  readonly errors: FieldErrors<DetailsField | 'birthdate'>;
  /** Fields whose value was read from the document: marked so. */
  readonly prefilled: readonly DetailsField[];
  readonly regions: readonly { readonly code: string; readonly name: string }[];
  readonly last?: LastTry | undefined;
  readonly back?: Href | undefined;
}

/** Posts `code`. */
export interface PhoneCodeModel extends Form<'code'>, Cancelable {
  /** Masked: (***) ***-0142. */
  readonly phone: string;
  readonly resend: Resend;
  readonly changePhone: Href;
  readonly inbox?: Href | undefined;
  readonly triesLeft?: number | undefined;
}

/** Posts `code`, of the letter. */
export interface AddressCodeModel extends Form<'code'> {
  /** Until when the code counts; missing when no letter could be sent. */
  readonly until?: Instant | undefined;
  readonly resend: Resend;
  readonly inbox?: Href | undefined;
  readonly triesLeft?: number | undefined;
  readonly account: Href;
  readonly leave?: Href | undefined;
}

/** Everything once more, masked. Posts nothing but csrf. */
export interface ReviewModel extends Cancelable {
  readonly action: Href;
  readonly sections: readonly ReviewSection[];
}

export interface ReviewSection {
  readonly name: 'document' | 'selfie' | 'person' | 'address' | 'phone';
  readonly edit: Href;
  /** `label` is the suffix of a key in `attributes.*`. Values are masked already. */
  readonly rows: readonly { readonly label: string; readonly value: Fact }[];
}

/** Reloads itself at `href` every `refreshSeconds`. */
export interface ProcessingModel {
  readonly href: Href;
  readonly refreshSeconds: number;
  /** What is being looked at, in order. */
  readonly stages: readonly {
    readonly name: 'document' | 'selfie' | 'records' | 'decision';
    readonly state: 'done' | 'doing' | 'waiting';
  }[];
}

/** Asked to do a step again. Posts nothing but csrf. */
export interface RetryModel extends Cancelable {
  readonly action: Href;
  readonly step: 'document' | 'selfie' | 'details' | 'phone';
  /** What helps: with the step in general, or another document, when better pictures of this one would not. */
  readonly advice: 'document' | 'another_document' | 'selfie' | 'details' | 'phone';
  readonly last: LastTry;
  readonly help: Href;
}

export interface InReviewModel {
  readonly since: Instant;
  readonly reasons: readonly string[];
  readonly attempt: string;
  /** Posts csrf: back to the partner with the answer that it is pending. */
  readonly leave?: Href | undefined;
  readonly account: Href;
  readonly help: Href;
}

export interface DeclinedModel {
  readonly reasons: readonly string[];
  readonly attempt: string;
  /** Starts a new attempt, when the partner's policy allows one: posts csrf. */
  readonly again?: Href | undefined;
  /** Other pathways that are offered; empty when there are none. */
  readonly otherWays: readonly {
    readonly kind: 'video_call' | 'in_person' | 'letter';
    readonly href: Href;
  }[];
  readonly help: Href;
  readonly leave?: Href | undefined;
}

export interface VerifiedModel {
  readonly givenName?: string | undefined;
  readonly verifiedAt: Instant;
  /** Posts csrf: on to consent. */
  readonly next: Href;
}
