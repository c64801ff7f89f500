import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DomainEvent } from '../../src/platform/events.js';
import {
  createEventStore,
  createSandboxStore,
  createTaskStore,
  type EventStore,
  type TaskStore,
} from '../../src/storage/index.js';
import { describeOnBothEngines, type OpenedDatabase } from '../support/databases.js';

const clock = { now: () => 1_700_000_000_000 };

describeOnBothEngines('the event store', (open) => {
  let opened: OpenedDatabase;
  let events: EventStore;
  let tasks: TaskStore;
  const woken: string[] = [];
  beforeAll(async () => {
    opened = await open();
    const { db, vault } = opened;
    tasks = createTaskStore({ db, vault, clock });
    events = createEventStore({
      db,
      clock,
      tasks,
      tasksFor: (event) =>
        event.type === 'mail.wanted' ? [{ kind: 'mail', payload: event.private }] : [],
      onCommit: (sandbox) => woken.push(sandbox),
    });
    const sandboxes = createSandboxStore({ db, clock });
    for (const id of ['filters', 'busy', 'polled', 'mails']) await sandboxes.create({ id });
  });
  afterAll(() => opened.close());

  const write = (sandbox: string, ...batch: DomainEvent[]) =>
    opened.db.transaction((tx) => events.append(tx, sandbox, batch));

  it('lists what was written, numbered from 1, with what is missing as null', async () => {
    await write(
      'default',
      {
        type: 'account.registered',
        account: 'per_1',
        client: 'cli_1',
        tag: 't',
        data: { aal: 2, by: ['totp'] },
      },
      { type: 'key.rotated' },
    );
    expect(await events.list('default')).toEqual([
      {
        seq: 1,
        id: expect.stringMatching(/^evt_/),
        type: 'account.registered',
        at: clock.now(),
        account: 'per_1',
        client: 'cli_1',
        tag: 't',
        actor: null,
        data: { aal: 2, by: ['totp'] },
      },
      expect.objectContaining({ seq: 2, type: 'key.rotated', account: null, data: {} }),
    ]);
  });

  it('filters by each member and by all together, and goes on after an event', async () => {
    await write(
      'filters',
      { type: 'a', account: 'per_1', client: 'cli_1', tag: 'x' },
      { type: 'a', account: 'per_2', client: 'cli_1', tag: 'y' },
      { type: 'b', account: 'per_1', client: 'cli_2', tag: 'x' },
    );
    const seqs = async (filter: Parameters<EventStore['list']>[1]) =>
      (await events.list('filters', filter)).map(({ seq }) => seq);
    expect(await seqs({ type: 'a' })).toEqual([1, 2]);
    expect(await seqs({ account: 'per_1' })).toEqual([1, 3]);
    expect(await seqs({ client: 'cli_2' })).toEqual([3]);
    expect(await seqs({ tag: 'x', type: 'a', account: 'per_1', client: 'cli_1' })).toEqual([1]);
    expect(await seqs({ limit: 2 })).toEqual([1, 2]);
    const [, second] = await events.list('filters');
    expect(await seqs({ after: await events.seqOf('filters', second?.id ?? '') })).toEqual([3]);
    expect(await events.seqOf('default', second?.id ?? '')).toBeUndefined();
  });

  it('writes the tasks that follow with the event, private data sealed and nowhere else', async () => {
    await write('mails', { type: 'mail.wanted', data: { to: 1 }, private: { code: '123456' } });
    const rows = await opened.db.query("SELECT payload FROM tasks WHERE sandbox_id = 'mails'");
    expect(JSON.stringify([rows, await events.list('mails')])).not.toContain('123456');
    expect(await tasks.claim(9, 'mails')).toMatchObject([
      { kind: 'mail', payload: { code: '123456' } },
    ]);
  });

  it('writes neither events nor tasks of a transaction that fails, takes no number, and wakes nobody', async () => {
    woken.length = 0;
    await expect(
      opened.db.transaction(async (tx) => {
        await events.append(tx, 'mails', [{ type: 'mail.wanted', private: {} }]);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(woken).toEqual([]);
    expect(await tasks.claim(9, 'mails')).toEqual([]);
    await write('mails', { type: 'next' });
    expect((await events.list('mails')).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(woken).toEqual(['mails']);
  });

  it('numbers 160 events of 16 at once without a gap', async () => {
    await Promise.all(
      Array.from({ length: 16 }, async (_, writer) => {
        for (let i = 0; i < 10; i++) await write('busy', { type: 'e', data: { writer } });
      }),
    );
    expect((await events.list('busy', { limit: 200 })).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 160 }, (_, i) => i + 1),
    );
  });

  it('shows a reader who polls while 16 write every number once and in order', async () => {
    let done = false;
    const seen: number[] = [];
    const reading = (async () => {
      const isDone = () => done;
      while (!isDone()) {
        for (const { seq } of await events.list('polled', { after: seen.at(-1) ?? 0 }))
          seen.push(seq);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    })();
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let i = 0; i < 6; i++) await write('polled', { type: 'e' }, { type: 'e' });
      }),
    );
    done = true;
    await reading;
    for (
      let rest = await events.list('polled', { after: seen.at(-1) ?? 0 });
      rest.length > 0;
      rest = await events.list('polled', { after: seen.at(-1) ?? 0 })
    )
      seen.push(...rest.map(({ seq }) => seq));
    expect(seen).toEqual(Array.from({ length: 192 }, (_, i) => i + 1));
  });
});
