import type { Clock } from '../../platform/clock.js';
import { HOUR } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import { newId } from '../../platform/ids.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import { boundEvent } from '../authenticator.js';
import type { TotpKey, TotpStore } from '../ports.js';
import type { Guard } from '../throttle/guard.js';
import type { TotpCode } from './code.js';
import { matchingStep, newTotpSecret, totpCode, totpUri } from './code.js';

export type TotpRefusal = 'code_wrong' | 'code_used' | 'throttled';

const ENROLMENT_LIFETIME = HOUR;
/** What authenticator apps show above the code. */
const ISSUER = 'Standin TEST';

export interface TotpEnrolment {
  /** Base32. */
  readonly secret: string;
  /** `otpauth://totp/...`. */
  readonly uri: string;
}

/** Single-factor OTP by an authenticator app (63B-4 section 3.1.4). */
export function createTotp({
  store,
  guard,
  clock,
}: {
  readonly store: TotpStore;
  readonly guard: Guard;
  readonly clock: Clock;
}) {
  const pending = (sandbox: SandboxId, account: string): Promise<TotpKey | undefined> =>
    store.pendingTotp(sandbox, account, clock.now() - ENROLMENT_LIFETIME);

  return {
    /** The secret to put into an app; the same again (reload, second tab) until it is bound or an hour old. */
    async enrol(sandbox: SandboxId, account: string, label: string): Promise<TotpEnrolment> {
      const now = clock.now();
      const fresh = { id: newId('aut', now), secret: await newTotpSecret() };
      const begun = { now, since: now - ENROLMENT_LIFETIME };
      const { secret } = await store.beginTotp(sandbox, account, fresh, begun);
      return { secret, uri: await totpUri(secret, ISSUER, label) };
    },

    /** Binds the enrolled secret: a code proves that the app has it. The code is thereby used. */
    confirm(
      sandbox: SandboxId,
      account: string,
      code: string,
    ): Promise<Result<undefined, TotpRefusal | 'nothing_to_confirm'>> {
      return guard(
        sandbox,
        { subject: { account }, kind: 'totp' },
        async () => {
          const key = await pending(sandbox, account);
          if (!key) return refused('nothing_to_confirm');
          const now = clock.now();
          const step = await matchingStep(key.secret, digitsOf(code), now);
          if (step === undefined) return refused('code_wrong');
          const events = [boundEvent(account, 'totp')];
          const bound = await store.bindTotp(sandbox, account, key.id, { step, now }, events);
          return bound ? ok(undefined) : refused('code_used');
        },
        ['nothing_to_confirm', 'code_used'],
      );
    },

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

    /** What the person's app shows now, for testers; undefined without a bound app. */
    async currentCode(sandbox: SandboxId, account: string): Promise<TotpCode | undefined> {
      const [key] = await store.boundTotp(sandbox, account);
      return key && totpCode(key.secret, clock.now());
    },
  };
}

const digitsOf = (code: string): string => code.slice(0, 32).replace(/[\s-]/g, '');
