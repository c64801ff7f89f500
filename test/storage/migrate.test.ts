import { afterAll, beforeEach, afterEach, describe, expect, it } from '@jest/globals';
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMigrated, migrate, openDatabase } from '../../src/storage/index.js';
import { describeOnBothEngines, MIGRATIONS, type OpenedDatabase } from '../support/databases.js';

describeOnBothEngines('migrate', (open) => {
  let opened: OpenedDatabase;
  let dir: string;
  beforeEach(async () => {
    opened = await open({ empty: true });
    dir = await mkdtemp(join(tmpdir(), 'standin-migrations-'));
    await writeFile(
      join(dir, '0001_first.sql'),
      "-- a comment; with a semicolon\nCREATE TABLE a (\n  id TEXT NOT NULL PRIMARY KEY\n);\n\nINSERT INTO a (id) VALUES ('x; y');\n",
    );
  });
  afterEach(async () => {
    await opened.close();
    await rm(dir, { recursive: true });
  });

  const rowsOf = (table: string) => opened.db.query(`SELECT id FROM ${table}`);

  it('applies what is new, in order, once', async () => {
    expect(await migrate(opened.db, dir)).toBe(1);
    await writeFile(
      join(dir, '0002_second.sql'),
      'CREATE TABLE b (id TEXT NOT NULL PRIMARY KEY);\n',
    );
    await writeFile(join(dir, '0003_third.sql'), "INSERT INTO b (id) VALUES ('z');\n");
    expect(await isMigrated(opened.db, dir)).toBe(false);
    expect(await migrate(opened.db, dir)).toBe(2);
    expect(await migrate(opened.db, dir)).toBe(0);
    expect(await isMigrated(opened.db, dir)).toBe(true);
    expect([await rowsOf('a'), await rowsOf('b')]).toEqual([[{ id: 'x; y' }], [{ id: 'z' }]]);
  });

  it('applies each once when eight start together', async () => {
    const applied = await Promise.all(
      Array.from({ length: 8 }, () => migrate(opened.db, MIGRATIONS)),
    );
    expect(applied.filter((count) => count > 0)).toHaveLength(1);
  });

  it('leaves nothing behind of a set that fails half-way', async () => {
    await writeFile(
      join(dir, '0002_second.sql'),
      'CREATE TABLE b (id TEXT);\n\nINSERT INTO nowhere VALUES (1);\n',
    );
    await expect(migrate(opened.db, dir)).rejects.toThrow('nowhere');
    await expect(rowsOf('a')).rejects.toThrow();
    await rm(join(dir, '0002_second.sql'));
    expect(await migrate(opened.db, dir)).toBe(1);
  });

  it('refuses a database that is newer than the program', async () => {
    await writeFile(join(dir, '0002_second.sql'), 'CREATE TABLE b (id TEXT);\n');
    await migrate(opened.db, dir);
    await rm(join(dir, '0002_second.sql'));
    await expect(migrate(opened.db, dir)).rejects.toThrow('newer than this program');
  });

  it('refuses a file that changed after it was applied, but not other line ends', async () => {
    await migrate(opened.db, dir);
    await writeFile(
      join(dir, '0001_first.sql'),
      "-- a comment; with a semicolon\r\nCREATE TABLE a (\r\n  id TEXT NOT NULL PRIMARY KEY\r\n);\r\n\r\nINSERT INTO a (id) VALUES ('x; y');\r\n",
    );
    expect(await migrate(opened.db, dir)).toBe(0);
    await writeFile(join(dir, '0001_first.sql'), 'CREATE TABLE a (id TEXT);\n');
    await expect(migrate(opened.db, dir)).rejects.toThrow('changed after it was applied');
  });

  it('refuses two files of one number', async () => {
    await writeFile(join(dir, '0001_other.sql'), 'CREATE TABLE b (id TEXT);\n');
    await expect(migrate(opened.db, dir)).rejects.toThrow('one number');
  });
});

describe('migrate on PostgreSQL', () => {
  let opened: OpenedDatabase;
  afterAll(() => opened.close());

  it('waits for another process that migrates', async () => {
    const { openPostgres } = await import('../support/databases.js');
    opened = await openPostgres({ empty: true });
    const others = await Promise.all(
      Array.from({ length: 3 }, () => openDatabase({ url: opened.url ?? '' })),
    );
    const applied = await Promise.all([opened.db, ...others].map((db) => migrate(db, MIGRATIONS)));
    await Promise.all(others.map((db) => db.close()));
    expect(applied.filter((count) => count > 0)).toHaveLength(1);
  });
});

describe('an embedded database of an older version', () => {
  it('is copied beside itself, named by its schema, before it is migrated', async () => {
    const folder = await mkdtemp(join(tmpdir(), "standin-it's-"));
    const dir = await mkdtemp(join(tmpdir(), 'standin-migrations-'));
    const db = await openDatabase({ dataDir: folder });
    const told: string[] = [];
    const made = (file: string) => told.push(file);
    const copies = async () => (await readdir(folder)).filter((name) => /schema/.test(name));
    try {
      await writeFile(join(dir, '0007_first.sql'), 'CREATE TABLE a (id TEXT);\n');
      await migrate(db, dir, { folder, made });
      await db.query("INSERT INTO a (id) VALUES ('kept')");
      await migrate(db, dir, { folder, made });
      expect(await copies()).toEqual([]);
      await writeFile(join(dir, '0008_second.sql'), 'DROP TABLE a;\n');
      await migrate(db, dir, { folder, made });
      expect(await copies()).toEqual(['standin.schema-7.db']);
      expect(told).toEqual([join(folder, 'standin.schema-7.db')]);
    } finally {
      await db.close();
    }
    const other = join(folder, 'other');
    await mkdir(other);
    await copyFile(join(folder, 'standin.schema-7.db'), join(other, 'standin.db'));
    const copy = await openDatabase({ dataDir: other });
    expect(await copy.query('SELECT id FROM a')).toEqual([{ id: 'kept' }]);
    await copy.close();
    await Promise.all([folder, dir].map((path) => rm(path, { recursive: true })));
  });
});
