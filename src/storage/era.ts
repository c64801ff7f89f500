import { AsyncLocalStorage } from 'node:async_hooks';
import type { SandboxId } from '../platform/ids.js';

interface Era {
  readonly sandbox: SandboxId;
  readonly era: number;
}

const current = new AsyncLocalStorage<Era>();

/**
 * Runs what was begun in one era of a sandbox: from its making, or the last reset, restore or import, to the next. What such
 * work writes later, with events or as an artifact of the protocol, is refused once the era has ended, so that nothing of
 * before shows up after.
 */
export const inEra = <T>(sandbox: SandboxId, era: number, work: () => T): T =>
  current.run({ sandbox, era }, work);

/** Runs what belongs to no era: what the server does by itself. */
export const outsideEras = <T>(work: () => T): T => current.exit(work);

/** The era in which the work at hand was begun; undefined when it was begun outside of any. */
export function eraOf(sandbox: SandboxId): number | undefined {
  const known = current.getStore();
  return known?.sandbox === sandbox ? known.era : undefined;
}

/** The `code` of the refusal that a sandbox was reset, restored or deleted while something was done in it. */
export const SANDBOX_CHANGED = 'SANDBOX_CHANGED';

/** Told to people as it is: nobody made a mistake. The message is the key of the public text. */
export const sandboxChanged = (): Error =>
  Object.assign(new Error('sandbox_changed'), { code: SANDBOX_CHANGED, status: 409, expose: true });
