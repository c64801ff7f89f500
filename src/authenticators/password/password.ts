import type { Clock } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import { boundEvent } from '../authenticator.js';
import type { PasswordResetStore, PasswordStore } from '../ports.js';
import type { Guard } from '../throttle/guard.js';
import type { Claimant } from './claimant.js';
import { hashPassword, matchesPassword } from './hash.js';
import { createPasswordReset } from './reset.js';
import type { PasswordPolicy, PasswordRefusal } from './strength.js';
import { PASSWORD_LENGTH } from './strength.js';

export type PasswordMismatch = 'wrong_password_or_email';

/** The password: a memorized secret (63B-4 section 3.1.1). */
export function createPassword({
  store,
  policy,
  guard,
  clock,
}: {
  readonly store: PasswordStore & PasswordResetStore;
  readonly policy: PasswordPolicy;
  readonly guard: Guard;
  readonly clock: Clock;
}) {
  /** The hash of a password that passes the policy, to be written with a new account. `personal`: names and addresses. */
  async function prepare(
    password: string,
    personal: readonly string[],
  ): Promise<Result<string, PasswordRefusal>> {
    const accepted = await policy(password, personal);
    return accepted.ok ? ok(await hashPassword(accepted.value, 'own')) : accepted;
  }

  const matches = async (
    sandbox: SandboxId,
    account: string | undefined,
    password: string,
  ): Promise<boolean> => {
    const hash = account && (await store.readPassword(sandbox, account));
    return matchesPassword(hash || undefined, password.slice(0, 4 * PASSWORD_LENGTH.most));
  };

  return {
    prepare,
    ...createPasswordReset({ store, prepare, clock }),

    /** Whether an account has this password. No guess: whoever asks knows it, and nothing is counted. */
    has: matches,

    /** Binds a password in place of any earlier one. */
    async bind(
      sandbox: SandboxId,
      account: string,
      password: string,
      personal: readonly string[],
    ): Promise<Result<undefined, PasswordRefusal>> {
      const hash = await prepare(password, personal);
      if (!hash.ok) return hash;
      const events = [boundEvent(account, 'password')];
      await store.writePassword(sandbox, account, hash.value, clock.now(), events);
      return ok(undefined);
    },

    /**
     * Checks a password. The answer and its time are the same whether the address has an account or not.
     * `throttled` carries `retry_after_ms`.
     */
    verify(
      sandbox: SandboxId,
      { email, account }: Claimant,
      password: string,
    ): Promise<Result<{ readonly account: string }, PasswordMismatch | 'throttled'>> {
      const subject = account === undefined ? { email } : { account };
      return guard(sandbox, { subject, kind: 'password' }, async () => {
        const right = await matches(sandbox, account, password);
        return right && account ? ok({ account }) : refused('wrong_password_or_email');
      });
    },
  };
}
