import type { Ask } from '../ask.js';
import type { Imported, SandboxDocument } from '../types.js';

/** The sandbox as a whole. */
export interface Whole {
  /** Everything in it as one document, secrets included. */
  export(): Promise<SandboxDocument>;
  /** Makes it what a document says; what it had is gone. Answers how many rows there are, and how many are of no use here. */
  import(document: SandboxDocument): Promise<Imported>;
}

const PATIENCE_MS = 120_000;

export const createWhole = (ask: Ask): Whole => ({
  export: () => ask({ method: 'GET', path: '/export', timeoutMs: PATIENCE_MS }),
  import: (body) => ask({ method: 'POST', path: '/import', body, timeoutMs: PATIENCE_MS }),
});
