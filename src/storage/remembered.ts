import type { Database } from './database.js';

const MOST = 2000;

/**
 * Answers of `read` by its arguments, asked again only after a change of the tables that it reads: where nobody else can change
 * one (SQLite). On PostgreSQL every call is a read. "Nothing" is never remembered.
 */
export function remembered<A extends readonly string[], T extends object | undefined>(
  db: Pick<Database, 'commitsTo'>,
  tables: readonly string[],
  read: (...asked: A) => Promise<T>,
): (...asked: A) => Promise<T> {
  if (db.commitsTo('') === undefined) return read;
  // Each count only grows, and so does their sum.
  const commits = () => tables.reduce((sum, table) => sum + (db.commitsTo(table) ?? 0), 0);
  const known = new Map<string, T>();
  let asOf = -1;
  return async (...asked) => {
    const before = commits();
    if (before !== asOf || known.size >= MOST) known.clear();
    asOf = before;
    const key = asked.join('\0');
    const found = known.get(key) ?? (await read(...asked));
    if (found && before === commits()) known.set(key, found);
    return found;
  };
}
