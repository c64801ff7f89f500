/**
 * An expected outcome of a use case. Refusals are returned, never thrown: `reason` is a member of a closed union and is
 * the key of the public text that explains it. What is thrown is a bug or an outage.
 */
export type Result<T, R extends string> = Ok<T> | Refused<R>;

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Refused<R extends string> {
  readonly ok: false;
  readonly reason: R;
  /** Facts the message needs, such as a waiting time in ms. Never personal data, never a secret. */
  readonly details?: Readonly<Record<string, string | number>>;
}

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });

export const refused = <R extends string>(
  reason: R,
  details?: Readonly<Record<string, string | number>>,
): Refused<R> => (details ? { ok: false, reason, details } : { ok: false, reason });
