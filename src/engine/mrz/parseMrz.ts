import type { CalendarDate } from '../../platform/clock.js';
import type { DocumentData, DocumentType } from '../ports.js';
import { calendarDate } from '../rules/dates.js';
import { digitFits } from './checkDigit.js';
import { TD1, TD3, textOf } from './layout.js';
import type { CheckedField, MrzLayout } from './layout.js';

/** What a machine-readable zone says, and which of its check digits do not fit. */
export interface Mrz {
  readonly format: 'TD1' | 'TD3';
  readonly lines: readonly string[];
  readonly documentCode: string;
  /** ICAO three letters of the issuing state. */
  readonly issuer: string;
  readonly nationality: string;
  readonly wrongDigits: readonly CheckedField['name'][];
  /** The name fills its field to the end and may have been cut (Doc 9303-3 section 4.6). */
  readonly nameCut: boolean;
  readonly data: DocumentData;
}

/** Fields of a TD3 or TD1 zone (ICAO Doc 9303-4 and -5); undefined when lines and widths are of neither. */
export function parseMrz(lines: readonly string[], today: CalendarDate): Mrz | undefined {
  const layout = layoutOf(lines);
  if (!layout) return undefined;
  const wrongDigits = layout.checked
    .filter((checked) => !fits(lines, checked))
    .map((checked) => checked.name);
  return layout === TD3 ? passport(lines, wrongDigits, today) : card(lines, wrongDigits, today);
}

export function layoutOf(lines: readonly string[]): MrzLayout | undefined {
  return [TD3, TD1].find(
    (layout) =>
      lines.length === layout.lines &&
      lines.every((line) => line.length === layout.width && /^[A-Z0-9<]+$/.test(line)),
  );
}

const fits = (lines: readonly string[], checked: CheckedField): boolean =>
  digitFits(textOf(lines, checked), lines[checked.digit.line]?.[checked.digit.at] ?? '') ||
  isLongNumber(lines, checked);

/** Doc 9303-5 section 4.2.2.1 note j: a long number goes on behind a filler, its check digit after it. */
function isLongNumber(lines: readonly string[], checked: CheckedField): boolean {
  const line = lines[0] ?? '';
  if (checked.name !== 'document_number' || lines.length !== 3 || line[14] !== '<') return false;
  const rest = line.slice(15).replace(/<.*$/, '');
  return rest.length > 1 && digitFits(line.slice(5, 14) + rest.slice(0, -1), rest.slice(-1));
}

function passport(
  [first = '', second = '']: readonly string[],
  wrongDigits: Mrz['wrongDigits'],
  today: CalendarDate,
): Mrz {
  return {
    format: 'TD3',
    lines: [first, second],
    documentCode: strip(first.slice(0, 2)),
    issuer: strip(first.slice(2, 5)),
    nationality: strip(second.slice(10, 13)),
    wrongDigits,
    nameCut: !first.endsWith('<'),
    data: {
      type: 'passport',
      issuer: strip(first.slice(2, 5)),
      number: strip(second.slice(0, 9)) || undefined,
      ...namesOf(first.slice(5)),
      birthdate: birthDate(second.slice(13, 19), today),
      expires_on: expiryDate(second.slice(21, 27)),
      sex: sexOf(second[20]),
    },
  };
}

function card(
  [first = '', second = '', third = '']: readonly string[],
  wrongDigits: Mrz['wrongDigits'],
  today: CalendarDate,
): Mrz {
  const code = strip(first.slice(0, 2));
  const more = first[14] === '<' ? first.slice(15).replace(/<.*$/, '').slice(0, -1) : '';
  return {
    format: 'TD1',
    lines: [first, second, third],
    documentCode: code,
    issuer: strip(first.slice(2, 5)),
    nationality: strip(second.slice(15, 18)),
    wrongDigits,
    nameCut: !third.endsWith('<'),
    data: {
      type: cardType(code),
      issuer: strip(first.slice(2, 5)),
      number: strip(first.slice(5, 14) + more) || undefined,
      ...namesOf(third),
      birthdate: birthDate(second.slice(0, 6), today),
      expires_on: expiryDate(second.slice(8, 14)),
      sex: sexOf(second[7]),
    },
  };
}

/** Document code of a card: IP is the passport card of the United States and of Utopia, other I, A and C are ID cards. */
const cardType = (code: string): DocumentType => (code === 'IP' ? 'passport_card' : 'state_id');

const strip = (text: string): string => text.replace(/<+$/, '').replaceAll('<', ' ');

function namesOf(text: string): Pick<DocumentData, 'family_name' | 'given_name'> {
  const [family = '', given = ''] = text.split('<<');
  const spaced = (name: string) => name.replaceAll('<', ' ').trim() || undefined;
  return { family_name: spaced(family), given_name: spaced(given) };
}

const sexOf = (letter: string | undefined): 'M' | 'F' | 'X' =>
  letter === 'M' || letter === 'F' ? letter : 'X';

/** Two-digit year of birth: the last century when this one would lie in the future. */
function birthDate(digits: string, today: CalendarDate): CalendarDate | undefined {
  const [year, month, day] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)];
  const thisCentury = calendarDate(`20${year}`, month, day);
  return thisCentury && thisCentury <= today ? thisCentury : calendarDate(`19${year}`, month, day);
}

/** Two-digit year of expiry: documents live ten years, so 70 to 99 are of the last century. */
const expiryDate = (digits: string): CalendarDate | undefined =>
  calendarDate(
    `${digits.slice(0, 2) >= '70' ? '19' : '20'}${digits.slice(0, 2)}`,
    digits.slice(2, 4),
    digits.slice(4),
  );
