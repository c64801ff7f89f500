import { createHash, hash, randomInt, timingSafeEqual } from 'node:crypto';
import { randomBytes } from './random.js';

/** A URL-safe token that cannot be guessed; `bytes` of randomness (32 = 256 bits). */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url');

export const randomHex = (bytes = 16): string => randomBytes(bytes).toString('hex');

/** A code a person types: `digits` decimal digits, uniformly drawn (63A section 3.8: at least six). */
export const shortCode = (digits = 6): string =>
  String(randomInt(0, 10 ** digits)).padStart(digits, '0');

export const sha256 = (content: string | Uint8Array): string =>
  hash('sha256', content, 'base64url');

/** Compares two secrets in time that depends on neither's content: both are hashed first, so lengths may differ. */
export function safeEqual(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
