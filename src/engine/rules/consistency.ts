import type { Attributes } from '../../assurance/index.js';
import type { CalendarDate } from '../../platform/clock.js';
import { ageOn } from '../../platform/clock.js';
import { digitFits } from '../mrz/checkDigit.js';
import type { CheckResult, DocumentData, ReasonCode } from '../ports.js';
import type { DocumentReading } from '../tasks.js';
import { sameName } from './names.js';
import { judge } from './verdict.js';

const ADULT = 18;

/** Dates in order, expiry, age (63A section 3.1.7 leaves minors to the provider's policy: nobody below 18 here). */
export function judgeDates(data: DocumentData, today: CalendarDate): readonly CheckResult[] {
  const { birthdate, issued_on: issued, expires_on: expires } = data;
  const dates = [birthdate, issued, expires].filter((date) => date !== undefined);
  const inOrder = dates.every((date, i) => i === 0 || (dates[i - 1] ?? '') < date);
  const past = (birthdate ?? '') <= today && (issued ?? '') <= today;
  const age = birthdate ? ageOn(birthdate, today) : undefined;
  return [
    judge('dates', inOrder && past ? undefined : 'document.dates_inconsistent'),
    judge('expiry', expires && expires < today ? 'document.expired' : undefined, {
      expires_on: expires,
    }),
    judge('age', age !== undefined && age < ADULT ? 'data.underage' : undefined),
  ];
}

/** What the person typed against what the document says; what was not typed is not compared. */
export function judgeClaimed(
  data: DocumentData,
  claimed: Attributes | undefined,
  nameCut: boolean,
): readonly CheckResult[] {
  if (!claimed) return [];
  const named = Boolean(claimed.family_name ?? claimed.given_name);
  const name = named && !sameName(claimed, data, { cut: nameCut });
  const born = claimed.birthdate !== undefined && claimed.birthdate !== data.birthdate;
  return [
    judge('claimed_name', name ? 'data.name_mismatch' : undefined),
    judge('claimed_birthdate', born ? 'data.dob_mismatch' : undefined),
  ];
}

const NUMBER_LENGTH = 9;
const plain = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');

/**
 * Front against back of a card: the single machine-readable line on its front, else any row of OCR-B that holds the number.
 * Another number means another card; another date means that print and barcode of one card disagree.
 */
export function judgeFront(front: DocumentReading, data: DocumentData): CheckResult {
  const number = plain(data.number ?? '');
  const line = front.mrz?.lines.length === 1 ? front.mrz.lines[0] : undefined;
  if (line !== undefined) return judge('front_text', compareLine(line, number, data));
  const printed = front.printed.some(({ text }) => plain(text).includes(number));
  return judge('front_text', printed ? undefined : 'document.unreadable_data', {
    rows: front.printed.length,
  });
}

function compareLine(line: string, number: string, data: DocumentData): ReasonCode | undefined {
  const [printed, digit] = [line.slice(5, 14), line[14] ?? ''];
  if (printed !== number.slice(0, NUMBER_LENGTH).padEnd(NUMBER_LENGTH, '<')) {
    return digitFits(printed, digit) ? 'document.front_back_mismatch' : 'document.unreadable_data';
  }
  const dates = [
    [line.slice(15, 21), line[21], data.birthdate],
    [line.slice(22, 28), line[28], data.expires_on],
  ] as const;
  const differ = dates.filter(([text, , date]) => text !== yymmdd(date));
  if (differ.length === 0) return undefined;
  const sure = differ.some(([text, check]) => digitFits(text, check ?? ''));
  return sure ? 'document.barcode_print_mismatch' : 'document.unreadable_data';
}

const yymmdd = (date: CalendarDate | undefined): string =>
  (date ?? '').replaceAll('-', '').slice(2);
