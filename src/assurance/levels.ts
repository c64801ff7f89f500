import type { Verification } from './verification.js';

export type Ial = 0 | 1 | 2;
export type Aal = 1 | 2;

/** A pair of levels: what a relying party asks for, or what a session has reached. `ial` 0 = no identity proofing. */
export interface Levels {
  readonly ial: Ial;
  readonly aal: Aal;
}

/** Kinds of authenticator by the names of NIST SP 800-63B-4 section 3. */
export type AuthenticatorKind = 'password' | 'totp' | 'phone' | 'recovery_codes' | 'passkey';

const AMR: Readonly<Record<AuthenticatorKind, readonly string[]>> = {
  password: ['pwd'],
  totp: ['otp'],
  phone: ['sms'],
  recovery_codes: ['otp'],
  passkey: ['hwk', 'user', 'pop'],
};

/** Authentication Method Reference values (RFC 8176 section 2) of the authenticators used; `mfa` when two factors took part. */
export function amrOf(used: readonly AuthenticatorKind[]): readonly string[] {
  const values = new Set(used.flatMap((kind) => AMR[kind]));
  if (aalOfKinds(used) === 2) values.add('mfa');
  return [...values];
}

function aalOfKinds(used: readonly AuthenticatorKind[]): Aal {
  const second = used.some((kind) => kind !== 'password' && kind !== 'passkey');
  return used.includes('passkey') || (used.includes('password') && second) ? 2 : 1;
}

/** The AAL that a session's `amr` proves (63B-4 section 2.2). */
export const aalOf = (amr: readonly string[]): Aal => (amr.includes('mfa') ? 2 : 1);

/** The IAL of an account: 2 with a verification in force, otherwise none. */
export const ialOf = (verification: Verification | undefined): 0 | 2 =>
  verification?.state === 'verified' ? 2 : 0;

export const satisfies = (reached: Levels, required: Levels): boolean =>
  reached.ial >= required.ial && reached.aal >= required.aal;

/** What both of two requirements ask. */
export const strongest = (a: Levels, b: Levels): Levels => ({
  ial: a.ial > b.ial ? a.ial : b.ial,
  aal: a.aal > b.aal ? a.aal : b.aal,
});

export const NO_REQUIREMENT: Levels = { ial: 0, aal: 1 };
