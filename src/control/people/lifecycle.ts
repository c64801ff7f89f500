import type { Account, Accounts } from '../../accounts/index.js';
import type { Authenticators } from '../../authenticators/index.js';
import type { Clock } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import type { Proofing } from '../../proofing/index.js';
import type { PersonStore } from './person.js';

/** What can happen to a person and is built. */
export const LIFECYCLE_EVENTS = [
  'suspend',
  'restore',
  'close',
  'unlock',
  'revoke_verification',
  'lapse_verification',
] as const;
export type LifecycleEvent = (typeof LIFECYCLE_EVENTS)[number];

export interface LifecycleDeps {
  readonly accounts: Accounts;
  readonly authenticators: Pick<Authenticators, 'unblock'>;
  readonly proofing: Proofing;
  readonly store: Pick<PersonStore, 'endVerification'>;
  readonly clock: Clock;
}

type Happened = Result<undefined, 'wrong_state'>;

/** Lets something happen to a person; `wrong_state` where it cannot. */
export const createLifecycle =
  (deps: LifecycleDeps) =>
  async (
    sandbox: SandboxId,
    account: Account,
    event: LifecycleEvent,
    attempt: string | undefined,
  ): Promise<Happened> => {
    switch (event) {
      case 'suspend':
      case 'restore':
      case 'close': {
        const moved = await deps.accounts[event](sandbox, account.id);
        return moved.ok ? ok(undefined) : refused('wrong_state');
      }
      case 'unlock':
        await deps.authenticators.unblock(sandbox, account.id);
        return ok(undefined);
      case 'revoke_verification':
        return end(deps, sandbox, account, 'revoke', attempt);
      case 'lapse_verification':
        return end(deps, sandbox, account, 'lapse', attempt);
    }
  };

/** A verification that an attempt led to ends with that attempt; one that came with the person ends by itself. */
async function end(
  { proofing, store, clock }: LifecycleDeps,
  sandbox: SandboxId,
  { id, tag }: Account,
  how: 'revoke' | 'lapse',
  attempt: string | undefined,
): Promise<Happened> {
  if (attempt !== undefined && (await proofing.attempts.find(sandbox, attempt))) {
    const ended = await proofing.endVerification(sandbox, attempt, how);
    return ended.ok ? ok(undefined) : refused('wrong_state');
  }
  const state = how === 'revoke' ? 'revoked' : 'lapsed';
  const event = { type: `verification.${state}`, account: id, tag };
  const ended = await store.endVerification(sandbox, id, state, clock.now(), [event]);
  return ended ? ok(undefined) : refused('wrong_state');
}
