import type { Clock } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { SandboxStore } from '../sandboxes/index.js';
import type { ChallengeSweep } from './passkeys.js';
import type { OidcModelStore } from './oidcModels.js';

export interface SweepParts {
  readonly sandboxes: Pick<SandboxStore, 'list' | 'removeExpired'>;
  readonly authenticators: ChallengeSweep;
  readonly models: Pick<OidcModelStore, 'deleteExpired'>;
  /** Forgets what a sandbox has more than enough of. */
  readonly prune: (sandbox: SandboxId) => Promise<void>;
  readonly clock: Clock;
}

/** Deletes what nobody can reach any more: expired sandboxes, and expired rows of the others. Harmless to run anywhere, anytime. */
export async function sweep({
  sandboxes,
  authenticators,
  models,
  prune,
  clock,
}: SweepParts): Promise<void> {
  await sandboxes.removeExpired();
  for (const { id } of await sandboxes.list()) {
    await models.deleteExpired(id, clock.now());
    await authenticators.deleteExpiredChallenges(id, clock.now());
    await prune(id);
  }
}
