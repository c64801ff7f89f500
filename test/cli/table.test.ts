import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { facts, table } from '../../src/cli/table.js';

const COLUMNS = [
  ['id', ({ id }: { id: string; name?: string }) => id],
  ['name', ({ name }: { id: string; name?: string }) => name],
] as const;

describe('a table', () => {
  it('aligns its columns and shows a dash where there is nothing', () => {
    expect(table(COLUMNS, [{ id: 'a', name: 'Zoë' }, { id: 'longer' }])).toBe(
      'id      name\na       Zoë\nlonger  -',
    );
  });

  it('says that there is nothing', () => {
    expect(table(COLUMNS, [])).toBe('(none)');
  });

  it('lets no control character of a name reach the terminal', () => {
    expect(table(COLUMNS, [{ id: 'a', name: '\u001b[31mred\n' }])).not.toMatch(/\u001b|red\n/);
  });

  it('has one line for each row, and the second column at one place, whatever the words', () => {
    const word = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme-ascii' });
    const row = fc.record({
      id: word.filter((id) => id.trim() === id && !id.includes('  ')),
      name: fc.constant('|'),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 9 }), (rows) => {
        const lines = table(COLUMNS, rows).split('\n').slice(1);
        expect(lines).toHaveLength(rows.length);
        expect(new Set(lines.map((line) => line.lastIndexOf('|'))).size).toBe(1);
      }),
    );
  });
});

describe('facts', () => {
  it('leave out what has no value', () => {
    expect(
      facts({ id: 'a', empty: '', none: undefined, list: [], level: 2, names: ['x', 'y'] }),
    ).toBe('id     a\nlevel  2\nnames  x y');
  });
});
