import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Message, MessageStore } from '../../src/messages/index.js';
import { newId } from '../../src/platform/ids.js';
import { createMessageStore } from '../../src/storage/messages.js';
import type { OpenedDatabase } from '../support/databases.js';
import { describeOnBothEngines } from '../support/databases.js';

const SANDBOX = 'default';

describeOnBothEngines('the inbox', (open) => {
  let opened: OpenedDatabase;
  let store: MessageStore;
  let at = 0;

  beforeAll(async () => {
    opened = await open();
    await opened.db.query(`INSERT INTO sandboxes (id, created_at) VALUES ('other', 0)`);
    store = createMessageStore(opened);
  });
  beforeEach(() => store.removeAll(SANDBOX));
  afterAll(() => opened.close());

  const message = (bend: Partial<Message> = {}): Message => ({
    ...{ id: newId('msg'), kind: 'email', to: 'ana@example.com', subject: 'Hello', text: 'A code' },
    ...{
      html: '<p>A code</p>',
      links: ['http://localhost/x?y=1'],
      codes: ['123456'],
      createdAt: ++at,
    },
    ...bend,
  });
  const kept = async (bend?: Partial<Message>, sandbox = SANDBOX) => {
    const one = message(bend);
    expect(await store.insert(sandbox, one, [])).toBe(true);
    return one;
  };
  const ids = async (filter: Partial<Parameters<MessageStore['list']>[1]>) =>
    (await store.list(SANDBOX, { limit: 50, ...filter })).map(({ id }) => id);

  it('gives back what was put in, newest last, up to a limit', async () => {
    const [one, two, three] = [await kept(), await kept(), await kept()];
    expect(await store.list(SANDBOX, { limit: 50 })).toEqual([one, two, three]);
    expect(await ids({ limit: 2 })).toEqual([one.id, two.id]);
    expect(await store.get(SANDBOX, two.id)).toEqual(two);
  });

  it('filters by address in any case, by kind, and by what came after an id or an instant', async () => {
    const one = await kept({ to: 'Bo@Example.com' });
    const two = await kept({ kind: 'sms', to: '+12025550117', html: undefined });
    const three = await kept({ to: 'bo@example.com' });
    expect(await ids({ to: 'bo@example.com' })).toEqual([one.id, three.id]);
    expect(await ids({ kind: 'sms' })).toEqual([two.id]);
    expect(await ids({ after: one.id })).toEqual([two.id, three.id]);
    expect(await ids({ after: two.createdAt, kind: 'email' })).toEqual([three.id]);
  });

  it('keeps a message of the same id once, so that a task may run twice', async () => {
    const one = await kept();
    expect(await store.insert(SANDBOX, one, [{ type: 'message.sent' }])).toBe(false);
    expect(await ids({})).toEqual([one.id]);
  });

  it('holds every message of many that arrive at once, each after the other', async () => {
    const sent = await Promise.all(Array.from({ length: 16 }, () => kept()));
    const listed = await ids({});
    expect([...listed].sort()).toEqual(sent.map(({ id }) => id).sort());
    expect(await ids({ after: listed[7] })).toEqual(listed.slice(8));
  });

  it('is emptied for its sandbox alone', async () => {
    const stays = await kept({}, 'other');
    await kept();
    expect(await store.removeAll(SANDBOX)).toBe(1);
    expect(await ids({})).toEqual([]);
    expect(await store.list('other', { limit: 50 })).toEqual([stays]);
    expect(await store.get(SANDBOX, stays.id)).toBeUndefined();
  });

  it('forgets the oldest of a sandbox until so many are left', async () => {
    const foreign = await kept({}, 'other');
    const all = [await kept(), await kept(), await kept()];
    await store.prune(SANDBOX, 2);
    expect(await ids({})).toEqual(all.slice(1).map(({ id }) => id));
    await store.prune(SANDBOX, 2);
    expect(await ids({})).toHaveLength(2);
    expect(await store.get('other', foreign.id)).toEqual(foreign);
  });

  it('keeps address, text and code out of the rows', async () => {
    await kept({ to: 'secret.person@example.com', codes: ['918273'] });
    const rows = JSON.stringify(await opened.db.query('SELECT sealed, to_index FROM messages'));
    for (const clear of ['secret.person', 'A code', '918273']) expect(rows).not.toContain(clear);
  });
});
