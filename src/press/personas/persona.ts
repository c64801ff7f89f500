import type { Attributes } from '../../assurance/index.js';
import type { CalendarDate } from '../../platform/clock.js';
import type { DocumentType, SourceName } from '../../proofing/index.js';

/** Folder name of one synthetic person in fixtures/faces: `p00` to `p11`. */
export type Face = string;

/** What is printed on a document and is not an attribute of the person. Days are judged against a sandbox's today. */
export interface DocumentFacts {
  readonly number: string;
  readonly issued_on: CalendarDate;
  readonly expires_on: CalendarDate;
  /** Attributes as they were when the document was issued, where they differ (a name before a marriage). */
  readonly printed?: Partial<Attributes> | undefined;
}

/** Looks that a licence states. */
export interface Looks {
  readonly eyes: 'BRO' | 'BLU' | 'GRN' | 'HAZ' | 'GRY';
  readonly hair: 'BRO' | 'BLK' | 'BLN' | 'RED' | 'GRY' | 'WHI' | 'BAL';
  readonly height_in: number;
}

/** Somebody whom the press can print: consistent in every document and picture. */
export interface Bearer {
  readonly id: string;
  readonly face: Face;
  readonly attributes: Attributes;
  readonly looks: Looks;
  readonly documents: Readonly<Partial<Record<DocumentType, DocumentFacts>>>;
}

/** What makes a persona's account special before anybody touches it. */
export type PersonaState = 'active' | 'locked' | 'held' | 'lapsed';

/** What the authoritative sources say about a persona where it is not simply her attributes. */
export interface PersonaRecords {
  readonly deceased_on?: CalendarDate | undefined;
  readonly phone_type?: 'mobile' | 'landline' | 'voip' | undefined;
  /** Sources that have never heard of the person. */
  readonly unknown_to?: readonly SourceName[] | undefined;
}

/** One person of the catalogue. */
export interface Persona extends Bearer {
  /** Who she is and what she is for, in one sentence. */
  readonly sentence: string;
  readonly email: string;
  /** Whether her own account is proofed (2) when it is first used, or not (1). */
  readonly ial: 1 | 2;
  readonly state: PersonaState;
  readonly records?: PersonaRecords | undefined;
  /** What steps of a verification come to for her and whoever is made after her; ordinary personas have none. */
  readonly story?: Readonly<Record<string, string>> | undefined;
  /** Base32, 160 bits (RFC 6238); fixed, because the catalogue documents it. */
  readonly totp_secret: string;
}
