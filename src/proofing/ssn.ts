/** Ranges to take test numbers from; shown whenever a number is refused. */
export const SAFE_SSNS =
  '900-20-0001 to 900-27-9999, 666-01-0001 to 666-99-9999, or any number that ends in 0000';

/** Nine digits without dashes or spaces, or undefined when it is not a number of that form. */
export function normalizeSsn(text: string): string | undefined {
  const digits = text.trim().replace(/^(\d{3})[- ]?(\d{2})[- ]?(\d{4})$/, '$1$2$3');
  return /^\d{9}$/.test(digits) ? digits : undefined;
}

/**
 * Whether the Social Security Administration never issues this number: areas 000, 666 and 900 to 999, group 00 and
 * serial 0000. Only such numbers may enter a test system; anything else could be somebody's.
 * @param ssn nine digits
 */
export const isNeverIssued = (ssn: string): boolean => /^(?:000|666|9\d\d)|^...00|0000$/.test(ssn);
