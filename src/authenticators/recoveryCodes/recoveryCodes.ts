import type { Clock } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import { boundEvent } from '../authenticator.js';
import type { RecoveryCodeStore } from '../ports.js';
import type { Guard } from '../throttle/guard.js';
import { newRecoveryCodes, normalizeRecoveryCode } from './recoveryCode.js';

export type RecoveryCodeRefusal = 'code_wrong' | 'code_used' | 'throttled';

/** Ten codes to print or save; each replaces the second factor once (63B-4 section 3.1.2, look-up secrets). */
export function createRecoveryCodes({
  store,
  guard,
  clock,
}: {
  readonly store: RecoveryCodeStore;
  readonly guard: Guard;
  readonly clock: Clock;
}) {
  /** Binds codes that were drawn before, in place of all earlier ones. */
  const bind = (sandbox: SandboxId, account: string, codes: readonly string[]): Promise<void> =>
    store.replaceRecoveryCodes(sandbox, account, codes.map(normalizeRecoveryCode), clock.now(), [
      boundEvent(account, 'recovery_codes'),
    ]);
  return {
    /** Ten new codes that are of no use until they are bound. */
    draw: newRecoveryCodes,
    bind,

    /** Binds ten new codes, which end all earlier ones, and returns them in clear this once. */
    async replace(sandbox: SandboxId, account: string): Promise<readonly string[]> {
      const codes = newRecoveryCodes();
      await bind(sandbox, account, codes);
      return codes;
    },

    /** Uses a code up. */
    verify(
      sandbox: SandboxId,
      account: string,
      typed: string,
    ): Promise<Result<undefined, RecoveryCodeRefusal>> {
      return guard(
        sandbox,
        { subject: { account }, kind: 'recovery_codes' },
        async () => {
          const outcome = await store.spendRecoveryCode(
            sandbox,
            account,
            normalizeRecoveryCode(typed),
            clock.now(),
            [{ type: 'authenticator.recovery_code_used', account }],
          );
          if (outcome === 'spent') return ok(undefined);
          return refused(outcome === 'used' ? 'code_used' : 'code_wrong');
        },
        ['code_used'],
      );
    },
  };
}
