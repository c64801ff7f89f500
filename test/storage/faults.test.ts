import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Fault, FaultRequest, FaultStore } from '../../src/scenarios/index.js';
import { openDatabase } from '../../src/storage/index.js';
import { createFaultStore } from '../../src/storage/faults.js';
import { createSandboxStore } from '../../src/storage/sandboxes.js';
import type { OpenedDatabase } from '../support/databases.js';
import { describeOnBothEngines, openPostgres } from '../support/databases.js';

let made = 0;
const fault = (bend: Partial<FaultRequest> = {}): Fault => {
  const request = { kind: 'hang_up', match: { person: 'zenobia' }, ...bend } as FaultRequest;
  return { id: `flt_${++made}`, at: request.at ?? 'token', request, createdAt: 5, used: 0 };
};

describeOnBothEngines('faults', (open) => {
  let opened: OpenedDatabase;
  let store: FaultStore;
  beforeAll(async () => {
    opened = await open();
    store = createFaultStore(opened);
  });
  afterAll(() => opened.close());
  const added = async (bend: Partial<FaultRequest> = {}) => {
    const one = fault(bend);
    expect(await store.add('default', one, 100)).toBe('added');
    return one;
  };

  it('come back as they were added; an id is taken once, and a sandbox holds so many', async () => {
    const one = await added({ times: 2 });
    expect(await store.get('default', one.id)).toEqual(one);
    expect(await store.add('default', one, 100)).toBe('exists');
    expect(await store.add('default', fault(), 1)).toBe('too_many');
    expect(await store.get('other', one.id)).toBeUndefined();
  });

  it('are sealed: whom they are for cannot be read in the database', async () => {
    await added();
    const rows = await opened.db.query('SELECT * FROM faults WHERE sandbox_id = $1', ['default']);
    expect(JSON.stringify(rows)).not.toMatch(/zenobia|hang_up/);
  });

  it('are listed newest first, page by page, and by place', async () => {
    await store.removeAll('default');
    const [a, b, c] = [await added(), await added({ at: 'jwks' }), await added()];
    const ids = (found: readonly Fault[]) => found.map(({ id }) => id);
    expect(ids(await store.list('default', { limit: 2 }))).toEqual([c.id, b.id]);
    expect(ids(await store.list('default', { limit: 2, after: b.id }))).toEqual([a.id]);
    expect(ids(await store.atPlace('default', 'token'))).toEqual([c.id, a.id]);
  });

  it('are spent as often as they say, however many ask at once, and for ever if they say nothing', async () => {
    const few = await added({ times: 3 });
    const spent = await Promise.all(
      Array.from({ length: 10 }, () => store.spend('default', few.id, 9)),
    );
    expect(spent.filter(Boolean)).toHaveLength(3);
    expect(await store.get('default', few.id)).toMatchObject({ used: 3, lastUsedAt: 9 });
    const endless = await added();
    for (let i = 0; i < 5; i++) expect(await store.spend('default', endless.id, 9)).toBe(true);
    expect(await store.spend('default', 'gone', 9)).toBe(false);
  });

  it('are told by their sandbox, from the first to the last', async () => {
    const sandboxes = createSandboxStore({ ...opened, clock: { now: () => 1 } });
    await store.removeAll('default');
    const isFaulty = async () => (await sandboxes.get('default'))?.faulty;
    expect(await isFaulty()).toBe(false);
    const one = await added();
    expect(await isFaulty()).toBe(true);
    await store.remove('default', one.id);
    expect(await isFaulty()).toBe(false);
  });
});

it('are spent once by two processes (PostgreSQL)', async () => {
  const opened = await openPostgres();
  const other = await openDatabase({ url: opened.url ?? '', connections: 2 });
  const [here, there] = [createFaultStore(opened), createFaultStore({ ...opened, db: other })];
  const one = fault({ times: 4 });
  await here.add('default', one, 100);
  const spent = await Promise.all(
    Array.from({ length: 12 }, (_, i) => (i % 2 ? here : there).spend('default', one.id, 9)),
  );
  expect(spent.filter(Boolean)).toHaveLength(4);
  await other.close();
  await opened.close();
}, 60_000);
