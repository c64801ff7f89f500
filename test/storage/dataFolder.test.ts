import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockDataFolder, temporaryDataFolder } from '../../src/storage/dataFolder.js';
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

  it('is deleted when it was a temporary one', async () => {
    const folder = temporaryDataFolder();
    expect(existsSync(folder.path)).toBe(true);
    folder.release();
    expect(existsSync(folder.path)).toBe(false);
  });
});
