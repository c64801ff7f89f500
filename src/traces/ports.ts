import type { SandboxId } from '../platform/ids.js';
import type { Exchange } from './exchange.js';

/** Keeps exchanges, sealed: the newest of each sandbox. */
export interface TraceStore {
  addAll(sandbox: SandboxId, exchanges: readonly Exchange[]): Promise<void>;
  get(sandbox: SandboxId, id: string): Promise<Exchange | undefined>;
  /** Newest first. */
  list(sandbox: SandboxId, limit: number): Promise<readonly Exchange[]>;
}
