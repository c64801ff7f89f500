import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import { safeEqual, sha256 } from '../platform/secrets.js';
import type { Attempt, Held, Submission } from './attempt.js';
import { attemptEvent } from './attemptEvents.js';
import type { Begun, Seen, StepRefusal } from './begin.js';
import { begin, beginStep, submitForCheck } from './begin.js';
import type { Deps } from './deps.js';
import { arrive, mustMove, settle } from './settle.js';

export type CodeRefusal =
  StepRefusal | 'codes_exhausted' | 'code_not_sent' | 'code_expired' | 'code_wrong';

/** Bound to the attempt, so that equal codes of two attempts do not look alike. */
export const hashOf = ({ id }: Pick<Attempt, 'id'>, code: string): string =>
  sha256(`${id}:${code}`);

/** Whether all that is left is the code of a letter, to the address. */
export const awaitsLetter = ({ state }: Attempt): boolean => state === 'awaiting_confirmation';

/** Loads an attempt that can be sent a code or be given one: at the phone's step, or waiting for a letter after the decision. */
export async function beginCode(
  deps: Deps,
  sandbox: SandboxId,
  seen: Seen,
): Promise<Result<Begun, StepRefusal>> {
  const waiting = await deps.store.find(sandbox, seen.id);
  if (waiting?.state !== 'awaiting_confirmation') return openStep(deps, sandbox, seen);
  if (seen.version !== undefined && seen.version !== waiting.version) return refused('stale');
  const now = deps.clock.now();
  if (waiting.dueAt !== undefined && waiting.dueAt <= now) return refused('not_allowed');
  return ok({ attempt: { ...waiting, touchedAt: now }, events: [] });
}

/** Like any step, but what it holds (a code on its way) is not undone by being typed in. */
async function openStep(
  deps: Deps,
  sandbox: SandboxId,
  seen: Seen,
): Promise<Result<Begun, StepRefusal>> {
  const allowed = await beginStep(deps, sandbox, seen, 'phone_code');
  return allowed.ok ? begin(deps, sandbox, seen) : allowed;
}

/** The last wrong guess: a submission is used up, and with the last of those the attempt. */
async function burn(
  deps: Deps,
  sandbox: SandboxId,
  { attempt, events }: Begun,
): Promise<Result<Attempt, 'stale'>> {
  const now = deps.clock.now();
  const reasons = ['contact.confirmation_code_wrong'] as const;
  const submission: Submission = {
    ...{ step: 'phone_code', at: now, outcome: 'retry', reasons, decidedBy: 'records' },
    checks: [{ name: 'confirmation_code', result: 'retry', reason: reasons[0] }],
    timingsMs: {},
  };
  const held: Held = { ...attempt.held, code: undefined };
  const burnt = { ...attempt, held, submissions: [...attempt.submissions, submission] };
  if (burnt.state === 'awaiting_confirmation')
    return deps.store.save(sandbox, burnt, { events: [...events] });
  const processing = mustMove(burnt, 'submit', { step: 'phone_code' });
  const outcome = { kind: 'resubmission_required', step: 'phone_code', reasons } as const;
  const moved = settle(processing, submission, outcome, now, false);
  return deps.store.save(sandbox, moved.attempt, {
    ...moved,
    events: [...events, ...moved.events],
  });
}

/** A wrong guess is counted before it is answered; parallel guesses meet the version and are refused as stale. */
async function countGuess(
  deps: Deps,
  sandbox: SandboxId,
  begun: Begun,
): Promise<Result<Attempt, CodeRefusal>> {
  const { attempt, events } = begun;
  const { code } = attempt.held;
  if (!code) return refused('code_not_sent');
  const guesses = code.guesses + 1;
  const left = attempt.policy.guessesPerCode - guesses;
  if (left <= 0) return burn(deps, sandbox, begun);
  const held = { ...attempt.held, code: { ...code, guesses } };
  const refusal = attemptEvent(
    attempt,
    `proofing.${awaitsLetter(attempt) ? 'address' : 'phone'}_code_refused`,
    {
      guesses_left: left,
      idle_in_ms: attempt.policy.idleAfter,
    },
  );
  const change = { events: [...events, refusal] };
  const saved = await deps.store.save(sandbox, { ...attempt, held }, change);
  return saved.ok ? refused('code_wrong', { guesses_left: left }) : saved;
}

/** After the decision nothing is checked any more: the right code of a letter completes the evidence. */
async function verifyNow(
  deps: Deps,
  sandbox: SandboxId,
  { attempt }: Begun,
): Promise<Result<Attempt, 'stale'>> {
  const held: Held = { ...attempt.held, code: undefined };
  const moved = arrive(mustMove({ ...attempt, held }, 'verify'), deps.clock.now());
  return deps.store.save(sandbox, moved.attempt, moved);
}

const countsBesides = async (
  { acceptsCode }: Deps,
  sandbox: SandboxId,
  { applicant, held }: Attempt,
  digits: string,
): Promise<boolean> =>
  (await acceptsCode?.(sandbox, applicant.client, held.details?.phone ?? '', digits)) === true;

/**
 * Compares a typed code, of a text, a call or a letter. Right: the step goes into `processing` (call `runCheck` next), or the waiting attempt becomes
 * `verified`. Wrong: `code_wrong` with `guesses_left`, until the code is void and a submission is burned.
 */
export async function confirmCode(
  deps: Deps,
  sandbox: SandboxId,
  seen: Seen,
  typed: string,
): Promise<Result<Attempt, CodeRefusal>> {
  const begun = await beginCode(deps, sandbox, seen);
  if (!begun.ok) return begun;
  const { attempt } = begun.value;
  const { code } = attempt.held;
  if (!code) return refused('code_not_sent');
  if ((attempt.codeExpiresAt ?? 0) <= deps.clock.now()) return refused('code_expired');
  const digits = typed.slice(0, 32).replace(/[\s-]/g, '');
  const sent = safeEqual(hashOf(attempt, digits), code.hash);
  const byPhone = !awaitsLetter(attempt);
  if (!sent && !(byPhone && (await countsBesides(deps, sandbox, attempt, digits))))
    return countGuess(deps, sandbox, begun.value);
  if (!byPhone) return verifyNow(deps, sandbox, begun.value);
  if (sent) return submitForCheck(deps, sandbox, begun.value, 'phone_code');
  const held: Held = { ...attempt.held, code: { ...code, accepted: 'magic_value' } };
  const taken = { ...begun.value, attempt: { ...attempt, held } };
  return submitForCheck(deps, sandbox, taken, 'phone_code');
}
