import type { DocumentType } from '../../proofing/index.js';
import { draw, pick } from './draws.js';

/** Groups of 9xx numbers that neither SSNs (never 900-999) nor ITINs, ATINs and IRS numbers use. */
const UNUSED_GROUPS: readonly number[] = [
  [11, 16],
  [20, 27],
  [30, 36],
  [40, 49],
  [66, 69],
  [89, 89],
].flatMap(([from = 0, to = 0]) => Array.from({ length: to - from + 1 }, (_, i) => from + i));

const padded = (value: number, digits: number): string => String(value).padStart(digits, '0');

/** A Social Security number that no person has or will have, nine digits. */
export function inventedSsn(seed: string): string {
  const area = 901 + draw(seed, 'ssn area', 98);
  const group = pick(seed, 'ssn group', UNUSED_GROUPS);
  return `${area}${padded(group, 2)}${padded(1 + draw(seed, 'ssn serial', 9998), 4)}`;
}

/** Whether a Social Security number is one of those that `inventedSsn` gives. */
export const isInventedSsn = (ssn: string): boolean =>
  /^9\d{8}$/.test(ssn) && !ssn.endsWith('0000') && UNUSED_GROUPS.includes(Number(ssn.slice(3, 5)));

/** E.164; 555-0100 to 555-0199 is set aside for fiction in every area code, and no area code ends in 11 or has a middle 9. */
export function inventedPhone(seed: string): string {
  const area = `${2 + draw(seed, 'phone area', 8)}${draw(seed, 'phone middle', 9)}${pick(seed, 'phone last', [0, 2, 3, 4, 5, 6, 7, 8, 9])}`;
  return `+1${area}55501${padded(draw(seed, 'phone line', 100), 2)}`;
}

const PREFIXES: Readonly<Record<DocumentType, string>> = {
  drivers_license: 'T',
  state_id: 'S',
  passport: 'U',
  passport_card: 'C',
};

/** Nine characters: a letter that tells the type, eight digits. No zeros: an O beside them would be as good a reading. */
export function inventedDocumentNumber(seed: string, type: DocumentType): string {
  let digits = '';
  for (let i = 0; i < 8; i++) digits += String(1 + draw(seed, `${type} ${i}`, 9));
  return PREFIXES[type] + digits;
}
