/**
 * Something that happened to an aggregate; written in the transaction that made it true. `data` goes to the audit stream
 * and never holds personal data. `private` goes only, sealed, to the after-effects (a mail's code, for instance).
 */
export interface DomainEvent {
  readonly type: string;
  readonly account?: string | undefined;
  readonly client?: string | undefined;
  readonly tag?: string | undefined;
  readonly data?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
  readonly private?: Readonly<Record<string, unknown>>;
}
