/**
 * accounts: the subscriber account: signing up, confirming the address, changing, suspending, closing.
 * Owns: what an account is, its states and moves, the proof of its e-mail address, the same answer for every address.
 * Does not own: how a person signs in (authenticators), who they were proved to be (proofing), the mails (messages).
 * Codes and links leave in the `private` part of events alone.
 */
export type { Account, AccountDraft, AccountMove, AccountState } from './account.js';
export { ACCOUNT_STATES, move, newAccount } from './account.js';
export type { Accounts } from './accounts.js';
export { createAccounts } from './accounts.js';
export type { AddressConfirmation, SendingLimits } from './addressConfirmation.js';
export type { AccountChange, ChangeRefusal } from './changeAccount.js';
export type { CodeRefusal, Confirmed, LinkRefusal } from './confirmAddress.js';
export type {
  AccountFilter,
  AccountStore,
  CodeGuess,
  ConfirmationStore,
  EventsOf,
  Page,
  Redemption,
  Registry,
  SaveOutcome,
  Throttled,
} from './ports.js';
export type { RegistrationRefusal, RegistrationRequest } from './register.js';
