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

/** An authenticator as it was used. Of a passkey: whether it asked for a PIN, finger or face, and whether it can be copied. */
export interface AuthenticatorUse {
  readonly kind: AuthenticatorKind;
  /** True unless said. */
  readonly userVerified?: boolean | undefined;
  /** False unless said. */
  readonly synced?: boolean | undefined;
}

/** RFC 8176 section 2: `hwk` for a key that stays on its device, `swk` for one that is copied to others. */
function amrOfUse({ kind, userVerified = true, synced = false }: AuthenticatorUse) {
  switch (kind) {
    case 'password':
      return ['pwd'];
    case 'phone':
      return ['sms'];
    case 'passkey':
      return [synced ? 'swk' : 'hwk', ...(userVerified ? ['user'] : []), 'pop'];
    case 'totp':
    case 'recovery_codes':
      return ['otp'];
  }
}

/** Authentication Method Reference values (RFC 8176 section 2) of the authenticators used. */
export const amrOf = (used: readonly AuthenticatorUse[]): readonly string[] =>
  joinedAmr(used.flatMap(amrOfUse));

const KEYS = ['hwk', 'swk'];
const POSSESSED = ['otp', 'sms', ...KEYS];

/** The same values once each, with `mfa` when two factors took part and `mca` when one came by a channel of its own. */
export function joinedAmr(values: readonly string[]): readonly string[] {
  const amr = new Set(values.filter((value) => value !== 'mfa' && value !== 'mca'));
  const possessed = POSSESSED.some((value) => amr.has(value));
  const verifiedKey = amr.has('user') && KEYS.some((value) => amr.has(value));
  const both = verifiedKey || (amr.has('pwd') && possessed);
  if (amr.has('pwd') && amr.has('sms')) amr.add('mca');
  if (both) amr.add('mfa');
  return [...amr];
}

/** The AAL that a session's `amr` proves (63B-4 section 2.2). */
export const aalOf = (amr: readonly string[]): Aal => (amr.includes('mfa') ? 2 : 1);

/** Whether a key took part that answers to its own site alone (63B section 3.2.5), as all of what was proved or the second half. */
export const resistsPhishing = (amr: readonly string[]): boolean =>
  aalOf(amr) === 2 && KEYS.some((value) => amr.includes(value));

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
