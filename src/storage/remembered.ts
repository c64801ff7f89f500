import type { Database } from './database.js';

const MOST = 2000;

/** A read whose answers are remembered. */
export interface Remembered<A extends readonly string[], T> {
  (...asked: A): Promise<T>;
  /** What is remembered; nothing is read. */
  kept(...asked: A): NonNullable<T> | undefined;
  /** To be told in the very moment in which a new row is committed, so that nobody has to read what was just written. */
  know(value: NonNullable<T>, ...asked: A): void;
}

/**
 * Answers of `read` by its arguments, asked again only after a change of the tables that it reads: where nobody else can change
 * one (SQLite). On PostgreSQL every call is a read. "Nothing" is never remembered. `alsoBy` tells by what else an answer may be
 * asked for.
 */
export function remembered<A extends readonly string[], T extends object | undefined>(
  db: Pick<Database, 'commitsTo'>,
  tables: readonly string[],
  read: (...asked: A) => Promise<T>,
  alsoBy: (found: NonNullable<NoInfer<T>>, ...asked: A) => readonly A[] = () => [],
): Remembered<A, T> {
  if (db.commitsTo('') === undefined)
    return Object.assign(read, { kept: () => undefined, know: () => undefined });
  // Each count only grows, and so does their sum.
  const commits = () => tables.reduce((sum, table) => sum + (db.commitsTo(table) ?? 0), 0);
  const known = new Map<string, NonNullable<T>>();
  let asOf = -1;
  const current = () => {
    const now = commits();
    if (now !== asOf || known.size >= MOST) known.clear();
    asOf = now;
    return known;
  };
  const kept = (...asked: A) => current().get(nameOf(asked));
  const know = (value: NonNullable<T>, ...asked: A) => {
    const now = current();
    for (const each of [asked, ...alsoBy(value, ...asked)]) now.set(nameOf(each), value);
  };
  const find = async (...asked: A): Promise<T> => {
    const found = kept(...asked);
    if (found) return found;
    const before = asOf;
    const answer = await read(...asked);
    // What somebody told meanwhile is newer than what was read.
    if (answer && before === commits() && !kept(...asked)) know(answer, ...asked);
    return answer;
  };
  return Object.assign(find, { kept, know });
}

const nameOf = (asked: readonly string[]): string => asked.join('\0');
