import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVault, readOrMakeSecret } from '../../src/vault/index.js';

describe('the secret file', () => {
  let dir: string;
  let file: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'standin-test-'));
    file = join(dir, 'secret');
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('is made on the first start, for its owner only, and kept', async () => {
    const secret = await readOrMakeSecret(file);
    expect(createVault(secret).fingerprint()).toMatch(/^[\w-]{22}$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await readOrMakeSecret(file)).toBe(secret);
    expect(readdirSync(dir)).toEqual(['secret']);
  });

  it('is made anew when a start died before it was whole', async () => {
    writeFileSync(`${file}.new`, 'half');
    expect((await readOrMakeSecret(file)).length).toBe(43);
  });

  it('is not overwritten when it holds something else', async () => {
    writeFileSync(file, 'no secret\n');
    expect(() => createVault(readFileSync(file, 'utf8').trim())).toThrow('32 bytes');
    expect(await readOrMakeSecret(file)).toBe('no secret');
  });
});
