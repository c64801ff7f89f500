import type { AuthenticatorKind } from '../../assurance/index.js';

/** 63B section 3: what resists phishing comes first, then what a person carries, then what was printed. */
const STRONGEST_FIRST = ['passkey', 'totp', 'phone', 'recovery_codes'] as const;

/** The password, if there is one, and the strongest second factor, if there is one. */
export function strongestOf(kinds: readonly AuthenticatorKind[]): readonly AuthenticatorKind[] {
  const second = STRONGEST_FIRST.find((kind) => kinds.includes(kind));
  return [
    ...(kinds.includes('password') ? (['password'] as const) : []),
    ...(second ? [second] : []),
  ];
}
