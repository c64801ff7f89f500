import type { Instant } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import type { FaultPlace } from './effect.js';
import type { Fault } from './fault.js';

/** Where faults are kept; whom they are for and what they do is sealed. */
export interface FaultStore {
  /** Refuses (`exists`) an id that is taken, and (`too_many`) more than `most` in a sandbox. */
  add(sandbox: SandboxId, fault: Fault, most: number): Promise<'added' | 'exists' | 'too_many'>;
  get(sandbox: SandboxId, id: string): Promise<Fault | undefined>;
  /** Newest first; `after` is an id. */
  list(
    sandbox: SandboxId,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<readonly Fault[]>;
  /** Every fault at a place, newest first. */
  atPlace(sandbox: SandboxId, at: FaultPlace): Promise<readonly Fault[]>;
  remove(sandbox: SandboxId, id: string): Promise<boolean>;
  /** Answers how many there were. */
  removeAll(sandbox: SandboxId): Promise<number>;
  /** Counts one use, once among all processes; false when it is used up or gone. */
  spend(sandbox: SandboxId, id: string, now: Instant): Promise<boolean>;
}
