import type { Clock } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import { boundEvent } from '../authenticator.js';
import type { PhonePurpose, PhoneStore } from '../ports.js';
import type { Guard } from '../throttle/guard.js';
import { createSendCode, type PhoneChannel } from './sendCode.js';

export type PhoneCodeRefusal = 'code_wrong' | 'code_used' | 'code_expired' | 'throttled';
export type PhoneSendRefusal = 'phone_invalid' | 'no_phone' | 'throttled';

const E164 = /^\+[1-9]\d{6,14}$/;

interface PhonePorts {
  readonly store: PhoneStore;
  readonly guard: Guard;
  readonly clock: Clock;
}

/** A telephone that receives codes by text (63B-4 section 3.1.3, out-of-band, public telephone network). */
export function createPhone({ store, guard, clock }: PhonePorts) {
  const send = createSendCode(store, clock);
  const spend = createSpendCode({ store, guard, clock });
  return {
    /** Texts a code to a number (E.164) that is to be bound. `throttled` carries `retry_after_ms`. */
    async enrol(
      sandbox: SandboxId,
      account: string,
      phone: string,
      by: PhoneChannel = 'sms',
    ): Promise<Result<undefined, PhoneSendRefusal>> {
      return E164.test(phone)
        ? send(sandbox, account, 'bind', phone, by)
        : refused('phone_invalid');
    },

    /** Binds the number that the code went to, in place of any other. */
    confirm: (sandbox: SandboxId, account: string, code: string) =>
      spend(sandbox, account, 'bind', code),

    /** Texts a code to the bound number. `throttled` carries `retry_after_ms`. */
    async sendCode(
      sandbox: SandboxId,
      account: string,
      by: PhoneChannel = 'sms',
    ): Promise<Result<{ readonly phone: string }, PhoneSendRefusal>> {
      const phone = await store.boundPhone(sandbox, account);
      if (phone === undefined) return refused('no_phone');
      const sent = await send(sandbox, account, 'sign_in', phone, by);
      return sent.ok ? ok({ phone }) : sent;
    },

    /** Checks and uses up a code that went to the bound number. */
    verify: (sandbox: SandboxId, account: string, code: string) =>
      spend(sandbox, account, 'sign_in', code),
  };
}

const createSpendCode =
  ({ store, guard, clock }: PhonePorts) =>
  (
    sandbox: SandboxId,
    account: string,
    purpose: PhonePurpose,
    code: string,
  ): Promise<Result<undefined, PhoneCodeRefusal>> =>
    guard(
      sandbox,
      { subject: { account }, kind: 'phone' },
      async () => {
        const digits = code.slice(0, 32).replace(/[\s-]/g, '');
        const outcome = await store.spendPhoneCode(
          sandbox,
          { account, purpose, code: digits, now: clock.now() },
          purpose === 'bind' ? [boundEvent(account, 'phone')] : [],
        );
        return outcome === 'spent' ? ok(undefined) : refused(`code_${outcome}` as const);
      },
      ['code_used', 'code_expired'],
    );
