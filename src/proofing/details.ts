import type { Attributes, PostalAddress } from '../assurance/index.js';
import type { CalendarDate } from '../platform/clock.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import { isBirthdate } from './birthdate.js';
import { isNeverIssued, normalizeSsn, SAFE_SSNS } from './ssn.js';

export type DetailsRefusal =
  | 'detail_missing'
  | 'detail_too_long'
  | 'birthdate_invalid'
  | 'phone_invalid'
  | 'region_invalid'
  | 'postal_code_invalid'
  | 'ssn_invalid'
  | 'ssn_could_be_real';

/** Details as typed, before they are known to be sound. */
export interface ClaimedDetails extends Attributes {
  readonly address?: PostalAddress | undefined;
}

const NAMES = ['given_name', 'middle_name', 'family_name', 'suffix'] as const;
const LONGEST_NAME = 100;
const LONGEST_LINE = 200;

/** E.164 of a number of the North American plan, or of any other as it is; undefined when it is neither. */
export function normalizePhone(text: string): string | undefined {
  const bare = text.replace(/[\s().-]/g, '');
  if (/^\+[1-9]\d{6,14}$/.test(bare)) return bare;
  const national = /^1?([2-9]\d{9})$/.exec(bare)?.[1];
  return national && `+1${national}`;
}

const tidy = (text: string | undefined): string | undefined =>
  text?.normalize('NFC').trim().replace(/\s+/g, ' ') || undefined;

type Checked<T> = Result<T, DetailsRefusal>;

function names(claimed: Attributes): Checked<Partial<Attributes>> {
  const tidied = Object.fromEntries(NAMES.map((name) => [name, tidy(claimed[name])]));
  const long = NAMES.find((name) => (tidied[name]?.length ?? 0) > LONGEST_NAME);
  if (long) return refused('detail_too_long', { field: long, limit: LONGEST_NAME });
  // A person of one name has a family name (ICAO 9303-3 section 4.6: the primary identifier is mandatory).
  return tidied['family_name'] ? ok(tidied) : refused('detail_missing', { field: 'family_name' });
}

function address(claimed: PostalAddress | undefined): Checked<PostalAddress> {
  const tidied: PostalAddress = {
    street_address: tidy(claimed?.street_address) ?? '',
    locality: tidy(claimed?.locality) ?? '',
    region: (tidy(claimed?.region) ?? '').toUpperCase(),
    postal_code: tidy(claimed?.postal_code) ?? '',
    country: (tidy(claimed?.country) ?? 'US').toUpperCase(),
  };
  for (const [field, value] of Object.entries(tidied) as [string, string][]) {
    if (!value) return refused('detail_missing', { field });
    if (value.length > LONGEST_LINE)
      return refused('detail_too_long', { field, limit: LONGEST_LINE });
  }
  if (!/^[A-Z]{2}$/.test(tidied.region)) return refused('region_invalid', { field: 'region' });
  if (!/^\d{5}(?:-?\d{4})?$/.test(tidied.postal_code))
    return refused('postal_code_invalid', { field: 'postal_code' });
  return ok(tidied);
}

function ssn(text: string | undefined, piiGuard: boolean): Checked<string> {
  if (!text?.trim()) return refused('detail_missing', { field: 'ssn' });
  const digits = normalizeSsn(text);
  if (!digits) return refused('ssn_invalid', { field: 'ssn' });
  if (piiGuard && !isNeverIssued(digits))
    return refused('ssn_could_be_real', { field: 'ssn', safe: SAFE_SSNS });
  return ok(digits);
}

/**
 * The core attributes an applicant claims (63A section 2.2), in canonical form.
 * Accepts an SSN with dashes and a phone in national form; refuses, naming the field, what is missing, malformed or,
 * with the guard on, could be a real person's number.
 */
export function readDetails(
  claimed: ClaimedDetails,
  today: CalendarDate,
  piiGuard: boolean,
): Checked<Attributes> {
  const named = names(claimed);
  if (!named.ok) return named;
  if (!claimed.birthdate) return refused('detail_missing', { field: 'birthdate' });
  if (!isBirthdate(claimed.birthdate, today))
    return refused('birthdate_invalid', { field: 'birthdate' });
  const place = address(claimed.address);
  if (!place.ok) return place;
  if (!claimed.phone?.trim()) return refused('detail_missing', { field: 'phone' });
  const phone = normalizePhone(claimed.phone);
  if (!phone) return refused('phone_invalid', { field: 'phone' });
  const number = ssn(claimed.ssn, piiGuard);
  if (!number.ok) return number;
  const { birthdate, sex } = claimed;
  return ok({ ...named.value, birthdate, sex, address: place.value, phone, ssn: number.value });
}
