import { randomBytes } from './random.js';

export type SandboxId = string;
export const DEFAULT_SANDBOX: SandboxId = 'default';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford's base 32, in lower case

export type IdPrefix =
  | 'per'
  | 'att'
  | 'sub'
  | 'cli'
  | 'par'
  | 'msg'
  | 'evt'
  | 'tsk'
  | 'out'
  | 'aut'
  | 'sbx'
  | 'rec'
  | 'snp'
  | 'tok'
  | 'cns'
  | 'trc'
  | 'whk'
  | 'dlv'
  | 'flt';

const letter = (value: number): string => ALPHABET.charAt(value % 32);

/** Prefix + ULID: 48 bits of time, 80 of randomness. Unique, readable, and never ordered by. */
export function newId(prefix: IdPrefix, now: number = Date.now()): string {
  let time = '';
  for (let rest = now, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = letter(rest) + time;
  let tail = '';
  for (const byte of randomBytes(16)) tail += letter(byte);
  return `${prefix}_${time}${tail}`;
}

const GIVEN_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Whether a caller may use this text as the id of what it creates. */
export const isGivenId = (text: string): boolean => GIVEN_ID.test(text);

export const isSandboxId = (text: string): boolean => GIVEN_ID.test(text) && text.length <= 31;
