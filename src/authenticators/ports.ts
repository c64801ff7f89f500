import type { Instant } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { AuthenticatorKind } from '../assurance/index.js';
import type { Authenticator, NewPasskey } from './authenticator.js';

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

/** A credential as it is bound to an account. */
export interface Passkey extends NewPasskey {
  readonly id: string;
  /** The signature counter of the last use; undefined: uses are not counted. */
  readonly signCount?: number | undefined;
}

export type ChallengePurpose = 'bind' | 'sign_in';

export interface ChallengeUse {
  readonly purpose: ChallengePurpose;
  readonly account?: string | undefined;
  readonly challenge: string;
}

export interface PasskeyStore {
  writePasskeyChallenge(
    sandbox: SandboxId,
    challenge: ChallengeUse & { readonly expiresAt: Instant },
  ): Promise<void>;
  /** Uses a challenge up. False: unknown, used, too old, or of another purpose or account. */
  spendPasskeyChallenge(
    sandbox: SandboxId,
    challenge: ChallengeUse & { readonly now: Instant },
  ): Promise<boolean>;
  /** Oldest first. */
  boundPasskeys(sandbox: SandboxId, account: string): Promise<readonly Passkey[]>;
  /** By credential id: whose it is. */
  findPasskey(
    sandbox: SandboxId,
    credentialId: string,
  ): Promise<{ readonly account: string; readonly passkey: Passkey } | undefined>;
  /** False when somebody has bound the credential already. */
  bindPasskey(
    sandbox: SandboxId,
    account: string,
    passkey: Passkey,
    now: Instant,
    events: readonly DomainEvent[],
  ): Promise<boolean>;
  /** Notes a use by one conditional update. False, and `cloned` is written, when the counter did not go up. */
  usePasskey(
    sandbox: SandboxId,
    account: string,
    id: string,
    use: { readonly signCount: number; readonly now: Instant },
    cloned: readonly DomainEvent[],
  ): Promise<boolean>;
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

/** Whom guesses count against: an account, or an address that has none. */
export type ThrottleSubject =
  { readonly account: string } | { readonly email: string; readonly account?: undefined };

export interface ThrottleKey {
  readonly subject: ThrottleSubject;
  readonly kind: AuthenticatorKind;
}

/** Counts consecutive failures. A guess takes a turn before its secret is looked at and gives it back with the result. */
export interface ThrottleStore {
  /**
   * Takes a turn by one conditional update. `busy`: others are at it, ask again shortly; `locked`: wait, or for good
   * (`retryAfterMs` undefined).
   */
  takeTurn(sandbox: SandboxId, key: ThrottleKey, rules: TurnRules, now: Instant): Promise<Turn>;
  /** Forgets the failures. */
  succeed(sandbox: SandboxId, key: ThrottleKey): Promise<void>;
  /** Counts a failure; `consequence` says from the new count what follows, in the same transaction. */
  fail(
    sandbox: SandboxId,
    key: ThrottleKey,
    now: Instant,
    consequence: (failures: number) => Consequence,
  ): Promise<void>;
  /** Gives a turn back without a verdict. */
  release(sandbox: SandboxId, key: ThrottleKey): Promise<void>;
  /** Lifts every block and forgets every failure of an account. */
  unblock(sandbox: SandboxId, account: string): Promise<void>;
}

export interface TurnRules {
  /** Failures after which nothing but unlocking or binding anew helps. */
  readonly mostFailures: number;
  /** Guesses that may be looked at side by side, by failures so far: `atOnce` while below `calm`, then one. */
  readonly calm: number;
  readonly atOnce: number;
  /** A turn not given back after this many ms is forgotten (its process died). */
  readonly turnLifetime: number;
}

export type Turn =
  | { readonly outcome: 'taken' }
  | { readonly outcome: 'busy' }
  | { readonly outcome: 'locked'; readonly retryAfterMs?: number | undefined };

export interface Consequence {
  readonly waitMs: number;
  readonly events: readonly DomainEvent[];
}
