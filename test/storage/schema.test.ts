import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { STORED_NUMBERS } from '../../src/storage/instants.js';
import { tablesOf, type Table } from '../../src/storage/schema.js';
import { openPostgres, openSqlite, type OpenedDatabase } from '../support/databases.js';

describe('the schema', () => {
  let sqlite: OpenedDatabase;
  let postgres: OpenedDatabase;
  let tables: Table[];
  beforeAll(async () => {
    [sqlite, postgres] = [await openSqlite(), await openPostgres()];
    tables = await tablesOf(sqlite.db, 'sqlite');
  });
  afterAll(async () => {
    await sqlite.close();
    await postgres.close();
  });

  const listed = (all: readonly Table[]) =>
    all
      .flatMap(({ name, columns }) =>
        columns.map((column) => `${name}.${column.name} ${column.type}`),
      )
      .sort();

  it('has the same columns of the same types on both engines', async () => {
    expect(listed(await tablesOf(postgres.db, 'postgres'))).toEqual(listed(tables));
  });

  it('uses only the types that both engines mean alike', () => {
    const types = new Set(tables.flatMap(({ columns }) => columns.map(({ type }) => type)));
    expect(['BIGINT', 'BYTEA', 'INTEGER', 'TEXT']).toEqual(expect.arrayContaining([...types]));
  });

  it('is what migrations/schema.sql says (else run node scripts/dumpSchema.mjs)', () => {
    const script = fileURLToPath(new URL('../../scripts/dumpSchema.mjs', import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('has every BIGINT column in the registry of instants, and no other', () => {
    const stored = tables.flatMap(({ name, columns }) =>
      columns
        .filter(({ name, type }) => type === 'BIGINT' && name !== 'seq')
        .map((column) => `${name}.${column.name}`),
    );
    const registered = STORED_NUMBERS.map(({ table, column }) => `${table}.${column}`);
    expect(registered.sort()).toEqual(stored.sort());
  });

  it('keeps instants, which are named ..._at or ..._until, in BIGINT columns', () => {
    const odd = tables.flatMap(({ name, columns }) =>
      columns
        .filter((column) => /_(?:at|until)$/.test(column.name) && column.type !== 'BIGINT')
        .map((column) => `${name}.${column.name}`),
    );
    expect(odd).toEqual([]);
  });

  const deploymentWide = ['sandboxes', 'deployment', 'schema_migrations'];

  it('begins every primary key and index with sandbox_id, but for those of the whole deployment', async () => {
    const rows = await sqlite.db.query<{ tbl: string; idx: string; col: string }>(
      `SELECT m.name AS tbl, i.name AS idx, c.name AS col
         FROM sqlite_master m JOIN pragma_index_list(m.name) i ON 1 = 1 JOIN pragma_index_info(i.name) c ON 1 = 1
        WHERE m.type = 'table' AND c.seqno = 0`,
    );
    const others = rows.filter(
      ({ tbl, col }) => col !== 'sandbox_id' && !deploymentWide.includes(tbl),
    );
    expect(others.map(({ idx }) => idx)).toEqual(['tasks_by_due']);
    const keyed = new Set(
      rows.filter(({ idx }) => idx.startsWith('sqlite_autoindex')).map(({ tbl }) => tbl),
    );
    expect(
      tables
        .map(({ name }) => name)
        .filter((name) => !keyed.has(name) && name !== 'schema_migrations'),
    ).toEqual([]);
  });

  it('says NOT NULL of every column of a primary key (SQLite takes NULL otherwise)', async () => {
    const rows = await sqlite.db.query<{ tbl: string; col: string }>(
      `SELECT m.name AS tbl, c.name AS col FROM sqlite_master m JOIN pragma_table_info(m.name) c ON 1 = 1
        WHERE m.type = 'table' AND c.pk > 0 AND c."notnull" = 0`,
    );
    expect(rows).toEqual([]);
  });
});
