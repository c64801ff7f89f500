import type Libsql from 'libsql';
import type { Database, SqlValue } from './database.js';
import { checkParams, statementOf } from './statements.js';
import { createTransactions } from './transaction.js';

/**
 * Opens the embedded engine on a file, which is made when it is missing, or without one on a database that goes with the process:
 * kept in memory, and of what does not fit there in a file without a name. One connection does everything. The driver is
 * synchronous, so writers queue in the process, and who reads while a transaction is open waits for its end.
 */
export async function openSqlite({
  file = NOWHERE,
}: {
  readonly file?: string;
}): Promise<Database> {
  const { default: Driver } = await import('libsql');
  const connection = new Driver(file);
  for (const pragma of [
    `journal_mode = ${file === NOWHERE ? 'MEMORY' : 'WAL'}`, // for a rollback there must be one
    'synchronous = NORMAL', // a commit survives the death of the process, if not always that of the machine's power
    'busy_timeout = 5000',
    'cache_size = -16000', // KiB, as far as there are pages; with the driver's 2000 sessions and tokens were read over and over
  ])
    connection.exec(`PRAGMA ${pragma}`);

  const run = createRunner(connection);
  const turns = createQueue();
  const transactions = createTransactions();
  const commits = new Map<string, number>();
  const committed = (tables: Iterable<string>): void => {
    for (const table of tables) commits.set(table, (commits.get(table) ?? 0) + 1);
  };
  return {
    engine: 'sqlite',
    async query<R>(sql: string, params: readonly SqlValue[] = []): Promise<R[]> {
      transactions.assertOutside();
      const work = () => {
        const rows = run<R>(sql, params);
        committed(tablesWrittenBy(sql));
        return rows;
      };
      return turns.idle() ? work() : turns.take(work);
    },
    async transaction(fn) {
      transactions.assertOutside();
      return turns.take(() => {
        const written = new Set<string>();
        const runIn = async <R>(sql: string, params: readonly SqlValue[]) => {
          const rows = run<R>(sql, params);
          for (const table of tablesWrittenBy(sql)) written.add(table);
          if (sql === 'COMMIT') committed(written);
          return rows;
        };
        return transactions.run(runIn, 'BEGIN IMMEDIATE', fn);
      });
    },
    commitsTo: (table) => commits.get(table) ?? 0,
    close: () => turns.take(() => void connection.close()),
  };
}

/** SQLite's name for a temporary database: https://sqlite.org/inmemorydb.html section 3. */
const NOWHERE = '';

const tablesWrittenBy = (sql: string): readonly string[] => {
  const { writes } = statementOf(sql);
  return writes === undefined ? [] : [writes];
};

/** One at a time, in the order of calling; at once when nobody is before it. */
function createQueue() {
  let last: Promise<unknown> | undefined;
  return {
    idle: () => last === undefined,
    async take<T>(work: () => T | Promise<T>): Promise<T> {
      const before = last;
      const mine = before ? before.then(work) : work();
      if (!(mine instanceof Promise)) return mine;
      const done = mine
        .catch(() => undefined)
        .then(() => {
          if (last === done) last = undefined;
        });
      last = done;
      return mine;
    },
  };
}

interface Prepared {
  readonly statement: Libsql.Statement;
  /** What its rows are made of; without columns there are none. */
  readonly columns: readonly string[];
}

function createRunner(connection: Libsql.Database) {
  const prepared = new Map<string, Prepared>();
  const prepare = (text: string): Prepared => {
    if (prepared.size >= 2000) prepared.clear();
    const statement = connection.prepare(text);
    const columns = statement.columns().map(({ name }) => name);
    // Rows as arrays: the driver would make each column's name anew for each row.
    const made = { statement: columns.length > 0 ? statement.raw() : statement, columns };
    prepared.set(text, made);
    return made;
  };
  return <R>(sql: string, params: readonly SqlValue[]): R[] => {
    const statement = statementOf(sql);
    checkParams(statement, params);
    const ready = prepared.get(statement.numbered) ?? prepare(statement.numbered);
    const values = params.map(bindable);
    if (ready.columns.length === 0) {
      ready.statement.run(values);
      return [];
    }
    const rows = ready.statement.all(values) as unknown[][];
    return rows.map((row) => toRow(ready.columns, row)) as R[];
  };
}

/** libsql binds a Number as REAL: 5 would come back from a TEXT column as '5.0'. */
const bindable = (value: SqlValue) => (typeof value === 'number' ? BigInt(value) : value);

function toRow(columns: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i] as string;
    row[column] = readable(column, values[i]);
  }
  return row;
}

function readable(column: string, value: unknown): unknown {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new RangeError(`column ${column} holds an integer above 2^53`);
  return typeof value === 'object' && value !== null ? Buffer.from(value as ArrayBuffer) : value;
}
