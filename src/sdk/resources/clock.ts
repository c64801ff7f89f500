import type { Ask } from '../ask.js';
import type { Advanced, Clock } from '../types.js';

/** Time in the sandbox, which moves on by ageing what is stored. */
export interface SandboxClock {
  get(): Promise<Clock>;
  /** Moves on by an ISO 8601 duration, or `13h`, `30d`; what falls due has run when it answers. */
  advance(by: string): Promise<Advanced>;
}

export const createClock = (ask: Ask): SandboxClock => ({
  get: () => ask({ method: 'GET', path: '/clock' }),
  advance: (by) => ask({ method: 'POST', path: '/clock/advance', body: { by } }),
});
