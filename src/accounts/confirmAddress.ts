import type { Clock } from '../platform/clock.js';
import { isEmailAddress, normalizeEmail } from '../platform/emailAddress.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import {
  CONFIRMATION_GUESSES,
  CONFIRMATION_SENDING,
  drawConfirmation,
} from './addressConfirmation.js';
import type { AccountStore, ConfirmationStore, Redemption } from './ports.js';
import { confirmationEvent } from './register.js';

export type CodeRefusal = 'code_wrong' | 'code_expired' | 'code_used' | 'out_of_guesses';
export type LinkRefusal = 'link_unknown' | 'link_expired' | 'link_used';
export interface Confirmed {
  readonly account: string;
}

export interface ConfirmationPorts {
  readonly store: AccountStore;
  readonly confirmations: ConfirmationStore;
  readonly clock: Clock;
}

const confirmed = (account: string): readonly DomainEvent[] => [
  { type: 'account.email_confirmed', account },
];

const CODE_REFUSALS: Readonly<Record<Exclude<Redemption['outcome'], 'redeemed'>, CodeRefusal>> = {
  unknown: 'code_wrong',
  expired: 'code_expired',
  out_of_guesses: 'out_of_guesses',
  used: 'code_used',
};

/**
 * Confirms an address by the code of its mail: five guesses, then only a new code helps. An address without an account is
 * answered like a wrong code.
 */
export const createConfirmByCode =
  ({ confirmations, clock }: ConfirmationPorts) =>
  async (
    sandbox: SandboxId,
    email: string,
    code: string,
  ): Promise<Result<Confirmed, CodeRefusal>> => {
    const redemption = await confirmations.redeemCode(
      sandbox,
      {
        email: normalizeEmail(email),
        code: code.replace(/[\s-]/g, '').slice(0, 16),
        mostGuesses: CONFIRMATION_GUESSES,
        now: clock.now(),
      },
      confirmed,
    );
    return redemption.outcome === 'redeemed'
      ? ok({ account: redemption.account })
      : refused(CODE_REFUSALS[redemption.outcome]);
  };

/** Confirms an address by the token of its mail's link: once, within 24 hours. */
export const createConfirmByLink =
  ({ confirmations, clock }: ConfirmationPorts) =>
  async (sandbox: SandboxId, token: string): Promise<Result<Confirmed, LinkRefusal>> => {
    const redemption = await confirmations.redeemToken(
      sandbox,
      { token: token.slice(0, 128), now: clock.now() },
      confirmed,
    );
    if (redemption.outcome === 'redeemed') return ok({ account: redemption.account });
    if (redemption.outcome === 'expired') return refused('link_expired');
    return refused(redemption.outcome === 'used' ? 'link_used' : 'link_unknown');
  };

/** Mails a new link and code, which end the earlier ones; the same answer for every address. `throttled`: `retry_after_ms`. */
export const createResend =
  ({ store, confirmations, clock }: ConfirmationPorts) =>
  async (
    sandbox: SandboxId,
    address: string,
  ): Promise<Result<undefined, 'email_invalid' | 'throttled'>> => {
    const email = normalizeEmail(address);
    if (!isEmailAddress(email)) return refused('email_invalid');
    const account = await store.find(sandbox, email);
    const waits = account?.state === 'unconfirmed' ? account : undefined;
    const confirmation = drawConfirmation(email, waits?.id, clock.now());
    const written = await confirmations.replace(
      sandbox,
      confirmation,
      CONFIRMATION_SENDING,
      waits ? [confirmationEvent('account.confirmation_requested', waits, confirmation)] : [],
    );
    return written === 'written'
      ? ok(undefined)
      : refused('throttled', { retry_after_ms: written.retryAfterMs });
  };
