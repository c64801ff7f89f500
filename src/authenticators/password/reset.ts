import type { Clock } from '../../platform/clock.js';
import { HOUR, MINUTE } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import { randomToken } from '../../platform/secrets.js';
import type { PasswordResetStore, SendingLimits } from '../ports.js';
import type { Claimant } from './claimant.js';
import type { PasswordRefusal } from './strength.js';

const LINK_LIFETIME = HOUR;
const SENDING: SendingLimits = { free: 2, wait: MINUTE, most: 10, window: HOUR };
const MOST_CHARACTERS = 128;

export type ResetRefusal = PasswordRefusal | 'link_expired';

/**
 * A forgotten password: a link goes to the address, good for an hour and once. A second factor is asked for all the same at the
 * next sign-in. The answer is the same whether the address has an account or not.
 */
export const createPasswordReset = ({
  store,
  prepare,
  clock,
}: {
  readonly store: PasswordResetStore;
  readonly prepare: (
    password: string,
    personal: readonly string[],
  ) => Promise<Result<string, PasswordRefusal>>;
  readonly clock: Clock;
}) => ({
  /** Mails a link. `throttled` carries `retry_after_ms`. */
  async requestReset(
    sandbox: SandboxId,
    { email, account }: Claimant,
  ): Promise<Result<undefined, 'throttled'>> {
    const createdAt = clock.now();
    const token = randomToken();
    const written = await store.writePasswordReset(
      sandbox,
      { email, account, token, createdAt, expiresAt: createdAt + LINK_LIFETIME },
      SENDING,
      account === undefined
        ? []
        : [{ type: 'authenticator.password_reset_requested', account, private: { email, token } }],
    );
    return written === 'written'
      ? ok(undefined)
      : refused('throttled', { retry_after_ms: written.retryAfterMs });
  },

  /** Whose link this is, while it is good. */
  accountOfReset: (sandbox: SandboxId, token: string): Promise<string | undefined> =>
    store.findPasswordReset(sandbox, token.slice(0, MOST_CHARACTERS), clock.now()),

  /** Sets a new password, and uses the link up. */
  async reset(
    sandbox: SandboxId,
    token: string,
    password: string,
    personal: readonly string[],
  ): Promise<Result<undefined, ResetRefusal>> {
    const hash = await prepare(password, personal);
    if (!hash.ok) return hash;
    const use = { token: token.slice(0, MOST_CHARACTERS), hash: hash.value, now: clock.now() };
    const spent = await store.spendPasswordReset(sandbox, use, (account) => [
      { type: 'authenticator.password_reset', account },
    ]);
    return spent ? ok(undefined) : refused('link_expired');
  },
});
