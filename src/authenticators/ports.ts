import type { Instant } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { Authenticator } from './authenticator.js';

export type * from './passkey/ports.js';
export type * from './throttle/ports.js';

/** Keeps what is bound to accounts. Every change writes its events in the same transaction. */
export interface AuthenticatorStore {
  /** Bound ones, oldest first. */
  list(sandbox: SandboxId, account: string): Promise<readonly Authenticator[]>;
  /** False when the account has no such authenticator. */
  unbind(
    sandbox: SandboxId,
    account: string,
    id: string,
    events: readonly DomainEvent[],
  ): Promise<boolean>;
}

export interface PasswordStore {
  readPassword(sandbox: SandboxId, account: string): Promise<string | undefined>;
  writePassword(
    sandbox: SandboxId,
    account: string,
    hash: string,
    now: Instant,
    events: readonly DomainEvent[],
  ): Promise<void>;
}

/** A TOTP secret (base32) that is bound, or waits for its first code. */
export interface TotpKey {
  readonly id: string;
  readonly secret: string;
}

export interface TotpStore {
  /**
   * Writes an enrolment, unless one that began after `since` still waits; the one that then waits. Bound keys are
   * untouched.
   */
  beginTotp(
    sandbox: SandboxId,
    account: string,
    key: TotpKey,
    begun: { readonly now: Instant; readonly since: Instant },
  ): Promise<TotpKey>;
  /** The enrolment that waits, if it was begun after `since`. */
  pendingTotp(sandbox: SandboxId, account: string, since: Instant): Promise<TotpKey | undefined>;
  /** Binds the enrolment that waits and marks `step` as used. False when another request did. */
  bindTotp(
    sandbox: SandboxId,
    account: string,
    id: string,
    use: StepUse,
    events: readonly DomainEvent[],
  ): Promise<boolean>;
  boundTotp(sandbox: SandboxId, account: string): Promise<readonly TotpKey[]>;
  /** Marks `step` as used by one conditional update. False when it, or a later one, was used before. */
  spendTotpStep(sandbox: SandboxId, account: string, id: string, use: StepUse): Promise<boolean>;
}

/** `step` = floor(Unix seconds / 30): real time, never aged. */
export interface StepUse {
  readonly step: number;
  readonly now: Instant;
}

export interface RecoveryCodeStore {
  /** Writes digests of the codes in place of all earlier ones. */
  replaceRecoveryCodes(
    sandbox: SandboxId,
    account: string,
    codes: readonly string[],
    now: Instant,
    events: readonly DomainEvent[],
  ): Promise<void>;
  /** Uses a code up by one conditional update. */
  spendRecoveryCode(
    sandbox: SandboxId,
    account: string,
    code: string,
    now: Instant,
    events: readonly DomainEvent[],
  ): Promise<'spent' | 'used' | 'unknown'>;
}

export type PhonePurpose = 'bind' | 'sign_in';

/** A code sent to a phone; one per account and purpose, so a new one ends the earlier. */
export interface PhoneCode {
  readonly account: string;
  readonly purpose: PhonePurpose;
  /** E.164. */
  readonly phone: string;
  readonly code: string;
  readonly sentAt: Instant;
  readonly expiresAt: Instant;
}

/** How often codes may be sent: `free` at once, then one per `wait`, at most `most` per `window` (ms). */
export interface SendingLimits {
  readonly free: number;
  readonly wait: number;
  readonly most: number;
  readonly window: number;
}

export interface PhoneStore {
  boundPhone(sandbox: SandboxId, account: string): Promise<string | undefined>;
  /** Writes the digest of a code, unless the limits say to wait. */
  writePhoneCode(
    sandbox: SandboxId,
    code: PhoneCode,
    limits: SendingLimits,
    events: readonly DomainEvent[],
  ): Promise<'written' | { readonly retryAfterMs: number }>;
  /**
   * Uses a code up by one conditional update. Purpose `bind`: its phone is bound in the same transaction, in place of any
   * other; purpose `sign_in`: only a code that went to the bound phone counts. Events are written when it was spent.
   */
  spendPhoneCode(
    sandbox: SandboxId,
    guess: {
      readonly account: string;
      readonly purpose: PhonePurpose;
      readonly code: string;
      readonly now: Instant;
    },
    events: readonly DomainEvent[],
  ): Promise<'spent' | 'wrong' | 'used' | 'expired'>;
}

/** A link to set a new password. Without an account it is a decoy. */
export interface PasswordReset {
  readonly email: string;
  readonly account?: string | undefined;
  readonly token: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

export interface PasswordResetStore {
  /** Writes a link in place of the address's earlier one, unless the limits say to wait. */
  writePasswordReset(
    sandbox: SandboxId,
    reset: PasswordReset,
    limits: SendingLimits,
    events: readonly DomainEvent[],
  ): Promise<'written' | { readonly retryAfterMs: number }>;
  /** The account whose link this is, while it is good. */
  findPasswordReset(sandbox: SandboxId, token: string, now: Instant): Promise<string | undefined>;
  /** Uses the link up by one conditional update and writes the password in the same transaction. */
  spendPasswordReset(
    sandbox: SandboxId,
    use: { readonly token: string; readonly hash: string; readonly now: Instant },
    events: (account: string) => readonly DomainEvent[],
  ): Promise<boolean>;
}
