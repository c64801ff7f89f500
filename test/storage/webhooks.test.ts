import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { systemClock } from '../../src/platform/clock.js';
import type { DeliveryStore, Webhook, WebhookStore } from '../../src/signals/index.js';
import { matchesPattern, noticeOf } from '../../src/signals/index.js';
import {
  createDeliveryStore,
  createEventStore,
  createOutbox,
  createSandboxStore,
  createTaskStore,
  createWebhookStore,
  type EventStore,
  type TaskStore,
} from '../../src/storage/index.js';
import { describeOnBothEngines, type OpenedDatabase } from '../support/databases.js';

const SECRET = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
const clock = systemClock;

describeOnBothEngines('endpoints and deliveries', (open) => {
  let opened: OpenedDatabase;
  let webhooks: WebhookStore;
  let deliveries: DeliveryStore;
  let events: EventStore;
  let tasks: TaskStore;
  let made = 0;
  beforeAll(async () => {
    opened = await open();
    const { db, vault } = opened;
    tasks = createTaskStore({ db, vault, clock });
    const outbox = createOutbox({ vault, tasks, matches: matchesPattern, noticeOf });
    events = createEventStore({
      ...{ db, clock, tasks, outbox, tasksFor: () => [] },
      onCommit: () => undefined,
    });
    webhooks = createWebhookStore({ db, vault, events });
    deliveries = createDeliveryStore({ db, vault, tasks });
  });
  afterAll(() => opened.close());

  const webhook = (bend: Partial<Webhook> = {}): Webhook => ({
    ...{ id: 'mine', url: 'http://localhost:1/secret-path', events: ['client.*'], enabled: true },
    ...{ personalData: false, secret: SECRET, createdAt: 7, description: undefined },
    ...bend,
  });
  /** A sandbox of its own, with an endpoint. */
  const place = async (bend: Partial<Webhook> = {}) => {
    const id = `place-${++made}`;
    await createSandboxStore({ ...opened, clock }).create({ id });
    expect(await webhooks.insert(id, webhook(bend), 2, [])).toBe('inserted');
    return id;
  };
  const happen = (sandbox: string, ...types: string[]) =>
    opened.db.transaction((tx) =>
      events.append(
        tx,
        sandbox,
        types.map((type) => ({ type, client: 'cli_1', private: { code: '123456' } })),
      ),
    );
  const list = (sandbox: string) => deliveries.list(sandbox, { limit: 50 });
  const attempt = { number: 1, at: 5, durationMs: 3, url: 'http://x/', headers: { a: 'b' } };

  it('keeps endpoints, their address and secret sealed, up to a number, each id once', async () => {
    const sandbox = await place();
    expect(await webhooks.get(sandbox, 'mine')).toEqual(webhook());
    expect(await webhooks.insert(sandbox, webhook(), 2, [])).toBe('taken');
    expect(await webhooks.insert(sandbox, webhook({ id: 'second' }), 2, [])).toBe('inserted');
    expect(await webhooks.insert(sandbox, webhook({ id: 'third' }), 2, [])).toBe('too_many');
    const ids = async (after?: string) =>
      (await webhooks.list(sandbox, { limit: 9, after })).map(({ id }) => id);
    expect([await ids(), await ids('mine')]).toEqual([['mine', 'second'], ['second']]);
    const rows = JSON.stringify(await opened.db.query('SELECT sealed FROM webhooks'));
    for (const clear of ['secret-path', SECRET]) expect(rows).not.toContain(clear);
  });

  it('writes a delivery and its task with each event that matches, and nothing else', async () => {
    const sandbox = await place();
    await happen(sandbox, 'client.changed', 'account.created', 'client.deleted');
    const found = await list(sandbox);
    expect(found.map(({ eventType }) => eventType)).toEqual(['client.deleted', 'client.changed']);
    const stored = await events.list(sandbox, { type: 'client.*' });
    expect(found.map(({ event }) => event).reverse()).toEqual(stored.map(({ id }) => id));
    expect(JSON.parse(found[1]!.body)).toMatchObject({
      type: 'client.changed',
      sandbox,
      data: { client_id: 'cli_1' },
    });
    const due = await tasks.claim(9, sandbox);
    expect(due.map(({ kind, payload }) => ({ kind, payload })).sort(byText)).toEqual(
      found
        .map(({ id }) => ({ kind: 'webhook.deliver', payload: { delivery: id, turn: 0 } }))
        .sort(byText),
    );
    const raw = JSON.stringify([
      await opened.db.query('SELECT body FROM deliveries WHERE sandbox_id = $1', [sandbox]),
      found.map(({ body }) => body),
    ]);
    expect(raw).not.toContain('123456');
  });

  it('writes nothing when the event is rolled back, or the endpoint is disabled', async () => {
    const sandbox = await place();
    await expect(
      opened.db.transaction(async (tx) => {
        await events.append(tx, sandbox, [{ type: 'client.changed' }]);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await webhooks.save(sandbox, webhook({ enabled: false }), []);
    await happen(sandbox, 'client.changed');
    expect([await list(sandbox), await tasks.claim(9, sandbox)]).toEqual([[], []]);
  });

  it('records an attempt with the task of the next one, once for each turn', async () => {
    const sandbox = await place();
    await happen(sandbox, 'client.changed');
    await tasks.claim(9, sandbox);
    const [{ id } = { id: '' }] = await list(sandbox);
    const next = { state: 'pending', nextAt: 60 } as const;
    const answer = { status: 500, headers: {}, body: 'no', truncated: false };
    for (let i = 0; i < 2; i++)
      await deliveries.record(sandbox, { id, turn: 0 }, { ...attempt, answer }, next);
    expect(await deliveries.get(sandbox, id)).toMatchObject({
      ...{ state: 'pending', turn: 1, tries: 1, attempts: 1, lastStatus: 500, nextAt: 60 },
    });
    expect(await deliveries.attempts(sandbox, id)).toEqual([{ ...attempt, answer }]);
    expect(await tasks.claim(9, sandbox)).toMatchObject([{ payload: { delivery: id, turn: 1 } }]);
  });

  it('lets a delivery that is asked for again overtake the task that waits', async () => {
    const sandbox = await place();
    await happen(sandbox, 'client.changed');
    const [{ id } = { id: '' }] = await list(sandbox);
    expect(await deliveries.restart(sandbox, id, 9)).toBe(true);
    const done = { state: 'delivered' } as const;
    await deliveries.record(sandbox, { id, turn: 0 }, attempt, done);
    expect(await deliveries.attempts(sandbox, id)).toEqual([]);
    await deliveries.record(sandbox, { id, turn: 1 }, attempt, done);
    expect(await deliveries.get(sandbox, id)).toMatchObject({ state: 'delivered', attempts: 1 });
    expect(await deliveries.restart(sandbox, 'dlv_gone', 9)).toBe(false);
  });

  it('forgets the oldest that have ended, and those of an endpoint that is deleted', async () => {
    const sandbox = await place();
    for (let i = 0; i < 5; i++) await happen(sandbox, 'client.changed');
    const [pending, ...ended] = (await list(sandbox)).map(({ id }) => id).reverse();
    for (const id of ended)
      await deliveries.record(sandbox, { id, turn: 0 }, attempt, { state: 'failed' });
    await deliveries.prune(sandbox, 2);
    expect((await list(sandbox)).map(({ id }) => id)).toEqual([ended[3], ended[2], pending]);
    await deliveries.prune(sandbox, 2);
    expect(await list(sandbox)).toHaveLength(3);
    expect(await deliveries.attempts(sandbox, ended[0]!)).toEqual([]);
    expect(await webhooks.remove(sandbox, 'mine', [])).toBe(true);
    expect([await list(sandbox), await deliveries.attempts(sandbox, ended[3]!)]).toEqual([[], []]);
    expect(await webhooks.remove(sandbox, 'mine', [])).toBe(false);
  });
});

const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
