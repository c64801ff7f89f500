import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createEventStore, createSandboxStore, createTaskStore } from '../../src/storage/index.js';
import { tablesOf } from '../../src/storage/schema.js';
import { describeOnBothEngines, type OpenedDatabase } from '../support/databases.js';

const clock = { now: () => 1_700_000_000_000 };

describeOnBothEngines('the sandbox store', (open) => {
  let opened: OpenedDatabase;
  let store: ReturnType<typeof createSandboxStore>;
  beforeAll(async () => {
    opened = await open();
    store = createSandboxStore({ db: opened.db, clock });
  });
  afterAll(() => opened.close());

  it('has the default sandbox from the beginning', async () => {
    expect(await store.get('default')).toEqual({
      id: 'default',
      name: null,
      owner: null,
      createdAt: 0,
      expiresAt: null,
      revision: 0,
      agedBy: 0,
      era: 0,
      faulty: false,
      copiedFrom: null,
    });
  });

  it('makes one, and does not make it again', async () => {
    expect(await store.create({ id: 'team-a', name: 'Team A', expiresAt: 5 })).toBe('created');
    expect(await store.create({ id: 'team-a', name: 'Other' })).toBe('taken');
    expect(await store.get('team-a')).toMatchObject({
      name: 'Team A',
      createdAt: clock.now(),
      expiresAt: 5,
    });
    expect((await store.list()).map(({ id }) => id)).toEqual(['default', 'team-a']);
  });

  it('tells of every change at once, whoever made it', async () => {
    await store.create({ id: 'seen', name: 'Before' });
    expect(await store.get('seen')).toMatchObject({ name: 'Before', revision: clock.now() });
    await opened.db.query("UPDATE sandboxes SET name = 'After' WHERE id = $1", ['seen']);
    expect(await store.get('seen')).toMatchObject({ name: 'After' });
    await opened.db.transaction(async (tx) => {
      await tx.query('UPDATE sandboxes SET revision = revision + 1 WHERE id = $1', ['seen']);
    });
    expect(await store.get('seen')).toMatchObject({ revision: clock.now() + 1 });
    await store.remove('seen');
    expect(await store.get('seen')).toBeUndefined();
  });

  it('does not take for a change what is not committed, or undone', async () => {
    await store.create({ id: 'undone' });
    const undo = new Error('undo');
    await expect(
      opened.db.transaction(async (tx) => {
        await tx.query('UPDATE sandboxes SET revision = 7 WHERE id = $1', ['undone']);
        throw undo;
      }),
    ).rejects.toBe(undo);
    expect(await store.get('undone')).toMatchObject({ revision: clock.now() });
    await store.remove('undone');
  });

  it('answers nothing for one that is not there', async () => {
    expect(await store.get('nobody')).toBeUndefined();
    expect(await store.remove('nobody')).toBe(false);
  });

  it('removes one with every row in it and leaves the others alone', async () => {
    const { db, vault } = opened;
    await store.create({ id: 'doomed' });
    const events = createEventStore({
      db,
      clock,
      tasks: createTaskStore({ db, vault, clock }),
      tasksFor: () => [{ kind: 'mail', payload: {} }],
      onCommit: () => undefined,
    });
    for (const id of ['doomed', 'default'])
      await db.transaction((tx) => events.append(tx, id, [{ type: 'account.registered' }]));
    expect(await store.remove('doomed')).toBe(true);
    for (const { name, columns } of await tablesOf(db, db.engine))
      if (columns.some((column) => column.name === 'sandbox_id'))
        expect(
          await db.query(`SELECT sandbox_id FROM ${name} WHERE sandbox_id = $1`, ['doomed']),
        ).toEqual([]);
    expect(await events.list('default')).toHaveLength(1);
    await expect(
      db.transaction((tx) => events.append(tx, 'doomed', [{ type: 'account.registered' }])),
    ).rejects.toThrow('sandbox_changed');
  });

  it('removes those that have expired', async () => {
    await store.create({ id: 'late', expiresAt: clock.now() });
    await store.create({ id: 'early', expiresAt: clock.now() + 1 });
    expect((await store.removeExpired()).sort()).toEqual(['late', 'team-a']);
    expect((await store.list()).map(({ id }) => id).sort()).toEqual(['default', 'early']);
  });

  it('removes one by its id if it has expired', async () => {
    await store.create({ id: 'over', expiresAt: clock.now() });
    await store.create({ id: 'over-too', expiresAt: clock.now() });
    expect(await store.removeExpired('over')).toEqual(['over']);
    expect(await store.removeExpired('early')).toEqual([]);
    expect((await store.list()).map(({ id }) => id).sort()).toEqual([
      ...['default', 'early', 'over-too'],
    ]);
  });

  it('refuses to remove the default sandbox', async () => {
    await expect(store.remove('default')).rejects.toThrow('default');
  });
});
