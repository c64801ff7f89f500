import type { AuthenticatorKind } from '../../assurance/index.js';

/** 63B section 3: what resists phishing comes first, then what a person carries, then what was printed. */
const STRONGEST_FIRST = ['passkey', 'totp', 'phone', 'recovery_codes'] as const;

/** Whether a sign-in can begin with one of these: the others add to a password. */
export const beginsSignIn = (kinds: readonly AuthenticatorKind[]): boolean =>
  kinds.includes('password') || kinds.includes('passkey');

/** The password, if there is one, and the strongest second factor, if there is one. */
export function strongestOf(kinds: readonly AuthenticatorKind[]): readonly AuthenticatorKind[] {
  const second = STRONGEST_FIRST.find((kind) => kinds.includes(kind));
  return [
    ...(kinds.includes('password') ? (['password'] as const) : []),
    ...(second ? [second] : []),
  ];
}
