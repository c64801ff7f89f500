import type { SeedFault } from '../control/index.js';

export const SEED_REFUSED = 'SEED_REFUSED';

/** An error with every fault of the seed in its message, one a line; its code is SEED_REFUSED. */
export function seedRefused(faults: readonly SeedFault[]): Error {
  const lines = faults.map(({ path, message }) => `${path} ${message}`);
  const message = `the configuration file asks for what cannot be made:\n${lines.join('\n')}`;
  return Object.assign(new Error(message), { code: SEED_REFUSED });
}
