import type { Ask } from '../ask.js';
import type { Sandbox, SandboxRequest, Snapshot, SnapshotRequest } from '../types.js';
import { segment } from '../request.js';
import {
  kept,
  listed,
  made,
  pathOf,
  type Kept,
  type Listed,
  type Made,
  type Page,
  type Ref,
} from './resource.js';

/** Isolated universes in one server. */
export interface Sandboxes extends Listed<Sandbox>, Kept<Sandbox>, Made<Sandbox, SandboxRequest> {
  /** As it was when it was made. */
  reset(sandbox: Ref): Promise<Sandbox>;
  /** Keeps its state; answers the name of it. */
  snapshot(sandbox: Ref, wishes?: SnapshotRequest): Promise<{ readonly snapshot: string }>;
  /** The states that are kept, oldest first. */
  snapshots(sandbox: Ref): Promise<Snapshot[]>;
  /** Back to a state that was kept. */
  restore(sandbox: Ref, snapshot: string): Promise<void>;
  removeSnapshot(sandbox: Ref, snapshot: string): Promise<void>;
}

const PATH = '/sandboxes';

export const createSandboxes = (ask: Ask): Sandboxes => {
  const doing = <T>(sandbox: Ref, what: string, body?: object): Promise<T> =>
    ask({ method: 'POST', path: `${pathOf(PATH, sandbox)}/${what}`, body });
  return {
    ...listed(ask, PATH),
    ...kept(ask, PATH),
    ...made(ask, PATH),
    reset: (sandbox) => doing(sandbox, 'reset'),
    snapshot: (sandbox, wishes = {}) => doing(sandbox, 'snapshot', wishes),
    snapshots: async (sandbox) =>
      (await ask<Page<Snapshot>>({ method: 'GET', path: `${pathOf(PATH, sandbox)}/snapshots` }))
        .items,
    restore: (sandbox, snapshot) => doing(sandbox, 'restore', { snapshot }),
    removeSnapshot: (sandbox, snapshot) =>
      ask({
        method: 'DELETE',
        path: `${pathOf(PATH, sandbox)}/snapshots/${segment(snapshot)}`,
      }),
  };
};
