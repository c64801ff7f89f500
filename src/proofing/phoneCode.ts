import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { refused } from '../platform/result.js';
import { shortCode } from '../platform/secrets.js';
import type { Attempt } from './attempt.js';
import { attemptEvent } from './attemptEvents.js';
import type { Seen } from './begin.js';
import { awaitsLetter, beginCode, hashOf, type CodeRefusal } from './confirmCode.js';
import type { Deps } from './deps.js';

/**
 * Makes a six-digit code for the claimed phone, ten minutes good (63A section 3.8), and asks for its delivery by the
 * event `proofing.phone_code_requested`, whose private part is `{ phone, code }`. A new code voids the one before.
 */
export async function sendPhoneCode(
  deps: Deps,
  sandbox: SandboxId,
  seen: Seen,
  by: 'sms' | 'voice' = 'sms',
): Promise<Result<Attempt, CodeRefusal>> {
  const begun = await beginCode(deps, sandbox, seen);
  if (!begun.ok) return begun;
  const { attempt, events } = begun.value;
  const { policy, held } = attempt;
  const phone = held.details?.phone;
  if (!phone || awaitsLetter(attempt)) return refused('step_not_open');
  const sent = held.codesSent ?? 0;
  if (sent >= policy.codesPerAttempt) return refused('codes_exhausted');
  const code = shortCode(6);
  const expiresAt = deps.clock.now() + policy.codeLifetime;
  const coded: Attempt = {
    ...attempt,
    codeExpiresAt: expiresAt,
    held: {
      ...{ ...held, reviewed: undefined, decision: undefined, phone: undefined },
      ...{ code: { hash: hashOf(attempt, code), guesses: 0 }, codesSent: sent + 1 },
    },
  };
  const request = {
    ...attemptEvent(attempt, 'proofing.phone_code_requested', {
      by,
      idle_in_ms: policy.idleAfter,
    }),
    private: { phone, code },
  };
  return deps.store.save(sandbox, coded, { events: [...events, request] });
}
