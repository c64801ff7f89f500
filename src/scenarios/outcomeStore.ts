import type { Instant } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { Outcome, ScriptStep, Spender, Use } from './outcome.js';

export interface NewUse extends Spender {
  readonly at: Instant;
  /** Which submission of the attempt; the same use is answered when it comes again. */
  readonly submission?: number | undefined;
}

/** Where scripts are kept; whom they match and what they say is sealed. */
export interface OutcomeStore {
  /** Refuses (false) an id that is taken. */
  add(sandbox: SandboxId, outcome: Outcome): Promise<boolean>;
  get(sandbox: SandboxId, id: string): Promise<Outcome | undefined>;
  /** Newest first; `after` is an id. */
  list(
    sandbox: SandboxId,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<readonly Outcome[]>;
  /** Every script for a step, newest first. */
  ofStep(sandbox: SandboxId, step: ScriptStep): Promise<readonly Outcome[]>;
  remove(sandbox: SandboxId, id: string): Promise<boolean>;
  /** Answers how many there were. */
  removeAll(sandbox: SandboxId): Promise<number>;
  /**
   * Spends the next entry and answers its number, counted once among all processes; undefined when the script is used
   * up and leaves the rest to the real thing, or is gone.
   */
  spend(sandbox: SandboxId, id: string, use: NewUse): Promise<number | undefined>;
  uses(sandbox: SandboxId, id: string): Promise<readonly Use[]>;
}
