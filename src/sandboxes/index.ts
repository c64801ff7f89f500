/**
 * sandboxes: isolated universes in one server, and the time in each.
 * Owns: what a sandbox is, making and ending one, and letting time pass in it.
 * Does not own: which rows and columns there are and how they are moved (storage), where a sandbox is found in a URL (app),
 * durations on the wire (control).
 */
export type { Time } from './advance.js';
export { createSandboxes, type Sandboxes } from './createSandboxes.js';
export type { AgedRows, SandboxStore } from './ports.js';
export { FURTHEST_AHEAD, type NewSandbox, type Sandbox } from './sandbox.js';
