import type { Instant } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { NewSandbox, Sandbox, Snapshot } from './sandbox.js';

/** How many rows of each table a jump in time has moved. */
export type AgedRows = Readonly<Record<string, number>>;

export interface SandboxStore {
  get(id: SandboxId): Promise<Sandbox | undefined>;
  /** All of them, oldest first. */
  list(): Promise<Sandbox[]>;
  /** Makes one, with what was set up in `copiedFrom`, or changes nothing. */
  create(sandbox: NewSandbox): Promise<'created' | 'taken' | 'nothing_to_copy'>;
  /** Deletes a sandbox with every row in it; false when there is none. The default sandbox cannot be removed. */
  remove(id: SandboxId): Promise<boolean>;
  /** Removes what has expired by now, or this one if it has, and answers whose rows are gone. */
  removeExpired(id?: SandboxId): Promise<SandboxId[]>;
  /** Leaves nothing in a sandbox but what the server keeps for it, in its own time again; false when there is none. */
  reset(id: SandboxId): Promise<boolean>;
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

export type SnapshotRefusal = 'exists' | 'too_many' | 'too_large' | 'no_sandbox';

export interface SnapshotStore {
  /** Of one sandbox, oldest first. */
  list(sandbox: SandboxId): Promise<Snapshot[]>;
  /** Keeps everything that is in a sandbox at one moment. */
  take(
    sandbox: SandboxId,
    id: string,
    limits: { readonly most: number; readonly mostBytes: number },
  ): Promise<'taken' | SnapshotRefusal>;
  /** Makes the sandbox what it was, its time included; false when there is no such snapshot. */
  restore(sandbox: SandboxId, id: string): Promise<boolean>;
  remove(sandbox: SandboxId, id: string): Promise<boolean>;
}

/** A whole sandbox in clear: rows by table, what is sealed at rest opened. */
export interface SandboxDocument {
  /** Fingerprint of the deployment key under which it was read; some digests are worth something under that key only. */
  readonly key: string;
  readonly agedBy: number;
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

/** What is wrong with a document: JSON Pointer (RFC 6901), why, and what would be right. */
export interface DocumentFault {
  readonly path: string;
  readonly message: string;
  readonly known?: readonly string[];
}

export type DocumentWritten =
  /** `leftOut`: how many rows of each table are worth nothing under the key of this deployment. */
  | { readonly ok: true; readonly leftOut: Readonly<Record<string, number>> }
  | { readonly ok: false; readonly faults: readonly DocumentFault[] };

export interface DocumentStore {
  read(sandbox: SandboxId): Promise<SandboxDocument | undefined>;
  /** In place of everything that is there, in one transaction. */
  write(sandbox: SandboxId, document: SandboxDocument): Promise<DocumentWritten>;
}
