import { randomToken } from '../platform/secrets.js';
import type { AuthenticatorKind } from '../assurance/index.js';
import type { NewAuthenticators } from './authenticator.js';
import { hashPassword } from './password/hash.js';
import { generatePasskey, type GeneratedPasskey } from './passkey/generate.js';
import { newRecoveryCodes, normalizeRecoveryCode } from './recoveryCodes/recoveryCode.js';
import { newTotpSecret } from './totp/code.js';

export interface AuthenticatorOrder {
  readonly kinds: readonly AuthenticatorKind[];
  /** Of the account: what a passkey says of whose it is. */
  readonly uuid: string;
  /** Generated (128 bits) unless given. */
  readonly password?: string | undefined;
  /** Base32; generated unless given. */
  readonly totpSecret?: string | undefined;
  /** E.164; without it no phone is bound. */
  readonly phone?: string | undefined;
}

/** What a creator is told once, in clear, and what a store keeps of it. */
export interface GeneratedAuthenticators {
  readonly stored: NewAuthenticators;
  readonly clear: {
    readonly password?: string | undefined;
    readonly totpSecret?: string | undefined;
    readonly recoveryCodes?: readonly string[] | undefined;
    readonly passkey?: GeneratedPasskey | undefined;
  };
}

/**
 * Authenticators for a person made by a creator, not by signing up: no policy, no confirmation. A generated password is
 * hashed at the lowest cost, since 128 random bits cannot be guessed; a given one at the cost of a person's own.
 */
export async function generateAuthenticators(
  order: AuthenticatorOrder,
): Promise<GeneratedAuthenticators> {
  const has = (kind: AuthenticatorOrder['kinds'][number]) => order.kinds.includes(kind);
  const password = has('password') ? (order.password ?? randomToken(16)) : undefined;
  const totpSecret = has('totp') ? (order.totpSecret ?? (await newTotpSecret())) : undefined;
  const recoveryCodes = has('recovery_codes') ? newRecoveryCodes() : undefined;
  const passkey = has('passkey') ? generatePasskey(order.uuid) : undefined;
  const cost = order.password === undefined ? 'generated' : 'own';
  return {
    stored: {
      passwordHash: password && (await hashPassword(password, cost)),
      totpSecret,
      phone: has('phone') ? order.phone : undefined,
      recoveryCodes: recoveryCodes?.map(normalizeRecoveryCode),
      passkey: passkey?.stored,
    },
    clear: { password, totpSecret, recoveryCodes, passkey: passkey?.clear },
  };
}
