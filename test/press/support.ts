import { fileURLToPath } from 'node:url';
import { createPress } from '../../src/press/index.js';

export const fixtures = fileURLToPath(new URL('../../fixtures', import.meta.url));

/** The press as the application makes it. */
export const press = createPress({ fixtures });

export function persona(id: string) {
  const found = press.personas.get(id);
  if (!found) throw new Error(`no persona ${id}`);
  return found;
}
