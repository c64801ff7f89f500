const WEIGHTS = [7, 3, 1] as const;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Check digit of a field (ICAO Doc 9303-3 section 4.9): weights 7 3 1, letters count from 10, filler counts 0. */
export function checkDigit(field: string): string {
  let sum = 0;
  for (let i = 0; i < field.length; i += 1) {
    sum += Math.max(0, ALPHABET.indexOf(field[i] ?? '<')) * (WEIGHTS[i % 3] ?? 0);
  }
  return String(sum % 10);
}

/** A field whose digit is a filler has no check digit: allowed where the field itself is empty. */
export const digitFits = (field: string, digit: string): boolean =>
  checkDigit(field) === digit || (digit === '<' && /^<*$/.test(field));
