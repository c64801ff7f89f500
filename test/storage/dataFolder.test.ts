import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockDataFolder } from '../../src/storage/dataFolder.js';
import { isDataFolderInUse, openDatabase } from '../../src/storage/index.js';

describe('a data folder', () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'standin-test-'));
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  it('belongs to one opener at a time, and is free again after it closed', async () => {
    const dataDir = join(parent, 'made', 'when-missing');
    const first = await openDatabase({ dataDir });
    await first.query('CREATE TABLE a (id TEXT)');
    const second = await openDatabase({ dataDir }).catch((error: unknown) => error);
    expect(isDataFolderInUse(second)).toBe(true);
    expect((second as Error).message).toContain(dataDir);
    await first.close();
    const again = await openDatabase({ dataDir });
    expect(await again.query('SELECT id FROM a')).toEqual([]);
    await again.close();
  });

  it('is readable by its owner only', async () => {
    const folder = await lockDataFolder(join(parent, 'private'));
    expect(statSync(folder.path).mode & 0o077).toBe(0);
    folder.release();
  });

  it('is not there for data that is kept nowhere, however much of it does not fit into memory', async () => {
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = parent;
    const db = await openDatabase({ ephemeral: true });
    await db.query('CREATE TABLE pictures (id TEXT, bytes BLOB)');
    for (let i = 0; i < 40; i++)
      await db.query('INSERT INTO pictures VALUES ($1, $2)', [`${i}`, Buffer.alloc(1_000_000, i)]);
    const [last] = await db.query('SELECT bytes FROM pictures WHERE id = $1', ['39']);
    expect((last?.['bytes'] as Buffer).equals(Buffer.alloc(1_000_000, 39))).toBe(true);
    expect(readdirSync(parent)).toEqual([]);
    await db.close();
    process.env['TMPDIR'] = before;
    if (before === undefined) delete process.env['TMPDIR'];
  });
});
