import type { SandboxId } from '../platform/ids.js';

/** What one request knows of its sandbox. */
export interface SandboxPlace {
  readonly id: SandboxId;
  /** Counts changes of clients and keys: a provider's are fixed when it is made. */
  readonly revision: number;
  /** Public address without trailing slash. */
  readonly base: string;
  readonly prefix: string;
  /** Whether faults on the wire are asked for in it. */
  readonly faulty: boolean;
}
