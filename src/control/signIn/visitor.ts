import type { Account } from '../../accounts/index.js';

export type Agreement = 'allow' | 'deny' | { readonly attributes: readonly string[] };

/** Who signs in and what they would do if they sat before the pages. */
export interface Visitor {
  readonly account: Account;
  readonly agreement: Agreement;
  /** Pictures to prove oneself with; undefined: does not prove anything. */
  readonly proof?:
    Readonly<Partial<Record<'front' | 'back' | 'selfie', string | undefined>>> | undefined;
}
