import type { App } from '../../app.js';

export const SEED_REFUSED = 'SEED_REFUSED';

/** Makes what the configuration file asks for. Throws SEED_REFUSED with every fault when something of it was refused. */
export async function seed(app: App): Promise<void> {
  const faults = await app.seed();
  if (faults.length === 0) return;
  const lines = faults.map(({ path, message }) => `${path} ${message}`);
  const message = `the configuration file asks for what cannot be made:\n${lines.join('\n')}`;
  throw Object.assign(new Error(message), { code: SEED_REFUSED });
}
