import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CONTENTS } from '../../src/storage/contents.js';
import {
  createDocumentStore,
  createOidcModelStore,
  createSandboxStore,
  createSnapshotStore,
  createTaskStore,
  inEra,
} from '../../src/storage/index.js';
import { createOutcomeStore } from '../../src/storage/outcomes.js';
import { takeSeq } from '../../src/storage/sandboxes.js';
import { tablesOf } from '../../src/storage/schema.js';
import { describeOnBothEngines, type OpenedDatabase } from '../support/databases.js';

let now = 1_700_000_000_000;
const clock = { now: () => ++now };
const limits = { most: 2, mostBytes: 1_000_000 };

describeOnBothEngines('the content of a sandbox', (open) => {
  let opened: OpenedDatabase;
  let sandboxes: ReturnType<typeof createSandboxStore>;
  let snapshots: ReturnType<typeof createSnapshotStore>;
  beforeAll(async () => {
    opened = await open();
    const { db } = opened;
    sandboxes = createSandboxStore({ db, clock });
    snapshots = createSnapshotStore({ db, clock });
  });
  afterAll(() => opened.close());

  const partner = (sandbox: string, id: string) =>
    opened.db.transaction(async (tx) => {
      const seq = await takeSeq(tx, sandbox);
      await tx.query(
        `INSERT INTO partners (sandbox_id, id, name, contacts, policy, created_at, seq)
         VALUES ($1, $2, 'Harbor', '[]', '{}', $3, $4)`,
        [sandbox, id, now, seq],
      );
    });
  const message = async (sandbox: string) =>
    opened.db.query(
      `INSERT INTO messages (sandbox_id, id, seq, kind, to_index, sealed, created_at)
       VALUES ($1, 'msg', 1, 'email', 'x', 'y', $2)`,
      [sandbox, now],
    );
  const ids = async (table: string, sandbox: string) =>
    (
      await opened.db.query<{ id: string }>(`SELECT id FROM ${table} WHERE sandbox_id = $1`, [
        sandbox,
      ])
    ).map(({ id }) => id);

  it('is every table that has sandboxes in it', async () => {
    const tables = (await tablesOf(opened.db, opened.db.engine))
      .filter(({ columns }) => columns.some(({ name }) => name === 'sandbox_id'))
      .map(({ name }) => name);
    expect(Object.keys(CONTENTS).sort()).toEqual(tables.sort());
  });

  it('is copied as far as it was set up, with the time and with unspent scripts', async () => {
    await sandboxes.create({ id: 'source' });
    await partner('source', 'par');
    await message('source');
    const outcomes = createOutcomeStore(opened);
    const request = { match: {}, step: 'document', results: ['pass'] } as const;
    await outcomes.add('source', { id: 'out', request, createdAt: now, spent: 1 });
    await opened.db.query("UPDATE sandboxes SET aged_by = 7000 WHERE id = 'source'");
    expect(await sandboxes.create({ id: 'copy', copiedFrom: 'source' })).toBe('created');
    expect(await ids('partners', 'copy')).toEqual(['par']);
    expect(await ids('messages', 'copy')).toEqual([]);
    expect(await outcomes.get('copy', 'out')).toMatchObject({ request, spent: 0 });
    expect(await sandboxes.get('copy')).toMatchObject({ agedBy: 7000, copiedFrom: 'source' });
    await partner('copy', 'another');
    expect(await ids('partners', 'source')).toEqual(['par']);
    expect(await sandboxes.create({ id: 'none', copiedFrom: 'nobody' })).toBe('nothing_to_copy');
    expect(await sandboxes.get('none')).toBeUndefined();
  });

  it('is gone after a reset, but for its snapshots; other sandboxes keep theirs', async () => {
    for (const id of ['emptied', 'bystander']) {
      await sandboxes.create({ id });
      await partner(id, 'par');
    }
    await snapshots.take('emptied', 'snp', limits);
    const before = await sandboxes.get('emptied');
    expect(await sandboxes.reset('emptied')).toBe(true);
    const after = await sandboxes.get('emptied');
    expect(await ids('partners', 'emptied')).toEqual([]);
    expect(await ids('partners', 'bystander')).toEqual(['par']);
    expect(await snapshots.list('emptied')).toMatchObject([{ id: 'snp' }]);
    expect([after?.agedBy, after?.createdAt]).toEqual([0, before?.createdAt]);
    expect((after?.revision ?? 0) > (before?.revision ?? 0)).toBe(true);
    expect((after?.era ?? 0) > (before?.era ?? 0)).toBe(true);
    expect(await sandboxes.reset('nobody')).toBe(false);
  });

  it('comes back from a snapshot as it was, bytes included', async () => {
    await sandboxes.create({ id: 'kept' });
    await partner('kept', 'first');
    await opened.db.query(
      `INSERT INTO attempt_pictures (sandbox_id, attempt_id, kind, content) VALUES ('kept', 'a', 'front', $1)`,
      [Buffer.from([0, 1, 255])],
    );
    expect(await snapshots.take('kept', 'one', limits)).toBe('taken');
    expect(await snapshots.take('kept', 'one', limits)).toBe('exists');
    await partner('kept', 'second');
    expect(await snapshots.restore('kept', 'one')).toBe(true);
    expect(await ids('partners', 'kept')).toEqual(['first']);
    const [picture] = await opened.db.query(
      "SELECT content FROM attempt_pictures WHERE sandbox_id = 'kept'",
    );
    expect(picture).toEqual({ content: Buffer.from([0, 1, 255]) });
    await partner('kept', 'third'); // numbers go on
    expect(await snapshots.restore('kept', 'nothing')).toBe(false);
    expect(await snapshots.restore('bystander', 'one')).toBe(false);
  });

  it('is kept in a bounded number of snapshots of bounded size, which go with the sandbox', async () => {
    await sandboxes.create({ id: 'much' });
    expect(await snapshots.take('much', 'big', { most: 2, mostBytes: 10 })).toBe('too_large');
    await snapshots.take('much', 'one', limits);
    await snapshots.take('much', 'two', limits);
    expect(await snapshots.take('much', 'three', limits)).toBe('too_many');
    expect(await snapshots.remove('much', 'one')).toBe(true);
    expect(await snapshots.take('much', 'three', limits)).toBe('taken');
    await sandboxes.remove('much');
    expect(await ids('snapshots', 'much')).toEqual([]);
    expect(await snapshots.take('much', 'four', limits)).toBe('no_sandbox');
  });

  it('refuses what was begun before a reset, also in a sandbox made again with the same id', async () => {
    const { db, vault } = opened;
    await sandboxes.create({ id: 'late' });
    const era = (await sandboxes.get('late'))?.era ?? 0;
    const models = createOidcModelStore({ db, vault });
    const write = () => models.upsert('late', { profile: '', model: 'Session', id: 's' }, {});
    await inEra('late', era, write);
    await sandboxes.reset('late');
    await expect(inEra('late', era, () => partner('late', 'par'))).rejects.toMatchObject({
      code: 'SANDBOX_CHANGED',
    });
    await expect(inEra('late', era, write)).rejects.toMatchObject({ code: 'SANDBOX_CHANGED' });
    await sandboxes.remove('late');
    await sandboxes.create({ id: 'late' });
    await expect(inEra('late', era, write)).rejects.toMatchObject({ code: 'SANDBOX_CHANGED' });
    expect(await ids('oidc_models', 'late')).toEqual([]);
  });

  it('tells a task in which era it was taken', async () => {
    const { db, vault } = opened;
    await sandboxes.create({ id: 'tasked' });
    const tasks = createTaskStore({ db, vault, clock });
    await tasks.add(db, 'tasked', { kind: 'mail', payload: {} });
    const { era } = (await sandboxes.get('tasked')) ?? {};
    expect(await tasks.claim(1, 'tasked')).toMatchObject([{ era }]);
  });

  it('is written from a document wholly or not at all', async () => {
    await sandboxes.create({ id: 'document' });
    await partner('document', 'before');
    const documents = createDocumentStore({ ...opened, clock });
    const read = await documents.read('document');
    const [row] = read?.tables['partners'] ?? [];
    expect(row).toMatchObject({ id: 'before', contacts: [], policy: {} });
    const twice = {
      partners: [
        { ...row, id: 'x' },
        { ...row, id: 'x' },
      ],
    };
    expect(
      await documents.write('document', { key: 'another', agedBy: 0, tables: twice }),
    ).toMatchObject({ ok: false, faults: [{ path: '/tables' }] });
    const wrong = { partners: [{ ...row, seq: 'one', more: 1 }], nonsense: [] };
    expect(
      await documents.write('document', { key: 'another', agedBy: 0, tables: wrong }),
    ).toMatchObject({
      ok: false,
      faults: [
        { path: '/tables/partners/0/more' },
        { path: '/tables/partners/0/seq', message: 'must be of type integer' },
        { path: '/tables/nonsense', known: expect.arrayContaining(['partners']) },
      ],
    });
    expect(await ids('partners', 'document')).toEqual(['before']);
  });
});
