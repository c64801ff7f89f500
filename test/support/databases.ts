import { beforeAll, describe, jest } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
  const template = empty ? 'template1' : await migratedTemplate(admin, server);
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = urlOf(server, name);
  const db = await openDatabase({ url });
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

const urlOf = (server: string, name: string) => server.replace(/\/postgres$/, `/${name}`);

/** A database with today's schema, made once per server: copying it takes a quarter of the time of migrating. */
async function migratedTemplate(admin: Database, server: string): Promise<string> {
  const files = readdirSync(MIGRATIONS).map((file) => readFileSync(join(MIGRATIONS, file)));
  const digest = createHash('sha256').update(Buffer.concat(files)).digest('hex').slice(0, 16);
  const name = `template_${digest}`;
  return (templates[name] ??= makeTemplate(admin, server, name));
}

const templates: Record<string, Promise<string>> = {};

async function makeTemplate(admin: Database, server: string, name: string): Promise<string> {
  const there = await admin.query('SELECT datname FROM pg_database WHERE datname = $1', [name]);
  if (there.length > 0) return name;
  await admin.query(`CREATE DATABASE ${name}_new`);
  const db = await openDatabase({ url: urlOf(server, `${name}_new`), connections: 1 });
  await migrate(db, MIGRATIONS);
  await db.close();
  await admin.query(`ALTER DATABASE ${name}_new RENAME TO ${name}`);
  return name;
}
