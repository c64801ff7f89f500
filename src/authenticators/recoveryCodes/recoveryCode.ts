import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no i, l, o, u, so that a code survives a printer and a hand. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const CODE_LENGTH = 16;
const CODES = 10;

/** A saved recovery code (63B-4 section 4.2.1.1): 80 bits, where 64 are asked for, in four groups of four. */
function newRecoveryCode(): string {
  const characters = [...randomBytes(CODE_LENGTH)].map((byte) => ALPHABET[byte % 32]).join('');
  return characters.replace(/(?<=^(?:.{4})+)(?=.)/g, '-');
}

export const newRecoveryCodes = (): readonly string[] =>
  Array.from({ length: CODES }, newRecoveryCode);

/** The form that is digested and compared, whatever case, blanks, dashes or look-alikes were typed. */
export const normalizeRecoveryCode = (typed: string): string =>
  typed
    .slice(0, 64)
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
    .replace(/o/g, '0')
    .replace(/[il]/g, '1');
