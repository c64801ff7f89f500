import { createCarried } from '../platform/carried.js';
import type { SandboxId } from '../platform/ids.js';

interface Era {
  readonly sandbox: SandboxId;
  readonly era: number;
}

const era = createCarried<Era>();

/**
 * Runs what was begun in one era of a sandbox: from its making, or the last reset, restore or import, to the next. What such
 * work writes later, with events or as an artifact of the protocol, is refused once the era has ended, so that nothing of
 * before shows up after.
 */
export const inEra = <T>(sandbox: SandboxId, since: number, work: () => T): T =>
  era.carry({ sandbox, era: since }, work);

/** Runs what belongs to no era: what the server does by itself. */
export const outsideEras = <T>(work: () => T): T => era.carry(undefined, work);

/** The era in which the work at hand was begun; undefined when it was begun outside of any. */
export function eraOf(sandbox: SandboxId): number | undefined {
  const known = era.current();
  return known?.sandbox === sandbox ? known.era : undefined;
}

/** The `code` of the refusal that a sandbox was reset, restored or deleted while something was done in it. */
export const SANDBOX_CHANGED = 'SANDBOX_CHANGED';

/** Told to people as it is: nobody made a mistake. The message is the key of the public text. */
export const sandboxChanged = (): Error =>
  Object.assign(new Error('sandbox_changed'), { code: SANDBOX_CHANGED, status: 409, expose: true });
