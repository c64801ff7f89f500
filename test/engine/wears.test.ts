import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WEARS, wearsOf } from '../../src/press/index.js';
import { DOCUMENT_TYPES } from '../../src/proofing/index.js';
import type { Bench } from './pictures.js';
import { createBench, examine } from './pictures.js';

const MINUTE = 60_000;
let bench: Bench;

beforeAll(async () => {
  bench = await createBench();
}, MINUTE);

afterAll(() => bench.engine.close());

const all = DOCUMENT_TYPES.flatMap((type) =>
  wearsOf(type).map(({ name, expects }) => ({ type, wear: name, reason: expects })),
);

/** Each wear on the first document that can have it: a reading takes seconds. Good ones on all. */
const table = all.filter(
  (one) => one.wear === 'good' || one === all.find(({ wear }) => wear === one.wear),
);

describe('every wear, on a document that can have it', () => {
  it.each(table)(
    'a $wear $type gives $reason',
    async ({ type, wear, reason }) => {
      const { reasons, outcome } = await examine(bench, type, wear);
      // The wrong portrait shows when the selfie comes.
      const expected = reason?.startsWith('selfie.') ? undefined : reason;
      if (expected === undefined)
        expect({ outcome, reasons }).toEqual({ outcome: 'pass', reasons: [] });
      else expect(reasons[0]).toBe(expected);
    },
    MINUTE,
  );

  it('is on some type, or on selfies', () => {
    const worn = new Set(table.map(({ wear }) => wear));
    for (const { name, on } of WEARS) expect(worn.has(name) || on.includes('selfie')).toBe(true);
  });
});
