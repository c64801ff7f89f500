import type { Instant } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { Account, AccountState } from './account.js';
import type { AddressConfirmation, SendingLimits } from './addressConfirmation.js';

/** Keeps accounts; personal data is sealed with a key per account, which closing destroys. */
export interface AccountStore {
  /** By id alone. */
  get(sandbox: SandboxId, id: string): Promise<Account | undefined>;
  /** By id, e-mail address, or persona id (the persona's own account, else the first made from it). */
  find(sandbox: SandboxId, reference: string): Promise<Account | undefined>;
  /** Oldest first; `after` is an account's id. What the filter names has to be so. */
  list(sandbox: SandboxId, page: Page & AccountFilter): Promise<readonly Account[]>;
  /** Everybody with this number, oldest first, at most 50. */
  findByAttribute(
    sandbox: SandboxId,
    attribute: 'phone' | 'ssn',
    value: string,
  ): Promise<readonly Account[]>;
  /** Writes what changed if nobody wrote since `account.version`; a closed account loses its key. */
  save(sandbox: SandboxId, account: Account, events: readonly DomainEvent[]): Promise<SaveOutcome>;
}

export type SaveOutcome = 'saved' | 'stale' | 'email_taken';

export interface AccountFilter {
  readonly persona?: string | undefined;
  readonly state?: AccountState | undefined;
  readonly tag?: string | undefined;
}

export interface Page {
  readonly limit: number;
  readonly after?: string | undefined;
}

/** Makes whole people: account and authenticators appear together or not at all. */
export interface Registry {
  /**
   * Writes a new account, its password and the confirmation that its address awaits, in one transaction.
   * `passwordHash` is opaque here.
   */
  register(
    sandbox: SandboxId,
    registration: {
      readonly account: Account;
      readonly passwordHash?: string | undefined;
      readonly confirmation: AddressConfirmation;
    },
    limits: SendingLimits,
    events: readonly DomainEvent[],
  ): Promise<'registered' | 'email_taken' | Throttled>;
}

/** What is known about the proof of an address. Codes and tokens are digested with a key before they are written. */
export interface ConfirmationStore {
  /** Writes the confirmation in place of any earlier one of the address, unless the limits say to wait. */
  replace(
    sandbox: SandboxId,
    confirmation: AddressConfirmation,
    limits: SendingLimits,
    events: readonly DomainEvent[],
    /** A repeated registration brings a new password for the account that still waits. */
    passwordHash?: string,
  ): Promise<'written' | Throttled>;
  /** Spends a guess, then compares; a right code is used up and the account becomes active, all in one transaction. */
  redeemCode(sandbox: SandboxId, guess: CodeGuess, events: EventsOf): Promise<Redemption>;
  /** A token is used up by one conditional update; the account becomes active in the same transaction. */
  redeemToken(
    sandbox: SandboxId,
    guess: { readonly token: string; readonly now: Instant },
    events: EventsOf,
  ): Promise<Redemption>;
}

export interface CodeGuess {
  readonly email: string;
  readonly code: string;
  readonly mostGuesses: number;
  readonly now: Instant;
}

/** The events of a redemption, which learns the account on the way. */
export type EventsOf = (account: string) => readonly DomainEvent[];

export type Redemption =
  | { readonly outcome: 'redeemed'; readonly account: string }
  | { readonly outcome: 'unknown' | 'expired' | 'out_of_guesses' | 'used' };

export interface Throttled {
  readonly retryAfterMs: number;
}
