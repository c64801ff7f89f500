import type { Database } from './database.js';

const MOST = 2000;

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
    const kept = known.get(nameOf(asked));
    if (kept) return kept;
    const found = await read(...asked);
    if (found && before === commits())
      for (const each of [asked, ...alsoBy(found, ...asked)]) known.set(nameOf(each), found);
    return found;
  };
}

const nameOf = (asked: readonly string[]): string => asked.join('\0');
