import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Outcome, OutcomeRequest, OutcomeStore } from '../../src/scenarios/index.js';
import { openDatabase } from '../../src/storage/index.js';
import { createOutcomeStore } from '../../src/storage/outcomes.js';
import type { OpenedDatabase } from '../support/databases.js';
import { describeOnBothEngines, openPostgres } from '../support/databases.js';

const REQUEST: OutcomeRequest = {
  match: { person: 'zenobia@example.com' },
  step: 'document',
  results: ['document.image_blurred', 'pass'],
};
let made = 0;
const outcome = (bend: Partial<OutcomeRequest> = {}): Outcome => ({
  ...{ id: `out_${++made}`, request: { ...REQUEST, ...bend }, createdAt: 5, spent: 0 },
});

describeOnBothEngines('outcome scripts', (open) => {
  let opened: OpenedDatabase;
  let store: OutcomeStore;
  beforeAll(async () => {
    opened = await open();
    store = createOutcomeStore(opened);
  });
  afterAll(() => opened.close());
  const added = async (bend: Partial<OutcomeRequest> = {}) => {
    const one = outcome(bend);
    await store.add('default', one);
    return one;
  };

  it('come back as they were added, and an id is taken once', async () => {
    const one = await added({ then: 'last', times: 2, delay_ms: 10 });
    expect(await store.get('default', one.id)).toEqual(one);
    expect(await store.add('default', one)).toBe(false);
    expect(await store.get('other', one.id)).toBeUndefined();
  });

  it('are sealed: whom they match cannot be read in the database', async () => {
    await added();
    const rows = await opened.db.query(
      'SELECT id, step, sealed FROM outcomes WHERE sandbox_id = $1',
      ['default'],
    );
    expect(JSON.stringify(rows)).not.toContain('zenobia');
  });

  it('are listed newest first, page by page, and by step', async () => {
    await store.removeAll('default');
    const [a, b, c] = [await added(), await added({ step: 'selfie' }), await added()];
    const ids = (found: readonly Outcome[]) => found.map(({ id }) => id);
    expect(ids(await store.list('default', { limit: 2 }))).toEqual([c.id, b.id]);
    expect(ids(await store.list('default', { limit: 2, after: b.id }))).toEqual([a.id]);
    expect(ids(await store.ofStep('default', 'document'))).toEqual([c.id, a.id]);
  });

  it('are spent once per entry, however many ask at once', async () => {
    const one = await added({ times: 3 });
    const spent = await Promise.all(
      Array.from({ length: 10 }, () => store.spend('default', one.id, { at: 9 })),
    );
    const numbers = spent.filter((number) => number !== undefined).sort();
    expect(numbers).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await store.uses('default', one.id)).toHaveLength(6);
  });

  it.each(['last', 'pass'])('never end when %s follows', async (then) => {
    const one = await added({ then });
    for (const number of [0, 1, 2, 3])
      expect(await store.spend('default', one.id, { at: 9 })).toBe(number);
  });

  it('give a submission that is checked again the same entry', async () => {
    const one = await added();
    const use = { at: 9, attempt: 'att_1', submission: 0 };
    expect(await store.spend('default', one.id, use)).toBe(0);
    expect(await store.spend('default', one.id, use)).toBe(0);
    expect(await store.spend('default', one.id, { ...use, submission: 1 })).toBe(1);
    expect(await store.uses('default', one.id)).toEqual([
      { number: 0, at: 9, attempt: 'att_1' },
      { number: 1, at: 9, attempt: 'att_1' },
    ]);
  });

  it('say nothing once they are removed', async () => {
    const one = await added();
    await store.spend('default', one.id, { at: 9 });
    expect(await store.remove('default', one.id)).toBe(true);
    expect(await store.remove('default', one.id)).toBe(false);
    expect(await store.spend('default', one.id, { at: 9 })).toBeUndefined();
    expect(await store.uses('default', one.id)).toEqual([]);
  });
});

describe('outcome scripts on two connections of one PostgreSQL', () => {
  it('are spent once per entry among them', async () => {
    const opened = await openPostgres();
    const other = await openDatabase({ url: String(opened.url) });
    const [here, there] = [
      createOutcomeStore(opened),
      createOutcomeStore({ ...opened, db: other }),
    ];
    const one = outcome({ times: 5 });
    await here.add('default', one);
    const spent = await Promise.all(
      Array.from({ length: 16 }, (_, i) =>
        (i % 2 ? here : there).spend('default', one.id, { at: 9 }),
      ),
    );
    const numbers = spent.filter((number) => number !== undefined);
    expect(new Set(numbers).size).toBe(10);
    expect(numbers).toHaveLength(10);
    await other.close();
    await opened.close();
  });
});
