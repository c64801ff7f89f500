import type { AuthenticatorKind } from '../assurance/index.js';
import type { Instant } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';

/** An authenticator bound to an account, without its secret. */
export interface Authenticator {
  readonly id: string;
  readonly kind: AuthenticatorKind;
  readonly boundAt: Instant;
  readonly lastUsedAt?: Instant | undefined;
  /** Recovery codes: how many are not used yet. */
  readonly left?: number | undefined;
}

/** What a new person's account is bound to at birth; a store writes all of it together. */
export interface NewAuthenticators {
  /** An argon2id hash. */
  readonly passwordHash?: string | undefined;
  /** Base32. */
  readonly totpSecret?: string | undefined;
  /** E.164. */
  readonly phone?: string | undefined;
  readonly recoveryCodes?: readonly string[] | undefined;
  readonly passkey?: NewPasskey | undefined;
}

/** A credential of WebAuthn. Bytes are base64url. */
export interface NewPasskey {
  readonly credentialId: string;
  /** COSE_Key (RFC 9052 section 7). */
  readonly publicKey: string;
  /** It may be on several devices (WebAuthn section 6.1.3, backup eligible). */
  readonly synced: boolean;
}

export const boundEvent = (account: string, kind: AuthenticatorKind): DomainEvent => ({
  type: 'authenticator.bound',
  account,
  data: { kind },
});
