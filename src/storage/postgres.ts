import type { CustomTypesConfig, PoolClient } from 'pg';
import type { Database, SqlValue } from './database.js';
import { checkParams, statementOf } from './statements.js';
import { createTransactions, type Run } from './transaction.js';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** Connections kept by this process at most. */
  readonly connections?: number;
}

/** Opens PostgreSQL (15 or later) by a pool of connections; throws when the server cannot be reached. */
export async function openPostgres({ url, connections = 10 }: PostgresOptions): Promise<Database> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    application_name: 'standin',
    types: typesOver(pg.types),
  });
  // A connection broke: the pool drops it, and whoever uses it next is told of the outage by his own statement.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  await pool.query('SELECT 1').catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });

  const transactions = createTransactions();
  return {
    engine: 'postgres',
    async query<R>(sql: string, params: readonly SqlValue[] = []): Promise<R[]> {
      transactions.assertOutside();
      return again(() => queryOn<R>(pool, sql, params));
    },
    async transaction(fn) {
      transactions.assertOutside();
      return again(async () => {
        const client = await pool.connect();
        let broken = false;
        const run = inOrder(client, () => (broken = true));
        try {
          return await transactions.run(run, 'BEGIN', fn);
        } finally {
          client.release(broken);
        }
      });
    },
    commitsTo: () => undefined,
    close: () => pool.end(),
  };
}

const DEADLOCK = '40P01';
const MOST_TRIES = 5;

/** Does once more what PostgreSQL gave up to end a deadlock: a reset locks the rows of a sandbox in an order of its own. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if ((error as { code?: unknown }).code !== DEADLOCK || tries >= MOST_TRIES) throw error;
    }
  }
}

type Client = Pick<PoolClient, 'query'>;

async function queryOn<R>(client: Client, sql: string, params: readonly SqlValue[]): Promise<R[]> {
  const statement = statementOf(sql);
  checkParams(statement, params);
  const { rows } = await client.query({ name: statement.name, text: sql, values: [...params] });
  return rows as R[];
}

/** One statement after the other on a transaction's connection; a failed ROLLBACK or COMMIT makes it unfit for the pool. */
function inOrder(client: Client, onBroken: () => void): Run {
  let last: Promise<unknown> = Promise.resolve();
  return <R>(sql: string, params: readonly SqlValue[]) => {
    const mine = last.then(() => queryOn<R>(client, sql, params));
    last = mine.catch(() => {
      if (sql === 'ROLLBACK' || sql === 'BEGIN') onBroken();
    });
    return mine;
  };
}

const BOOL = 16;
const INT8 = 20;
const NUMERIC = 1700; // what SUM of a BIGINT column answers

const PARSERS: ReadonlyMap<number, (text: string) => number> = new Map([
  [BOOL, (text: string) => (text === 't' ? 1 : 0)],
  [INT8, wholeNumber],
  [NUMERIC, wholeNumber],
]);

/** Answers as SQLite does: whole numbers as Numbers, booleans as 0 and 1. Everything comes as text, since no more is asked for. */
const typesOver = (defaults: CustomTypesConfig): CustomTypesConfig => ({
  getTypeParser: (oid, format) =>
    PARSERS.get(oid) ?? (defaults.getTypeParser(oid, format) as (text: string) => unknown),
});

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new RangeError('a column holds an integer above 2^53');
  return value;
}
