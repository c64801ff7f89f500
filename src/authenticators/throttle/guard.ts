import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../platform/clock.js';
import { SECOND } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import type { Result } from '../../platform/result.js';
import { refused } from '../../platform/result.js';
import type { ThrottleKey, ThrottleStore } from '../ports.js';
import { consequenceOf, TURN_RULES } from './consequence.js';

/** Lets `look` examine a guessed secret, in turn, and counts what comes of it. */
export type Guard = <T, R extends string>(
  sandbox: SandboxId,
  key: ThrottleKey,
  look: () => Promise<Result<T, R>>,
  /** Refusals that are no failures, such as a right code that was used before. */
  harmless?: readonly R[],
) => Promise<Result<T, R | 'throttled'>>;

/** How long a guess waits for its turn among parallel ones. */
const PATIENCE = 5 * SECOND;
const POLL = 20;

/**
 * The one gate before every secret. A guess takes its turn before it is looked at, so that parallel guesses cannot outrun
 * the count; a success forgets the failures. `throttled`: `retry_after_ms`, absent when only binding anew helps.
 */
export const createGuard =
  (store: ThrottleStore, clock: Clock): Guard =>
  async (sandbox, key, look, harmless = []) => {
    const patienceEnds = clock.now() + PATIENCE;
    for (;;) {
      const turn = await store.takeTurn(sandbox, key, TURN_RULES, clock.now());
      if (turn.outcome === 'taken') break;
      if (turn.outcome === 'locked')
        return refused(
          'throttled',
          turn.retryAfterMs === undefined ? undefined : { retry_after_ms: turn.retryAfterMs },
        );
      if (clock.now() >= patienceEnds) return refused('throttled', { retry_after_ms: SECOND });
      await pause(POLL);
    }
    try {
      const verdict = await look();
      if (verdict.ok) await store.succeed(sandbox, key);
      else if (harmless.includes(verdict.reason)) await store.release(sandbox, key);
      else
        await store.fail(sandbox, key, clock.now(), (failures) =>
          consequenceOf(key.subject, key.kind, failures),
        );
      return verdict;
    } catch (fault) {
      await store.release(sandbox, key);
      throw fault;
    }
  };
