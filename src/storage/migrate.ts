import { chmod, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../platform/secrets.js';
import type { Database, Queryable } from './database.js';

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
  readonly statements: readonly string[];
}

/** Where copies of older databases go, and who is told of one. */
interface Copies {
  readonly folder: string;
  readonly made?: (file: string) => void;
}

interface Applied {
  readonly number: number;
  readonly checksum: string;
}

const ADVISORY_LOCK = 7_826_410_123; // any number, as long as every Standin takes the same

/** The `code` of the errors that say which database this program cannot use. */
export const NEWER_DATABASE = 'NEWER_DATABASE';
export const CHANGED_MIGRATION = 'CHANGED_MIGRATION';
export const FOREIGN_DATABASE = 'FOREIGN_DATABASE';

const fault = (code: string, message: string): Error => Object.assign(new Error(message), { code });

/**
 * Brings the schema up to date: applies the files `NNNN_name.sql` of `dir` that the database has not seen, in order, in
 * one transaction and under a lock, so that any number of processes may start at once. Answers how many it applied.
 * Throws when the database was migrated by a newer Standin, when a file changed after it was applied, and when an embedded database
 * is another program's. With `copies`, an embedded database of an older version is first copied to their folder.
 */
export async function migrate(db: Database, dir: string, copies?: Copies): Promise<number> {
  const migrations = await readMigrations(dir);
  if (db.engine === 'sqlite') await refuseForeign(db);
  if (copies) await copyOlder(db, migrations, copies);
  return db.transaction(async (tx) => {
    if (db.engine === 'postgres')
      await tx.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
    const pending = pendingOf(migrations, await appliedTo(tx));
    for (const migration of pending) await apply(tx, migration);
    return pending.length;
  });
}

/** A file with tables and none of ours was written by another program. */
async function refuseForeign(db: Database): Promise<void> {
  const tables = await db.query<{ readonly name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
  );
  if (tables.length > 0 && !tables.some(({ name }) => name === 'schema_migrations'))
    throw fault(FOREIGN_DATABASE, "the database is another program's");
}

/** Whether the database has exactly the migrations of `dir`: what readiness asks. */
export async function isMigrated(db: Database, dir: string): Promise<boolean> {
  const applied = await db.query<Applied>('SELECT number, checksum FROM schema_migrations');
  return pendingOf(await readMigrations(dir), applied).length === 0;
}

/** `standin.schema-<number of its last migration>.db`: whole or not there. Nobody else has the folder. */
async function copyOlder(
  db: Database,
  migrations: readonly Migration[],
  { folder, made }: Copies,
): Promise<void> {
  const applied = await db.transaction(appliedTo);
  const last = Math.max(...applied.map(({ number }) => number));
  if (applied.length === 0 || pendingOf(migrations, applied).length === 0) return;
  const file = join(folder, `standin.schema-${last}.db`);
  const partial = `${file}.partial`;
  await rm(partial, { force: true });
  await db.query('VACUUM INTO $1', [partial]);
  await chmod(partial, 0o600);
  await rename(partial, file);
  made?.(file);
}

async function appliedTo(tx: Queryable): Promise<Applied[]> {
  await tx.query(
    `CREATE TABLE IF NOT EXISTS schema_migrations (
       number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL)`,
  );
  return tx.query<Applied>('SELECT number, checksum FROM schema_migrations');
}

async function apply(
  tx: Queryable,
  { number, name, checksum, statements }: Migration,
): Promise<void> {
  for (const statement of statements) await tx.query(statement);
  await tx.query('INSERT INTO schema_migrations (number, name, checksum) VALUES ($1, $2, $3)', [
    number,
    name,
    checksum,
  ]);
}

function pendingOf(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const checksums = new Map(applied.map(({ number, checksum }) => [number, checksum]));
  const known = new Set(migrations.map(({ number }) => number));
  for (const { number } of applied)
    if (!known.has(number))
      throw fault(
        NEWER_DATABASE,
        `the database is newer than this program: it has migration ${number}`,
      );
  for (const { number, name, checksum } of migrations)
    if (checksums.has(number) && checksums.get(number) !== checksum)
      throw fault(CHANGED_MIGRATION, `migration ${name} changed after it was applied`);
  return migrations.filter(({ number }) => !checksums.has(number));
}

async function readMigrations(dir: string): Promise<Migration[]> {
  const names = (await readdir(dir)).filter((name) => /^\d{4}_\w+\.sql$/.test(name)).sort();
  const migrations = await Promise.all(
    names.map(async (name) => toMigration(name, await readFile(join(dir, name), 'utf8'))),
  );
  const numbers = migrations.map(({ number }) => number);
  if (new Set(numbers).size < numbers.length)
    throw new Error(`two migrations have one number in ${dir}`);
  return migrations;
}

/** One statement per step, ended by `;` at the end of a line; a line that begins with `--` is a comment. */
function toMigration(name: string, file: string): Migration {
  const text = file.replaceAll('\r\n', '\n');
  const statements = text
    .replace(/^\s*--.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
  return { number: Number(name.slice(0, 4)), name, checksum: sha256(text), statements };
}
