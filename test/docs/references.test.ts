import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFERENCES } from './reference/index.js';

describe('pages that are made of the code', () => {
  it.each(Object.entries(REFERENCES))(
    'docs/%s says what the code says: run node scripts/docs.mjs',
    async (name, make) => {
      expect(readFileSync(join(process.cwd(), 'docs', name), 'utf8')).toBe(await make());
    },
  );
});
