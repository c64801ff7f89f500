/**
 * sandboxes: isolated universes in one server, and the time in each.
 * Owns: what a sandbox is; making, copying, resetting and ending one; snapshots and documents; letting time pass in it.
 * Does not own: which rows and columns there are and how they are moved (storage), where a sandbox is found in a URL (app),
 * durations on the wire (control).
 */
export type { Time } from './advance.js';
export { createSandboxes, type Sandboxes, type SandboxesDeps } from './createSandboxes.js';
export type {
  AgedRows,
  DocumentFault,
  DocumentStore,
  SandboxDocument,
  SandboxStore,
  SnapshotStore,
} from './ports.js';
export {
  FURTHEST_AHEAD,
  hasExpired,
  type NewSandbox,
  type Sandbox,
  type Snapshot,
} from './sandbox.js';
