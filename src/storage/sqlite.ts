import type Libsql from 'libsql';
import type { Database, SqlValue } from './database.js';
import { checkParams, statementOf } from './statements.js';
import { createTransactions } from './transaction.js';

export interface SqliteOptions {
  /** The database file; made when it is missing. */
  readonly file: string;
  /** Whether a commit must survive the death of the machine's power, too, or only that of the process; OFF for throw-aways. */
  readonly synchronous?: 'NORMAL' | 'OFF';
}

/**
 * Opens the embedded engine: one connection that writes, one that only reads (it sees what is committed while a
 * transaction is open). The driver is synchronous, so writers queue in the process and none ever waits for a file lock.
 */
export async function openSqlite({
  file,
  synchronous = 'NORMAL',
}: SqliteOptions): Promise<Database> {
  const { default: Driver } = await import('libsql');
  const writer = new Driver(file);
  for (const pragma of [
    'journal_mode = WAL',
    `synchronous = ${synchronous}`,
    'busy_timeout = 5000',
  ])
    writer.exec(`PRAGMA ${pragma}`);
  const reader = new Driver(file);
  for (const pragma of ['query_only = ON', 'busy_timeout = 5000']) reader.exec(`PRAGMA ${pragma}`);

  const write = createConnection(writer);
  const read = createConnection(reader);
  const inTurn = createQueue();
  const transactions = createTransactions();
  const commits = new Map<string, number>();
  const committed = (tables: Iterable<string>): void => {
    for (const table of tables) commits.set(table, (commits.get(table) ?? 0) + 1);
  };
  return {
    engine: 'sqlite',
    async query<R>(sql: string, params: readonly SqlValue[] = []): Promise<R[]> {
      transactions.assertOutside();
      if (statementOf(sql).reads) return read<R>(sql, params);
      return inTurn(async () => {
        const rows = write<R>(sql, params);
        committed(tablesWrittenBy(sql));
        return rows;
      });
    },
    async transaction(fn) {
      transactions.assertOutside();
      return inTurn(() => {
        const written = new Set<string>();
        const run = async <R>(sql: string, params: readonly SqlValue[]) => {
          const rows = write<R>(sql, params);
          for (const table of tablesWrittenBy(sql)) written.add(table);
          if (sql === 'COMMIT') committed(written);
          return rows;
        };
        return transactions.run(run, 'BEGIN IMMEDIATE', fn);
      });
    },
    commitsTo: (table) => commits.get(table) ?? 0,
    close: () =>
      inTurn(async () => {
        reader.close();
        writer.close();
      }),
  };
}

const tablesWrittenBy = (sql: string): readonly string[] => {
  const { writes } = statementOf(sql);
  return writes === undefined ? [] : [writes];
};

/** One at a time, in the order of calling. */
function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

function createConnection(connection: Libsql.Database) {
  const prepared = new Map<string, Libsql.Statement>();
  const prepare = (text: string): Libsql.Statement => {
    if (prepared.size >= 2000) prepared.clear();
    const statement = connection.prepare(text);
    prepared.set(text, statement);
    return statement;
  };
  return <R>(sql: string, params: readonly SqlValue[]): R[] => {
    const statement = statementOf(sql);
    checkParams(statement, params);
    const ready = prepared.get(statement.numbered) ?? prepare(statement.numbered);
    const rows = ready.all(params.map(bindable)) as Record<string, unknown>[];
    for (const row of rows) readable(row);
    return rows as R[];
  };
}

/** libsql binds a Number as REAL: 5 would come back from a TEXT column as '5.0'. */
const bindable = (value: SqlValue) => (typeof value === 'number' ? BigInt(value) : value);

/** Turns a row of the driver into a Row, in place. */
function readable(row: Record<string, unknown>): void {
  for (const column in row) {
    const value = row[column];
    if (typeof value === 'number') {
      if (Number.isInteger(value) && !Number.isSafeInteger(value))
        throw new RangeError(`column ${column} holds an integer above 2^53`);
    } else if (typeof value === 'object' && value !== null) {
      row[column] = Buffer.from(value as ArrayBuffer);
    }
  }
}
