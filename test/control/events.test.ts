import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openControl, type Control } from './support.js';

let control: Control;
let call: Control['call'];
let server: Server;
let base: string;
beforeAll(async () => {
  control = await openControl();
  call = control.call;
  server = createServer(control.handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/control/v1`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await control.close();
});

const person = async (body: object = {}) => (await call('POST', '/people', body)).body;

describe('the audit stream', () => {
  it('lists what happened to a person in order, without personal data', async () => {
    const { id, email } = await person({ email: 'audit@example.com', tag: 'run-1' });
    await call('POST', `/people/${id}/lifecycle`, { event: 'suspend' });
    const { status, body } = await call('GET', `/events?person=${id}`);
    expect(status).toBe(200);
    expect(body.items.map(({ type }: { type: string }) => type)).toEqual([
      'account.created',
      'account.suspended',
    ]);
    expect(body.items[0]).toMatchObject({ person: id, tag: 'run-1', id: expect.any(String) });
    expect(JSON.stringify(body)).not.toContain(email);
  });

  it('is filtered by type, area, person in any spelling, client and tag', async () => {
    const { id } = await person({ email: 'filter@example.com', tag: 'run-2' });
    const { body: client } = await call('POST', '/clients', {
      redirect_uris: ['http://localhost:3000/cb'],
    });
    const types = async (query: string) =>
      (await call('GET', `/events?${query}`)).body.items.map(({ type }: { type: string }) => type);
    expect(await types('person=filter@example.com&type=account.created')).toEqual([
      'account.created',
    ]);
    expect(await types(`person=${id}&type=verification.*`)).toEqual([]);
    expect(await types('tag=run-2&type=account.*')).toEqual(['account.created']);
    expect(await types(`client_id=${client.client_id}&type=*`)).toEqual(['client.registered']);
    expect(await types('person=nobody')).toEqual([]);
  });

  it('knows people who are gone by their id', async () => {
    const { id } = await person();
    await call('DELETE', `/people/${id}`);
    const { body } = await call('GET', `/events?person=${id}&type=account.deleted`);
    expect(body.items).toHaveLength(1);
  });

  it('is paged, and goes on after an event or from now on', async () => {
    const { id } = await person();
    await call('POST', `/people/${id}/lifecycle`, { event: 'suspend' });
    const first = (await call('GET', `/events?person=${id}&limit=1`)).body;
    expect(first.next).toBe(first.items[0].id);
    const rest = (await call('GET', `/events?person=${id}&after=${first.next}`)).body;
    expect(rest.items.map(({ type }: { type: string }) => type)).toEqual(['account.suspended']);
    expect((await call('GET', '/events?after=now')).body.items).toEqual([]);
  });

  it('is waited for', async () => {
    const { id } = await person();
    const waiting = call('GET', `/events?after=now&person=${id}&wait=20`);
    await call('POST', `/people/${id}/lifecycle`, { event: 'suspend' });
    expect((await waiting).body.items).toMatchObject([{ type: 'account.suspended' }]);
  });

  it('is not seen from another sandbox', async () => {
    await call('POST', '/sandboxes', { id: 'apart' });
    const { id } = await person();
    expect((await call('GET', `/s/apart/control/v1/events?person=${id}`)).body.items).toEqual([]);
    const { body } = await call('GET', `/events?person=${id}`);
    const across = await call('GET', `/s/apart/control/v1/events?after=${body.items[0].id}`);
    expect([across.status, across.body.errors[0].path]).toEqual([422, '/after']);
  });

  it.each([
    ['type=account.vanished', '/type'],
    ['after=evt_x', '/after'],
    ['wait=61', '/wait'],
    ['colour=red', '/colour'],
  ])('refuses %s', async (query, path) => {
    const { status, body } = await call('GET', `/events?${query}`);
    expect([status, body.errors[0].path]).toEqual([422, path]);
  });
});

describe('the audit stream as server-sent events (WHATWG HTML section 9.2)', () => {
  /** Opens a stream and answers how to read the data of its next `count` events. */
  async function open(query: string, headers: Record<string, string> = {}) {
    const gone = new AbortController();
    const response = await fetch(`${base}/events?${query}`, {
      headers: { accept: 'text/event-stream', ...headers },
      signal: gone.signal,
    });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const messages = () => [...text.matchAll(/id: (\S+)\ndata: (.*)\n\n/g)];
    return {
      response,
      async read(count: number) {
        while (messages().length < count) text += (await reader.read()).value ?? '';
        return messages().map(([, id, data]) => ({ lastEventId: id, ...JSON.parse(data!) }));
      },
      close: () => gone.abort(),
    };
  }

  it('begins with what was asked for and goes on as things happen', async () => {
    const { id } = await person();
    const stream = await open(`person=${id}`);
    expect(stream.response.headers.get('content-type')).toContain('text/event-stream');
    expect(await stream.read(1)).toMatchObject([{ type: 'account.created', person: id }]);
    await call('POST', `/people/${id}/lifecycle`, { event: 'suspend' });
    const [, second] = await stream.read(2);
    expect(second).toMatchObject({ type: 'account.suspended', lastEventId: second.id });
    stream.close();
  });

  it('goes on where a reader was who comes back (Last-Event-ID)', async () => {
    const { id } = await person();
    const first = await open(`person=${id}`);
    const [{ lastEventId }] = (await first.read(1)) as [{ lastEventId: string }];
    first.close();
    await call('POST', `/people/${id}/lifecycle`, { event: 'suspend' });
    const again = await open(`person=${id}`, { 'last-event-id': lastEventId });
    expect(await again.read(1)).toMatchObject([{ type: 'account.suspended' }]);
    again.close();
    const reset = await open(`person=${id}`, { 'last-event-id': 'evt_of_before' });
    expect(await reset.read(2)).toHaveLength(2);
    reset.close();
  });

  it('refuses a filter as the list does', async () => {
    const { response, close } = await open('type=account.vanished');
    expect(response.status).toBe(422);
    close();
  });
});
