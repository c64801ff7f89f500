/** `standin/jest/setup`: `globalSetup` of Jest and of Vitest, which calls what it answers at the end. */
import { setUp, tearDown } from '../jest/globalServer.js';
import type { StartOptions } from '../types.js';

interface Project {
  /** Jest's `globals` may hold options of the server under `standin`. */
  readonly globals?: { readonly standin?: StartOptions };
}

export default async (_config?: unknown, project?: Project): Promise<() => Promise<void>> => {
  await setUp(project?.globals?.standin);
  return tearDown;
};
