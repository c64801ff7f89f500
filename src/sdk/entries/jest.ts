/** `standin/jest`: adds the matchers to Jest's `expect`, as one of `setupFilesAfterEnv` or by an import in a test. */
import { matchers } from '../matchers/matchers.js';
import type { StandinMatchers } from '../matchers/matchers.js';

export { matchers };

interface Extendable {
  readonly expect?: { extend(added: typeof matchers): void };
}

(globalThis as Extendable).expect?.extend(matchers);

declare global {
  // Jest's own types merge with these.
  // oxlint-disable-next-line typescript/no-namespace
  namespace jest {
    // oxlint-disable-next-line typescript/no-empty-object-type
    interface Matchers<R> extends StandinMatchers<R> {}
  }
}
