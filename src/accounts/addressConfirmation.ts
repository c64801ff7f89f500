import type { Instant } from '../platform/clock.js';
import { DAY, HOUR, MINUTE } from '../platform/clock.js';
import { randomToken, shortCode } from '../platform/secrets.js';

/**
 * The proof that a person reads an e-mail address: a link's token and a code to type, whichever comes first. One per address,
 * so a new one ends the earlier. Without `account` it is a decoy that nothing can redeem: an address that has an account
 * already, or none at all, then answers, throttles and runs out of guesses like any other.
 */
export interface AddressConfirmation {
  readonly email: string;
  readonly account?: string | undefined;
  readonly token: string;
  readonly code: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** 63A-4 section 3.8: at least six digits, by e-mail for at most 24 hours. */
const CONFIRMATION_LIFETIME = DAY;
export const CONFIRMATION_GUESSES = 5;

/** How often an address may be written to: `free` at once, then one per `wait`, at most `most` per `window`. */
export interface SendingLimits {
  readonly free: number;
  readonly wait: number;
  readonly most: number;
  readonly window: number;
}

export const CONFIRMATION_SENDING: SendingLimits = {
  free: 3,
  wait: MINUTE,
  most: 20,
  window: HOUR,
};

/** Draws a fresh token (256 bits) and code (six digits) for an address. */
export const drawConfirmation = (
  email: string,
  account: string | undefined,
  now: Instant,
): AddressConfirmation => ({
  email,
  account,
  token: randomToken(),
  code: shortCode(),
  createdAt: now,
  expiresAt: now + CONFIRMATION_LIFETIME,
});
