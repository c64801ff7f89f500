import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { createTraceStore } from '../../src/storage/exchanges.js';
import type { Exchange, TraceStore } from '../../src/traces/index.js';
import type { OpenedDatabase } from '../support/databases.js';
import { describeOnBothEngines } from '../support/databases.js';

const NOON = 1_700_000_000_000;

const exchange = (number: number): Exchange => ({
  ...{ id: `trc_${String(number).padStart(6, '0')}`, at: NOON + number, profile: 'standard' },
  ...{ route: 'token', method: 'POST', path: '/connect/token', params: { grant_type: 'zenobia' } },
  ...{ client: 'app', redirectUris: ['https://app.example.com/cb'], status: 200 },
});
const exchanges = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => exchange(from + i));
const ids = (found: readonly Exchange[]) => found.map(({ id }) => id);

describeOnBothEngines('exchanges', (open) => {
  let opened: OpenedDatabase;
  let store: TraceStore;
  beforeAll(async () => {
    opened = await open();
    store = createTraceStore(opened);
  });
  beforeEach(() => opened.db.query('DELETE FROM exchanges'));
  afterAll(() => opened.close());

  it('come back one by one as they were added, however many were added at once', async () => {
    const many = exchanges(1, 120);
    await store.addAll('default', many);
    expect(await store.get('default', 'trc_000001')).toEqual(many[0]);
    expect(await store.get('default', 'trc_000077')).toEqual(many[76]);
    expect(await store.get('default', 'trc_000120')).toEqual(many[119]);
  });

  it('are found by their whole id, in their own sandbox', async () => {
    await store.addAll('default', exchanges(1, 2));
    for (const id of ['trc_000003', 'trc_00000', 'trc_00000_', '%', ''])
      expect(await store.get('default', id)).toBeUndefined();
    expect(await store.get('other', 'trc_000001')).toBeUndefined();
  });

  it('are listed newest first, so many as asked for', async () => {
    await store.addAll('default', exchanges(1, 2));
    await store.addAll('default', exchanges(3, 3));
    expect(ids(await store.list('default', 4))).toEqual(ids(exchanges(2, 4).reverse()));
    expect(await store.list('default', 50)).toHaveLength(5);
  });

  it('are sealed: what was said cannot be read in the database', async () => {
    await store.addAll('default', exchanges(1, 2));
    expect(JSON.stringify(await opened.db.query('SELECT * FROM exchanges'))).not.toMatch(
      /zenobia|app\.example/,
    );
  });

  it('keep their distances when time is moved', async () => {
    await store.addAll('default', exchanges(1, 3));
    await opened.db.query('UPDATE exchanges SET at = at - 1000');
    expect((await store.list('default', 3)).map(({ at }) => at - NOON)).toEqual([-997, -998, -999]);
  });

  it('give way to newer ones once there are more than a thousand', async () => {
    const fresh = createTraceStore(opened); // nothing has piled up in it yet
    for (const first of [1, 401, 801]) await fresh.addAll('default', exchanges(first, 400));
    expect(await store.get('default', 'trc_000001')).toBeDefined();
    await fresh.addAll('default', exchanges(1201, 100));
    const kept = await store.list('default', 5000);
    expect(kept.length).toBeGreaterThanOrEqual(1000);
    expect(kept.length).toBeLessThan(1100);
    expect(kept[0]?.id).toBe('trc_001300');
    expect(await store.get('default', 'trc_000001')).toBeUndefined();
  });

  it('of a sandbox that has gone are not kept', async () => {
    await store.addAll('gone', exchanges(1, 1));
    expect(await store.list('gone', 5)).toEqual([]);
  });
});
