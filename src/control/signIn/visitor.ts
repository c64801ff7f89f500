import type { Account } from '../../accounts/index.js';

export type Agreement = 'allow' | 'deny' | { readonly attributes: readonly string[] };

/** Who signs in and what they would do if they sat before the pages. */
export interface Visitor {
  readonly account: Account;
  readonly agreement: Agreement;
  /** What one proves oneself with; undefined: does not prove anything. */
  readonly proof?: Proof | undefined;
}

/** A wear of one's picture, or a document in words in its place. */
export type Shown = string | Readonly<Record<string, unknown>>;

/** One's pictures, which are good unless said, and the code of a letter that has arrived. */
export interface Proof {
  readonly pictures: Readonly<Partial<Record<'front' | 'back' | 'selfie', Shown | undefined>>>;
  readonly letterCode?: string | undefined;
}
