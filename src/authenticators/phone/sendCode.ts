import type { Clock } from '../../platform/clock.js';
import { HOUR, MINUTE, SECOND } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import { shortCode } from '../../platform/secrets.js';
import type { PhonePurpose, PhoneStore, SendingLimits } from '../ports.js';

/** 63B-4 section 3.1.3: an out-of-band code counts once, for ten minutes. */
const CODE_LIFETIME = 10 * MINUTE;
const SENDING: SendingLimits = { free: 2, wait: 30 * SECOND, most: 10, window: HOUR };

/** How a code reaches a phone: as a text message, or read out by a call. */
export type PhoneChannel = 'sms' | 'voice';

/** Draws a code and has it texted, or read out; the code leaves in the event's `private` part alone. */
export const createSendCode =
  (store: PhoneStore, clock: Clock) =>
  async (
    sandbox: SandboxId,
    account: string,
    purpose: PhonePurpose,
    phone: string,
    by: PhoneChannel,
  ): Promise<Result<undefined, 'throttled'>> => {
    const sentAt = clock.now();
    const code = shortCode();
    const written = await store.writePhoneCode(
      sandbox,
      { account, purpose, phone, code, sentAt, expiresAt: sentAt + CODE_LIFETIME },
      SENDING,
      [
        {
          type: 'authenticator.code_requested',
          account,
          data: { kind: 'phone', purpose, by },
          private: { phone, code },
        },
      ],
    );
    return written === 'written'
      ? ok(undefined)
      : refused('throttled', { retry_after_ms: written.retryAfterMs });
  };
