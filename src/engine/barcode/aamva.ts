import type { DocumentData } from '../ports.js';
import { calendarDate } from '../rules/dates.js';
import { writesYearFirst } from './issuers.js';

/** What the barcode of a North American licence or identification card says. */
export interface AamvaCard {
  readonly iin: string;
  /** Version of AAMVA's Card Design Standard: 1 (2000) to 11 (2025). */
  readonly version: number;
  readonly kind: 'DL' | 'ID';
  /** The issuer cut the family name short (DDE = T). */
  readonly familyNameCut: boolean;
  readonly data: DocumentData;
  readonly elements: Readonly<Record<string, string>>;
}

const MAX_LENGTH = 4000;
const ABSENT = new Set(['', 'NONE', 'UNAVL', 'UNAVAIL', 'N/A']);
const SEXES: Readonly<Record<string, 'M' | 'F' | 'X'>> = {
  1: 'M',
  2: 'F',
  9: 'X',
  M: 'M',
  F: 'F',
  X: 'X',
};

/**
 * Reads the text of a licence's PDF417 (AAMVA Card Design Standard 2020, annex D, and its predecessors back to version 1).
 * Lenient about offsets and line ends, which issuers get wrong; undefined when it is not AAMVA's format at all.
 */
export function parseAamva(text: string): AamvaCard | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const header = /^@\s*\x1e?\s*(?:ANSI |AAMVA)(\d{6})(\d{2})/.exec(text);
  if (!header) return undefined;
  const [whole, iin = '', version = ''] = header;
  const subfile = findSubfile(text, whole.length);
  if (!subfile) return undefined;
  const elements = readElements(subfile.body);
  return {
    iin,
    version: Number(version),
    kind: subfile.kind,
    familyNameCut: elements['DDE'] === 'T',
    data: toDocument(subfile.kind, elements),
    elements,
  };
}

/** The first DL or ID subfile: by its designator's offset, or by looking for it where the offset is wrong. */
function findSubfile(text: string, from: number): { kind: 'DL' | 'ID'; body: string } | undefined {
  for (const match of text.slice(from).matchAll(/(DL|ID)(\d{4})(\d{4})/g)) {
    const kind = match[1] as 'DL' | 'ID';
    const start = Number(match[2]);
    if (text.slice(start, start + 2) === kind) {
      return { kind, body: firstSubfile(text.slice(start + 2)) };
    }
  }
  const loose = /(?:^|[\r\n\d])(DL|ID)(?=D[A-D][A-Z])/.exec(text.slice(from));
  if (!loose) return undefined;
  const start = from + loose.index + loose[0].length;
  return { kind: loose[1] as 'DL' | 'ID', body: firstSubfile(text.slice(start)) };
}

/** A subfile ends with a carriage return; jurisdiction subfiles (Z?) follow. */
const firstSubfile = (text: string): string => text.split('\r', 1)[0] ?? '';

function readElements(body: string): Record<string, string> {
  const elements: Record<string, string> = {};
  for (const line of body.split('\n')) {
    const match = /^([DZ][A-Z]{2})(.*)$/.exec(line);
    const [, id, value] = match ?? [];
    if (id && value !== undefined && !(id in elements)) elements[id] = value.trim();
  }
  return elements;
}

function toDocument(kind: 'DL' | 'ID', elements: Readonly<Record<string, string>>): DocumentData {
  const value = (id: string): string | undefined => {
    const text = elements[id]?.trim();
    return text === undefined || ABSENT.has(text.toUpperCase()) ? undefined : text;
  };
  const date = (id: string) => cardDate(value(id), value('DCG'));
  return {
    type: kind === 'DL' ? 'drivers_license' : 'state_id',
    issuer: value('DAJ'),
    number: value('DAQ'),
    ...namesOf(value),
    suffix: value('DCU'),
    birthdate: date('DBB'),
    issued_on: date('DBD'),
    expires_on: date('DBA'),
    sex: SEXES[value('DBC') ?? ''],
    address: addressOf(value),
  };
}

type Value = (id: string) => string | undefined;

/** Versions 4 on: DCS, DAC, DAD. 2 and 3: DCT holds all given names. 1: DAA is LAST,FIRST,MIDDLE, or DAB, DAC, DAD. */
function namesOf(value: Value): Pick<DocumentData, 'family_name' | 'given_name' | 'middle_name'> {
  const [last, first, ...middle] = (value('DAA') ?? '').split(',').map((part) => part.trim());
  const given = (value('DCT') ?? '').split(/[, ]+/).filter(Boolean);
  const middleOf = (names: readonly string[]) => names.join(' ') || undefined;
  return {
    family_name: value('DCS') ?? value('DAB') ?? (last || undefined),
    given_name: value('DAC') ?? given[0] ?? (first || undefined),
    middle_name: value('DAD')?.replaceAll(',', ' ') ?? middleOf(given.slice(1)) ?? middleOf(middle),
  };
}

function addressOf(value: Value): DocumentData['address'] {
  const street = [value('DAG') ?? value('DAL'), value('DAH')].filter(Boolean).join(' ');
  const [locality, region, zip] = [value('DAI'), value('DAJ'), value('DAK')];
  if (!street || !locality || !region || !zip) return undefined;
  return {
    street_address: street,
    locality,
    region,
    postal_code: postalCode(zip),
    country: value('DCG')?.slice(0, 2) ?? 'US',
  };
}

/** `972240000` and `97224-0000` say five digits only; nine real digits get their dash. */
function postalCode(text: string): string {
  const match = /^(\d{5})-?(\d{4})$/.exec(text.trim());
  if (!match) return text.trim();
  return match[2] === '0000' ? (match[1] ?? '') : `${match[1]}-${match[2]}`;
}

/** MMDDCCYY in the United States, CCYYMMDD in Canada and in version 1; the impossible reading is never taken. */
function cardDate(text: string | undefined, country: string | undefined): string | undefined {
  const digits = /^\d{8}$/.exec(text ?? '')?.[0];
  if (!digits) return undefined;
  const monthFirst = calendarDate(digits.slice(4), digits.slice(0, 2), digits.slice(2, 4));
  const yearFirst = calendarDate(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6));
  return writesYearFirst(country) ? (yearFirst ?? monthFirst) : (monthFirst ?? yearFirst);
}
