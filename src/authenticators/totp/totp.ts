import type { Clock } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import type { TotpStore } from '../ports.js';
import type { Guard } from '../throttle/guard.js';
import type { TotpCode } from './code.js';
import { digitsOf, matchingStep, totpCode } from './code.js';
import { createEnrolment } from './enrolment.js';

export type TotpRefusal = 'code_wrong' | 'code_used' | 'throttled';

interface TotpPorts {
  readonly store: TotpStore;
  readonly guard: Guard;
  readonly clock: Clock;
}

/** Single-factor OTP by an authenticator app (63B-4 section 3.1.4). */
export const createTotp = (ports: TotpPorts) => ({
  ...createEnrolment(ports),
  ...createVerification(ports),
  /** What an app that holds this secret shows at an instant, for testers. */
  codeOf: totpCode,
});

const createVerification = ({ store, guard, clock }: TotpPorts) => ({
  /** Checks a code of any bound app; each time step counts once (RFC 6238 section 5.2), also for parallel requests. */
  verify(
    sandbox: SandboxId,
    account: string,
    code: string,
  ): Promise<Result<undefined, TotpRefusal>> {
    return guard(
      sandbox,
      { subject: { account }, kind: 'totp' },
      async () => {
        const now = clock.now();
        for (const { id, secret } of await store.boundTotp(sandbox, account)) {
          const step = await matchingStep(secret, digitsOf(code), now);
          if (step === undefined) continue;
          const spent = await store.spendTotpStep(sandbox, account, id, { step, now });
          return spent ? ok(undefined) : refused('code_used');
        }
        return refused('code_wrong');
      },
      ['code_used'],
    );
  },

  /** What an app with this secret shows at an instant. */
  codeOf: totpCode,

  /** What the person's app shows now, for testers; undefined without a bound app. */
  async currentCode(sandbox: SandboxId, account: string): Promise<TotpCode | undefined> {
    const [key] = await store.boundTotp(sandbox, account);
    return key && totpCode(key.secret, clock.now());
  },
});
