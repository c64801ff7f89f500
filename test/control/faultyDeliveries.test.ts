import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { openControl, type Control } from './support.js';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let control: Control;
let receiver: Server;
let secret: string;
let heard: Heard[] = [];
const call: Control['call'] = (...args) => control.call(...args);

beforeAll(async () => {
  control = await openControl();
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  secret = (await call('POST', '/webhooks', { url, events: ['account.created'] })).body.secret;
});
afterAll(async () => {
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
  await control.close();
});
afterEach(async () => {
  await call('DELETE', '/faults');
  heard = [];
});

const until = async <T>(look: () => Promise<T> | T, isEnough: (found: T) => boolean) => {
  for (;;) {
    const found = await look();
    if (isEnough(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
const fault = async (body: object) => {
  const made = await call('POST', '/faults', body);
  expect(made.status).toBe(201);
  return made.body.id as string;
};
const person = async (body: object = {}) => (await call('POST', '/people', body)).body;
const deliveryOf = async (event: (found: ReturnType<typeof JSON.parse>) => boolean) => {
  const found = await until(
    async () => (await call('GET', '/deliveries')).body.items[0],
    (newest) => newest !== undefined && event(newest),
  );
  return (await call('GET', `/deliveries/${found.id}`)).body;
};
/** As time travel would: what waits is due. */
const letTimePass = () =>
  control.db.query("UPDATE tasks SET due_at = 0 WHERE sandbox_id = 'default'");
const verified = ({ body, headers }: Heard) =>
  new Webhook(secret).verify(body, headers as Record<string, string>) as { data: object };

describe('a fault at webhook', () => {
  it('drops a delivery: it failed, nothing was sent, and it can be asked for again', async () => {
    const { id } = await person();
    await until(
      () => heard,
      (all) => all.length === 1,
    );
    heard = [];
    const dropped = await fault({ at: 'webhook', kind: 'drop', times: 1 });
    await person();
    const delivery = await deliveryOf(({ state }) => state === 'failed');
    expect(delivery.attempts).toEqual([
      expect.objectContaining({ error: `never sent (fault ${dropped})` }),
    ]);
    expect(heard).toEqual([]);
    await call('POST', `/deliveries/${delivery.id}/redeliver`);
    const [again] = await until(
      () => heard,
      (all) => all.length === 1,
    );
    expect(verified(again!).data).not.toMatchObject({ person: id });
  });

  it('makes a delivery twice, under one id', async () => {
    await fault({ at: 'webhook', kind: 'duplicate', times: 1 });
    await person();
    const [one, two] = await until(
      () => heard,
      (all) => all.length === 2,
    );
    expect(one!.headers['webhook-id']).toBe(two!.headers['webhook-id']);
    expect(one!.body).toBe(two!.body);
    expect(verified(two!)).toBeTruthy();
  });

  it('holds a delivery back, so that the next one overtakes it', async () => {
    const first = await person({ tag: 'late' });
    await until(
      () => heard,
      (all) => all.length === 1,
    );
    heard = [];
    await fault({ at: 'webhook', kind: 'reorder', match: { tag: 'late' } });
    const [slow, quick] = [await person({ tag: 'late' }), await person()];
    await until(
      () => heard,
      (all) => all.length === 1,
    );
    expect(verified(heard[0]!).data).toMatchObject({ person: quick.id });
    await until(
      async () => (await call('GET', '/deliveries?state=pending')).body.items,
      (items) => items.length === 1 && items[0].attempt_count === 1,
    );
    await letTimePass();
    await call('POST', '/clock/advance', { by: 'PT10S' });
    await until(
      () => heard,
      (all) => all.length === 2,
    );
    expect(verified(heard[1]!).data).toMatchObject({ person: slow.id });
    expect(first.id).not.toBe(slow.id);
  });

  it.each([
    [{ kind: 'signature', how: 'corrupt' }, /signature/i],
    [{ kind: 'signature', how: 'wrong_key' }, /signature/i],
    [{ kind: 'clock_skew', seconds: -3600 }, /timestamp/i],
    [{ kind: 'malformed' }, /JSON|Unterminated|Unexpected/],
  ])('sends what a receiver must refuse: %j', async (body, why) => {
    await fault({ at: 'webhook', times: 1, ...body });
    await person();
    const [message] = await until(
      () => heard,
      (all) => all.length === 1,
    );
    expect(() => verified(message!)).toThrow(why);
  });

  it('lets a delivery fail as if the endpoint had, and it is tried again', async () => {
    await fault({ at: 'webhook', kind: 'status', status: 503, times: 1 });
    await fault({ at: 'webhook', kind: 'hang_up', times: 1 });
    await person();
    const waits = ({ state, attempt_count }: { state: string; attempt_count: number }) =>
      state === 'pending' && attempt_count === 1;
    expect((await deliveryOf(waits)).attempts[0]).toMatchObject({
      error: expect.stringContaining('ended'),
    });
    expect(heard).toEqual([]);
  });

  it('is for the person, client and tag that it names alone', async () => {
    await fault({ at: 'webhook', kind: 'drop', match: { tag: 'mine' } });
    const theirs = await person({ tag: 'theirs' });
    await person({ tag: 'mine' });
    await deliveryOf(({ state }) => state === 'failed');
    await until(
      () => heard,
      (all) => all.length === 1,
    );
    expect(verified(heard[0]!).data).toMatchObject({ person: theirs.id });
  });
});

describe('a fault at mail', () => {
  /** Closes the account, which is told by mail. */
  const close = async (to: { id: string; email: string }) =>
    call('POST', `/people/${to.id}/lifecycle`, { event: 'close' });
  const mailsTo = async (email: string) =>
    (await call('GET', `/messages?to=${encodeURIComponent(email)}`)).body.items;
  const eventOf = async (type: string, id: string) =>
    until(
      async () => (await call('GET', `/events?type=${type}&person=${id}`)).body.items[0],
      (found) => found !== undefined,
    );

  it('drops a mail', async () => {
    const who = await person();
    const dropped = await fault({ at: 'mail', kind: 'drop', match: { person: who.id } });
    await close(who);
    const lost = await eventOf('message.lost', who.id);
    expect(lost.data).toMatchObject({ kind: 'email', reason: `fault ${dropped}` });
    expect(await mailsTo(who.email)).toEqual([]);
  });

  it.each([{ kind: 'delay', ms: 60_000 }, { kind: 'reorder' }])(
    'lets a mail come later: %j',
    async (effect) => {
      const who = await person();
      await fault({ at: 'mail', ...effect, match: { person: who.id } });
      await close(who);
      const late = await eventOf('message.delayed', who.id);
      expect(late.data.delay_ms).toBe(effect.ms ?? 5000);
      expect(await mailsTo(who.email)).toEqual([]);
      await call('POST', '/clock/advance', { by: 'PT2M' });
      expect(await mailsTo(who.email)).toHaveLength(1);
    },
  );

  it('sends a mail twice', async () => {
    const who = await person();
    await fault({ at: 'mail', kind: 'duplicate', match: { person: who.id }, times: 1 });
    await close(who);
    const [one, two] = await until(
      () => mailsTo(who.email),
      (found) => found.length === 2,
    );
    expect(one.id).not.toBe(two.id);
    expect(one.text).toBe(two.text);
  });
});
