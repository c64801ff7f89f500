import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { openControl, type Answer, type Control } from './support.js';

interface Heard {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let control: Control;
let call: Control['call'];
let receiver: Server;
let url: string;
/** What the receiver answers to the next calls at `/scripted`; 204 when nothing is said. */
let answers: { status: number; headers?: Record<string, string>; body?: string }[] = [];
let heard: Heard[] = [];

beforeAll(async () => {
  control = await openControl();
  call = control.call;
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      heard.push({ path: request.url ?? '', headers: request.headers, body });
      const scripted = request.url === '/scripted' ? answers.shift() : undefined;
      const { status, headers, body: text } = scripted ?? { status: 204 };
      response.writeHead(status, headers).end(text);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
afterAll(async () => {
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
  await control.close();
});
afterEach(async () => {
  for (const { id } of (await call('GET', '/webhooks')).body.items)
    await call('DELETE', `/webhooks/${id}`);
  [heard, answers] = [[], []];
});

const register = async (body: object = {}) =>
  (await call('POST', '/webhooks', { url, events: ['account.created'], ...body })).body;
const person = async (body: object = {}) => (await call('POST', '/people', body)).body;
const until = async <T>(look: () => Promise<T> | T, isEnough: (found: T) => boolean) => {
  for (;;) {
    const found = await look();
    if (isEnough(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
const deliveries = async (query = ''): Promise<Answer['body']> =>
  (await call('GET', `/deliveries?${query}`)).body.items;
/** The newest delivery once it is in that state, with its attempts. */
const delivered = async (state: string, attempts = 1): Promise<Answer['body']> => {
  const [{ id }] = await until(
    () => deliveries(),
    (found) => found[0]?.state === state && found[0]?.attempt_count === attempts,
  );
  return (await call('GET', `/deliveries/${id}`)).body;
};
/** As time travel would: what waits is due. */
const letTimePass = () =>
  control.db.query("UPDATE tasks SET due_at = 0 WHERE sandbox_id = 'default'");

describe('endpoints', () => {
  it('are made with a secret, read, changed and deleted', async () => {
    const made = await call('POST', '/webhooks', { url, description: 'My app' });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      url,
      description: 'My app',
      events: ['account.*', 'verification.*'],
      enabled: true,
      personal_data: false,
      secret: expect.stringMatching(/^whsec_/),
    });
    const at = `/webhooks/${made.body.id}`;
    expect((await call('GET', at)).body).toEqual(made.body);
    const changed = await call('PATCH', at, { enabled: false, description: null });
    const { description: _gone, ...rest } = made.body;
    expect(changed.body).toEqual({ ...rest, enabled: false });
    expect((await call('GET', '/webhooks')).body.items).toEqual([changed.body]);
    expect((await call('DELETE', at)).status).toBe(204);
    for (const method of ['GET', 'DELETE']) expect((await call(method, at)).status).toBe(404);
    expect((await call('PATCH', at, { enabled: true })).status).toBe(404);
  });

  it('answer 200 to the same id and body again, whatever the secret, and 409 to another', async () => {
    const body = { id: 'mine', url };
    const first = await call('POST', '/webhooks', body);
    const second = await call('POST', '/webhooks', body);
    expect([second.status, second.body]).toEqual([200, first.body]);
    expect((await call('POST', '/webhooks', { ...body, events: ['*'] })).status).toBe(409);
    const secret = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;
    expect((await call('POST', '/webhooks', { ...body, secret })).status).toBe(409);
  });

  it.each([
    [{ url: 'ftp://localhost' }, '/url'],
    [{ url: 'http://me:secret@localhost' }, '/url'],
    [{ url: 'nowhere' }, '/url'],
    [{ url: 'http://169.254.169.254/latest' }, '/url'],
    [{ url: 'http://[fe80::1]/' }, '/url'],
    [{ secret: 'short' }, '/secret'],
    [{ secret: `whsec_${'A'.repeat(28)}` }, '/secret'],
    [{ events: [] }, '/events'],
    [{ events: ['account.vanished'] }, '/events/0'],
    [{ colour: 'red' }, '/colour'],
    [{ id: 'My Hook' }, '/id'],
  ])('are refused with %j', async (bend, path) => {
    const { status, body } = await call('POST', '/webhooks', { url, ...bend });
    expect([status, body.errors[0].path]).toEqual([422, path]);
  });

  it('are at most fifty in a sandbox', async () => {
    await call('POST', '/sandboxes', { id: 'crowded' });
    const make = () => call('POST', '/s/crowded/control/v1/webhooks', { url });
    for (let i = 0; i < 50; i++) expect((await make()).status).toBe(201);
    expect((await make()).status).toBe(409);
  });
});

describe('a delivery', () => {
  it('is signed as Standard Webhooks says, and holds ids and no personal data', async () => {
    const { secret } = await register({ url: `${url}/signed` });
    const { id, uuid } = await person({ email: 'hook@example.com', tag: 'run-7' });
    const { event, body, attempts } = await delivered('delivered');
    const [{ headers, body: raw }] = heard.filter(({ path }) => path === '/signed') as [Heard];
    const verified = new Webhook(secret).verify(raw, headers as Record<string, string>);
    expect(verified).toMatchObject({
      id: event,
      type: 'account.created',
      sandbox: 'default',
      timestamp: expect.stringMatching(/^\d{4}-/),
      data: { person: id, uuid, tag: 'run-7' },
    });
    expect(headers['webhook-id']).toBe(event);
    expect(raw).not.toContain('hook@example.com');
    expect([body, attempts]).toMatchObject([raw, [{ number: 1, answer: { status: 204 } }]]);
    expect(() => new Webhook(secret).verify(raw + ' ', headers as never)).toThrow();
  });

  it('says who the person is where the endpoint asks for it, but no Social Security number', async () => {
    await register({ personal_data: true, url: `${url}/personal` });
    const { given_name, email } = await person({ ial: 2, authenticators: ['password', 'totp'] });
    await delivered('delivered');
    const { data } = JSON.parse(heard.find(({ path }) => path === '/personal')!.body);
    expect(data.claims).toMatchObject({ given_name, email, ial: '2' });
    expect(data.claims).not.toHaveProperty('ssn');
  });

  it('is made of what the endpoint wants to hear, by each endpoint that does', async () => {
    await register({ url: `${url}/created` });
    await register({ url: `${url}/clients`, events: ['client.*'] });
    await register({ url: `${url}/off`, enabled: false });
    await register({ url: `${url}/all`, events: ['*'] });
    await person();
    await until(
      () => heard.map(({ path }) => path).sort(),
      (paths) => paths.filter((path) => path === '/created' || path === '/all').length >= 2,
    );
    expect(heard.map(({ path }) => path)).not.toContain('/clients');
    expect(heard.map(({ path }) => path)).not.toContain('/off');
  });

  it('is tried again after a while, as the same message, until it is taken', async () => {
    answers = [{ status: 500, body: 'not now' }, { status: 200 }];
    const { secret } = await register({ url: `${url}/scripted` });
    await person();
    const first = await delivered('pending');
    expect(first.attempts).toMatchObject([{ answer: { status: 500, body: 'not now' } }]);
    expect(Date.parse(first.next_attempt_at)).toBeGreaterThan(Date.parse(first.created_at));
    await letTimePass();
    const second = await delivered('delivered', 2);
    expect(second.last_status).toBe(200);
    expect(second).not.toHaveProperty('next_attempt_at');
    const [one, two] = heard.filter(({ path }) => path === '/scripted') as [Heard, Heard];
    expect(two.body).toBe(one.body);
    expect(two.headers['webhook-id']).toBe(one.headers['webhook-id']);
    new Webhook(secret).verify(two.body, two.headers as Record<string, string>);
  });

  it('has failed when the last try was in vain, and is sent again when somebody asks for it', async () => {
    answers = Array.from({ length: 9 }, () => ({ status: 503 }));
    await register({ url: `${url}/scripted` });
    await person();
    for (let tries = 1; tries < 9; tries++) {
      await delivered('pending', tries);
      await letTimePass();
    }
    const failed = await delivered('failed', 9);
    const again = await call('POST', `/deliveries/${failed.id}/redeliver`);
    expect([again.status, again.body.state]).toEqual([202, 'pending']);
    expect((await delivered('delivered', 10)).attempts).toHaveLength(10);
  }, 60_000);

  it('fails at once when the endpoint is gone for good, which is disabled then (410)', async () => {
    answers = [{ status: 410 }];
    const { id } = await register({ url: `${url}/scripted` });
    await person();
    const failed = await delivered('failed');
    await until(
      () => call('GET', `/webhooks/${id}`),
      ({ body }) => body.enabled === false,
    );
    expect((await call('POST', `/deliveries/${failed.id}/redeliver`)).status).toBe(409);
    await person();
    expect(await deliveries()).toHaveLength(1);
  });

  it('follows no redirect, and keeps no more of an answer than 16 KB', async () => {
    const location = `${url}/elsewhere`;
    answers = [{ status: 302, headers: { location }, body: 'x'.repeat(100_000) }];
    await register({ url: `${url}/scripted` });
    await person();
    const { attempts } = await delivered('pending');
    const [{ answer }] = attempts;
    expect(answer).toMatchObject({ status: 302, truncated: true, headers: { location } });
    expect(answer.body).toHaveLength(16 * 1024);
    expect(heard.map(({ path }) => path)).not.toContain('/elsewhere');
  });

  it('says why there was no answer', async () => {
    await register({ url: 'http://127.0.0.1:9/' });
    await person();
    const { attempts } = await delivered('pending');
    expect(attempts).toMatchObject([{ error: 'ECONNREFUSED' }]);
    expect(attempts[0]).not.toHaveProperty('answer');
  });

  it('is listed by endpoint, event and state, newest first', async () => {
    const { id } = await register();
    await register({ url: `${url}/other` });
    await person();
    await person();
    const all = await until(
      () => deliveries('state=delivered'),
      (found) => found.length === 4,
    );
    const own = await deliveries(`webhook=${id}`);
    expect(own).toEqual(all.filter((one: { webhook: string }) => one.webhook === id));
    expect(await deliveries(`event=${own[0].event}`)).toHaveLength(2);
    expect(await deliveries('state=failed')).toEqual([]);
    const page = (await call('GET', '/deliveries?limit=3')).body;
    expect((await deliveries(`after=${page.next}`)).map((one: { id: string }) => one.id)).toEqual([
      all[3].id,
    ]);
    expect((await call('GET', '/deliveries?after=dlv_x')).status).toBe(422);
    expect((await call('GET', '/deliveries?state=lost')).status).toBe(422);
    expect((await call('GET', '/deliveries/dlv_x')).status).toBe(404);
    expect((await call('POST', '/deliveries/dlv_x/redeliver')).status).toBe(404);
  });

  it('is made in the sandbox of its endpoint alone, and seen there alone', async () => {
    await call('POST', '/sandboxes', { id: 'other' });
    const foreignHook = { url: `${url}/other`, events: ['account.created'] };
    await call('POST', '/s/other/control/v1/webhooks', foreignHook);
    await register({ url: `${url}/own` });
    await person();
    const { id } = await delivered('delivered');
    expect(heard.map(({ path }) => path)).not.toContain('/other');
    expect((await call('GET', `/s/other/control/v1/deliveries/${id}`)).status).toBe(404);
    const foreign = await call('POST', `/s/other/control/v1/deliveries/${id}/redeliver`);
    expect(foreign.status).toBe(404);
    await call('POST', '/s/other/control/v1/people', {});
    const [message] = await until(
      () => heard.filter(({ path }) => path === '/other'),
      (found) => found.length > 0,
    );
    expect(JSON.parse(message!.body).sandbox).toBe('other');
  });
});
