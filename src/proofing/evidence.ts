import type { PostalAddress } from '../assurance/index.js';
import type { CalendarDate } from '../platform/clock.js';

export const DOCUMENT_TYPES = ['drivers_license', 'state_id', 'passport', 'passport_card'] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

export type Side = 'front' | 'back';

/** Licences and cards have a back; a passport is one page. */
export const sidesOf = (type: DocumentType): readonly Side[] =>
  type === 'passport' ? ['front'] : ['front', 'back'];

/** What an identity document says, read from barcode, MRZ or print. Every member may be missing on a worn document. */
export interface DocumentData {
  readonly type: DocumentType;
  /** Two-letter state (`ZC`... for Cascadia see press) or ICAO three-letter code of the issuer. */
  readonly issuer?: string | undefined;
  readonly number?: string | undefined;
  readonly given_name?: string | undefined;
  readonly middle_name?: string | undefined;
  readonly family_name?: string | undefined;
  readonly suffix?: string | undefined;
  readonly birthdate?: CalendarDate | undefined;
  readonly issued_on?: CalendarDate | undefined;
  readonly expires_on?: CalendarDate | undefined;
  readonly sex?: 'M' | 'F' | 'X' | undefined;
  readonly address?: PostalAddress | undefined;
}
