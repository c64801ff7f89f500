import type { CalendarDate } from '../../platform/clock.js';
import { checkDigit } from './checkDigit.js';
import { toMrzName } from './latin.js';

/** What the machine-readable zone of a travel document says (ICAO Doc 9303 parts 4 and 5). */
export interface MrzData {
  readonly issuer: string;
  readonly nationality: string;
  readonly number: string;
  readonly family_name: string;
  /** Given and middle names; absent for a person with one name. */
  readonly given_names?: string | undefined;
  readonly birthdate: CalendarDate;
  readonly sex: 'M' | 'F' | 'X';
  readonly expires_on: CalendarDate;
}

const filled = (text: string, length: number): string => text.slice(0, length).padEnd(length, '<');
const yymmdd = (date: CalendarDate): string => date.slice(2, 4) + date.slice(5, 7) + date.slice(8);
const sexOf = (sex: MrzData['sex']): string => (sex === 'X' ? '<' : sex);
const numberOf = (number: string): string =>
  filled(number.toUpperCase().replace(/[^A-Z0-9]/g, ''), 9);

const joined = (primary: string, secondary: string): string =>
  secondary ? `${primary}<<${secondary}` : primary;

/**
 * Name field `PRIMARY<<SECONDARY`. One that is too long is cut so that some of the secondary identifier stays and its
 * last position is a letter, which tells the reader that it was cut (part 3 section 4.6).
 */
export function nameField(family: string, given: string | undefined, length: number): string {
  const primary = toMrzName(family) || 'UNKNOWN';
  const secondary = toMrzName(given ?? '');
  const whole = joined(primary, secondary);
  if (whole.length <= length) return filled(whole, length);
  const reserved = Math.min(secondary.length, Math.floor(length / 3));
  const cutAt = (kept: number): string =>
    joined(primary.slice(0, kept).replace(/<$/, ''), secondary).slice(0, length);
  let kept = secondary ? length - 2 - reserved : length;
  while (kept > 1 && cutAt(kept).endsWith('<')) kept -= 1;
  return filled(cutAt(kept), length);
}

const guarded = (field: string): string => field + checkDigit(field);

/** A passport's two lines of 44 (TD3). */
export function td3(data: MrzData): readonly [string, string] {
  const number = guarded(numberOf(data.number));
  const birth = guarded(yymmdd(data.birthdate));
  const expiry = guarded(yymmdd(data.expires_on));
  const personal = guarded('<'.repeat(14));
  const composite = checkDigit(number + birth + expiry + personal);
  const first = `P<${filled(data.issuer, 3)}${nameField(data.family_name, data.given_names, 39)}`;
  const second =
    number + filled(data.nationality, 3) + birth + sexOf(data.sex) + expiry + personal + composite;
  return [first, second];
}

/** A card's three lines of 30 (TD1); `code` is the document code, `IP` on a passport card. */
export function td1(data: MrzData, code: string): readonly [string, string, string] {
  const number = guarded(numberOf(data.number));
  const birth = guarded(yymmdd(data.birthdate));
  const expiry = guarded(yymmdd(data.expires_on));
  const optional = '<'.repeat(15);
  const composite = checkDigit(number + optional + birth + expiry + '<'.repeat(11));
  return [
    filled(code, 2) + filled(data.issuer, 3) + number + optional,
    birth + sexOf(data.sex) + expiry + filled(data.nationality, 3) + '<'.repeat(11) + composite,
    nameField(data.family_name, data.given_names, 30),
  ];
}

/** What the machine-readable line on the front of a card says. */
export interface LicenceLine {
  readonly code: 'DL' | 'ID' | 'IP';
  readonly issuer: string;
  readonly number: string;
  readonly birthdate: CalendarDate;
  readonly expires_on: CalendarDate;
}

/**
 * The specimens' own line of 30 on the front of a card, so that its front can be compared with its back without reading
 * print: code 1-2, issuer 3-5, number 6-14, check digit 15, birth 16-21, check digit 22, expiry 23-28, check digit 29,
 * composite 30 over 6-29. Dates are YYMMDD, check digits ICAO's.
 */
export function licenceLine(data: LicenceLine): string {
  const guardedPart =
    guarded(numberOf(data.number)) +
    guarded(yymmdd(data.birthdate)) +
    guarded(yymmdd(data.expires_on));
  return data.code + filled(data.issuer, 3) + guardedPart + checkDigit(guardedPart);
}
