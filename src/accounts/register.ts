import type { Clock } from '../platform/clock.js';
import { isEmailAddress, normalizeEmail } from '../platform/emailAddress.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import { randomHex } from '../platform/secrets.js';
import type { Account } from './account.js';
import { newAccount } from './account.js';
import type { AddressConfirmation } from './addressConfirmation.js';
import { CONFIRMATION_SENDING, drawConfirmation } from './addressConfirmation.js';
import type { AccountStore, ConfirmationStore, Registry, Throttled } from './ports.js';

export interface RegistrationRequest {
  readonly email: string;
  /** Of a password that passed the policy; opaque here, written with the account. */
  readonly passwordHash?: string | undefined;
  readonly locale?: string | undefined;
  readonly tag?: string | undefined;
}

export type RegistrationRefusal = 'email_invalid' | 'throttled';

export interface RegistrationPorts {
  readonly store: AccountStore;
  readonly registry: Registry;
  readonly confirmations: ConfirmationStore;
  readonly clock: Clock;
}

/**
 * Signs a person up and has a link and a code mailed to them. The answer is the same whether the address has an account or
 * not (63B-4 section 3.1.1 is silent, OWASP is not: no enumeration): a known address is told of it by mail.
 * `throttled` carries `retry_after_ms`.
 */
export const createRegister =
  ({ store, registry, confirmations, clock }: RegistrationPorts) =>
  async (
    sandbox: SandboxId,
    request: RegistrationRequest,
  ): Promise<Result<{ readonly email: string }, RegistrationRefusal>> => {
    const email = normalizeEmail(request.email);
    if (!isEmailAddress(email)) return refused('email_invalid');
    const known = await store.find(sandbox, email);
    const outcome = known ? await repeat(known) : await begin();
    return typeof outcome === 'string'
      ? ok({ email })
      : refused('throttled', { retry_after_ms: outcome.retryAfterMs });

    async function begin(): Promise<string | Throttled> {
      const now = clock.now();
      const account = newAccount({ ...request, email, state: 'unconfirmed' }, randomHex(), now);
      const confirmation = drawConfirmation(email, account.id, now);
      const written = await registry.register(
        sandbox,
        { account, passwordHash: request.passwordHash, confirmation },
        CONFIRMATION_SENDING,
        [confirmationEvent('account.registered', account, confirmation)],
      );
      if (written !== 'email_taken') return written;
      const winner = await store.find(sandbox, email); // somebody registered the address meanwhile
      return winner ? repeat(winner) : 'gone again';
    }

    function repeat(account: Account): Promise<string | Throttled> {
      const waits = account.state === 'unconfirmed';
      const confirmation = drawConfirmation(email, waits ? account.id : undefined, clock.now());
      const event = waits
        ? confirmationEvent('account.confirmation_requested', account, confirmation)
        : alreadyRegistered(account);
      return confirmations.replace(
        sandbox,
        confirmation,
        CONFIRMATION_SENDING,
        [event],
        waits ? request.passwordHash : undefined,
      );
    }
  };

/** Link and code travel only in `private`, to the mail. */
export const confirmationEvent = (
  type: string,
  account: Account,
  { email, token, code }: AddressConfirmation,
): DomainEvent => ({
  type,
  account: account.id,
  tag: account.tag,
  private: { email, token, code, locale: account.locale },
});

const alreadyRegistered = (account: Account): DomainEvent => ({
  type: 'account.registration_repeated',
  account: account.id,
  tag: account.tag,
  private: { email: account.email, locale: account.locale },
});
