import type { Exchange } from '../exchange.js';

/** Recognises one mistake. */
export interface Rule {
  readonly severity: 'error' | 'warning';
  /** The mistake in a few words, for lists. */
  readonly title: string;
  readonly spec: string;
  readonly fix: string;
  /** One sentence about this exchange; undefined when it is not this mistake. */
  readonly finds: (exchange: Exchange) => string | undefined;
}

/** Whether an exchange was refused with this error and, somewhere in what is known of it, these words. */
export const refusedFor = ({ refusal }: Exchange, error: string, words?: RegExp): boolean =>
  refusal?.error === error &&
  (words === undefined || words.test(`${refusal.description ?? ''} ${refusal.detail ?? ''}`));

/** Words, as a sentence names them. */
export const list = (words: readonly string[]): string =>
  words.map((word) => `"${word}"`).join(', ');

/** A table of rules that keeps its codes as names. */
export const rules = <Code extends string>(table: Record<Code, Rule>): Record<Code, Rule> => table;
