import type { SandboxId } from '../platform/ids.js';
import { advance, timeIn, type AdvanceDeps } from './advance.js';
import type { SandboxStore } from './ports.js';

export interface SandboxesDeps extends AdvanceDeps {
  readonly store: SandboxStore;
}

export type Sandboxes = ReturnType<typeof createSandboxes>;

/** The verbs of sandboxes over their store. */
export function createSandboxes(deps: SandboxesDeps) {
  const { store } = deps;
  return {
    get: store.get,
    list: store.list,
    create: store.create,
    remove: store.remove,
    time: (sandbox: SandboxId) => timeIn(deps, sandbox),
    advance: (sandbox: SandboxId, by: number) => advance(deps, sandbox, by),
  };
}
