import { assuranceOf, type Levels } from './assurance.js';

/** What `expect` is told. */
export interface Verdict {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Matchers for `expect.extend` of Jest, Vitest and Playwright. */
export const matchers = {
  /** Claims, a signed-in answer or an ID token state exactly these levels: `toHaveAssurance({ ial: 2 })`. */
  toHaveAssurance(received: unknown, wanted: Partial<Levels>): Verdict {
    const reached = assuranceOf(received);
    const names = Object.keys(wanted) as (keyof Levels)[];
    return {
      pass: reached !== undefined && names.every((name) => reached[name] === wanted[name]),
      message: () =>
        reached
          ? `expected ${textOf(wanted)}, and the levels stated are ${textOf(reached)}`
          : `expected ${textOf(wanted)}, and there is no acr, ial or aal in ${JSON.stringify(received)}`,
    };
  },

  /** A signed-in answer or an attempt gives this reason: `toHaveReason('document.expired')`. */
  toHaveReason(received: unknown, code: string): Verdict {
    const { reasons } = (received ?? {}) as { readonly reasons?: unknown };
    const given = Array.isArray(reasons) ? (reasons as unknown[]) : [];
    return {
      pass: given.includes(code),
      message: () =>
        `expected the reason ${code}, and the reasons are: ${given.join(', ') || 'none'}`,
    };
  },
};

const textOf = (levels: Partial<Levels>): string =>
  Object.entries(levels)
    .map(([name, level]) => `${name.toUpperCase()}${level}`)
    .join(' ');

/** What the matchers add to an assertion. */
export interface StandinMatchers<Result = void> {
  toHaveAssurance(levels: Partial<Levels>): Result;
  toHaveReason(code: string): Result;
}
