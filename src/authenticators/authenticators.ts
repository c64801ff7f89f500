import type { Clock } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import { createPasskey } from './passkey/passkey.js';
import { createPassword } from './password/password.js';
import { createPasswordPolicy } from './password/strength.js';
import { createPhone } from './phone/phone.js';
import type {
  AuthenticatorStore,
  PasskeyStore,
  PasswordResetStore,
  PasswordStore,
  PhoneStore,
  RecoveryCodeStore,
  ThrottleStore,
  TotpStore,
} from './ports.js';
import { createRecoveryCodes } from './recoveryCodes/recoveryCodes.js';
import { createGuard } from './throttle/guard.js';
import { createTotp } from './totp/totp.js';

export type Authenticators = ReturnType<typeof createAuthenticators>;

/** The verbs on authenticators, by kind; `throttles` counts the failures of all of them. */
export function createAuthenticators({
  store,
  throttles,
  clock,
}: {
  readonly store: AuthenticatorStore &
    PasswordStore &
    PasswordResetStore &
    TotpStore &
    RecoveryCodeStore &
    PhoneStore &
    PasskeyStore;
  readonly throttles: ThrottleStore;
  readonly clock: Clock;
}) {
  const guard = createGuard(throttles, clock);
  const ports = { store, guard, clock };
  return {
    list: store.list,
    password: createPassword({ ...ports, policy: createPasswordPolicy() }),
    totp: createTotp(ports),
    recoveryCodes: createRecoveryCodes(ports),
    phone: createPhone(ports),
    passkey: createPasskey(ports),
    /** Lifts every block of an account and forgets its failures. */
    unblock: throttles.unblock,

    /** Unbinds an authenticator; a password can only be replaced. */
    async unbind(
      sandbox: SandboxId,
      account: string,
      id: string,
    ): Promise<Result<undefined, 'unknown_authenticator' | 'password_needed'>> {
      const bound = (await store.list(sandbox, account)).find((item) => item.id === id);
      if (!bound) return refused('unknown_authenticator');
      if (bound.kind === 'password') return refused('password_needed');
      const events = [
        { type: 'authenticator.unbound', account, data: { kind: bound.kind } },
      ] as const;
      const gone = await store.unbind(sandbox, account, id, events);
      return gone ? ok(undefined) : refused('unknown_authenticator');
    },
  };
}
