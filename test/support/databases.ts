import { beforeAll, describe, jest } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { createVault, type Vault } from '../../src/vault/index.js';
import {
  createEventStore,
  migrate,
  openDatabase,
  type Database,
  type EventStore,
} from '../../src/storage/index.js';
import { systemClock } from '../../src/platform/clock.js';
import { postgresUrl } from './postgres.js';

export const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

/** The same in every test run, so that sealed fixtures can be told from others'. */
export const TEST_SECRET = Buffer.alloc(32, 7).toString('base64url');

export interface OpenedDatabase {
  readonly db: Database;
  readonly vault: Vault;
  /** Writes events from which no tasks follow. */
  readonly events: EventStore;
  /** For a second Database on the same data; PostgreSQL only. */
  readonly url?: string;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Leave the schema out. */
  readonly empty?: boolean;
}

/** Opens a database of its own, with today's schema, and closes it when the caller says so. */
export type Open = (options?: OpenOptions) => Promise<OpenedDatabase>;

/** Declares the same tests for SQLite and for PostgreSQL. */
export function describeOnBothEngines(name: string, tests: (open: Open) => void): void {
  jest.setTimeout(30_000); // a busy machine is no failure
  describe(`${name} (SQLite)`, () => tests(openSqlite));
  describe(`${name} (PostgreSQL)`, () => {
    beforeAll(postgresUrl, 60_000);
    tests(openPostgres);
  });
}

export const openSqlite: Open = async ({ empty = false } = {}) => {
  const db = await openDatabase({ ephemeral: true });
  if (!empty) await migrate(db, MIGRATIONS);
  return { ...around(db), close: () => db.close() };
};

const around = (db: Database) => ({
  db,
  vault: createVault(TEST_SECRET),
  events: createEventStore({
    db,
    clock: systemClock,
    tasks: { add: async () => undefined },
    tasksFor: () => [],
    onCommit: () => undefined,
  }),
});

let made = 0;

export const openPostgres: Open = async ({ empty = false } = {}) => {
  const server = await postgresUrl();
  const admin = await openDatabase({ url: server, connections: 1 });
  const name = `test_${Date.now().toString(36)}_${++made}`;
  await admin.query(`CREATE DATABASE ${name}`);
  const url = server.replace(/\/postgres$/, `/${name}`);
  const db = await openDatabase({ url });
  if (!empty) await migrate(db, MIGRATIONS);
  return {
    ...around(db),
    url,
    async close() {
      await db.close();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.close();
    },
  };
};
