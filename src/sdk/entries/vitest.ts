/** `standin/vitest`: adds the matchers to Vitest's `expect`, as one of `setupFiles` or by an import in a test. */
import { expect } from 'vitest';
import { matchers } from '../matchers/matchers.js';
import type { StandinMatchers } from '../matchers/matchers.js';

export { matchers };

expect.extend(matchers);

declare module 'vitest' {
  // oxlint-disable-next-line typescript/no-empty-object-type
  interface Matchers<T> extends StandinMatchers<T> {}
}
