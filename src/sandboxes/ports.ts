import type { Instant } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { NewSandbox, Sandbox } from './sandbox.js';

/** How many rows of each table a jump in time has moved. */
export type AgedRows = Readonly<Record<string, number>>;

export interface SandboxStore {
  get(id: SandboxId): Promise<Sandbox | undefined>;
  /** All of them, oldest first. */
  list(): Promise<Sandbox[]>;
  /** Answers false, and changes nothing, when the id is taken. */
  create(sandbox: NewSandbox): Promise<boolean>;
  /** Deletes a sandbox with every row in it; false when there is none. The default sandbox cannot be removed. */
  remove(id: SandboxId): Promise<boolean>;
  /** Removes what has expired by now and answers whose rows are gone. */
  removeExpired(): Promise<SandboxId[]>;
  /**
   * Moves every instant of a sandbox `by` ms into the past, those inside sealed protocol artifacts too, and adds it to
   * `agedBy`: one transaction. Undefined, and nothing is moved, when `agedBy` would exceed `most` or the sandbox is gone.
   */
  age(
    id: SandboxId,
    by: number,
    limits: { readonly most: number; readonly now: Instant },
  ): Promise<AgedRows | undefined>;
}
