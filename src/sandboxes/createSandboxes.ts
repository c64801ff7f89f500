import { DEFAULT_SANDBOX, type SandboxId } from '../platform/ids.js';
import { advance, timeIn, type AdvanceDeps } from './advance.js';
import { createSandbox, type SandboxWish } from './create.js';
import type { DocumentStore, SandboxStore, SnapshotStore } from './ports.js';
import { takeSnapshot } from './snapshots.js';

export interface SandboxesDeps extends AdvanceDeps {
  readonly store: SandboxStore;
  readonly snapshots: SnapshotStore;
  readonly documents: DocumentStore;
  /** Puts back what comes with the server: the default sandbox's bundled partner and what its configuration asks for. */
  readonly furnish: (sandbox: SandboxId) => Promise<void>;
}

export type Sandboxes = ReturnType<typeof createSandboxes>;

/** The verbs of sandboxes over their stores. */
export function createSandboxes(deps: SandboxesDeps) {
  const { store, snapshots, documents } = deps;
  return {
    get: store.get,
    list: store.list,
    create: (wish: SandboxWish) => createSandbox(deps, wish),
    /** False when there is none, or it is the default one, which stays. */
    remove: async (sandbox: SandboxId): Promise<boolean> =>
      sandbox !== DEFAULT_SANDBOX && (await store.remove(sandbox)),
    /** Makes a sandbox what it was when it was new and empty; its snapshots stay. False when there is none. */
    async reset(sandbox: SandboxId): Promise<boolean> {
      if (!(await store.reset(sandbox))) return false;
      if (sandbox === DEFAULT_SANDBOX) await deps.furnish(sandbox);
      return true;
    },
    snapshots: {
      list: snapshots.list,
      take: (sandbox: SandboxId, id?: string) => takeSnapshot(snapshots, sandbox, id),
      restore: snapshots.restore,
      remove: snapshots.remove,
    },
    /** Everything in a sandbox, in clear, secrets included; undefined when there is none. */
    read: documents.read,
    /** Makes a sandbox what a document says, wholly or not at all. */
    write: documents.write,
    time: (sandbox: SandboxId) => timeIn(deps, sandbox),
    advance: (sandbox: SandboxId, by: number) => advance(deps, sandbox, by),
  };
}
