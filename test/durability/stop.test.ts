import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildServer } from '../support/server.js';
import { createCaller, type Caller } from './relyingParty.js';
import { freePort, runServer, sqlitePlace, startServer, type Place } from './server.js';

let place: Place;
beforeAll(buildServer);
afterEach(() => place.remove());

/** A request whose every byte has been sent, on a connection of its own. */
async function sent(port: number, body: object): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const json = JSON.stringify(body);
  const head = [
    'POST /control/v1/people HTTP/1.1',
    `Host: localhost:${port}`,
    'Content-Type: application/json',
    `Content-Length: ${json.length}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${json}`);
  return socket;
}

/** The status of what is answered before the connection is closed; 0 when nothing is. */
async function statusOf(socket: Socket): Promise<number> {
  let answer = '';
  socket.on('data', (chunk) => (answer += String(chunk)));
  await once(socket, 'close');
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);
}

const slowPeople = Array.from({ length: 24 }, (_, i) => ({
  id: `slow${i}`,
  password: `four quiet herons ${i} beyond dusk`, // hashing a person's own password takes a while
}));

describe('a server that is told to stop (SIGTERM)', () => {
  it('answers the requests it has, ends with 0 within five seconds, and has lost nothing', async () => {
    place = sqlitePlace();
    const port = await freePort();
    const server = await startServer(place, port);
    const { control } = createCaller(server.base);
    await control('POST', '/people', { id: 'first' });
    const sockets = await Promise.all(slowPeople.map((person) => sent(port, person)));
    const statuses = sockets.map(statusOf);
    await sleep(60);
    const began = Date.now();
    expect(await server.stop()).toBe(0);
    expect(Date.now() - began).toBeLessThan(5000);
    expect(await Promise.all(statuses)).toEqual(slowPeople.map(() => 201));
    expect(server.output()).toBe('');

    const again = await startServer(place, port);
    for (const { id } of [{ id: 'first' }, ...slowPeople])
      expect(await control('GET', `/people/${id}`)).toMatchObject({ id });
    expect(await again.stop()).toBe(0);
  });

  it('does the tasks of what it answered, before or after', async () => {
    place = sqlitePlace();
    const port = await freePort();
    const server = await startServer(place, port);
    const caller = createCaller(server.base);
    const client = await caller.client('Stopping');
    const journey = (n: number) =>
      caller.journey(client, {
        ...{ email: `late${n}@example.com`, password: `four quiet herons ${n} beyond dusk` },
        newcomer: true,
      });
    const journeys = Array.from({ length: 6 }, (_, n) => journey(n));
    const signedUp = await Promise.all(journeys.map(signUp));
    await server.stop();
    expect(signedUp).toEqual(journeys.map(() => 'check-mail'));

    const again = await startServer(place, port);
    expect(
      await Promise.all(journeys.map((_, n) => mailsTo(caller, `late${n}@example.com`))),
    ).toEqual(journeys.map(() => 1));
    await again.stop();
  });
});

/** The page after the registration. */
async function signUp(journey: ReturnType<Caller['journey']>): Promise<string | undefined> {
  await journey.step();
  await journey.step();
  return journey.page?.name;
}

async function mailsTo({ control }: Caller, to: string): Promise<number> {
  const { items } = await control<{ items: unknown[] }>('GET', `/messages?to=${to}&wait=10`);
  return items.length;
}

describe('a data folder', () => {
  it('belongs to one process, is refused to a second one, and is free at once after kill -9', async () => {
    place = sqlitePlace();
    const port = await freePort();
    const first = await startServer(place, port);
    const { code, said } = await runServer(place, ['--port', '0', '--no-irs']);
    expect(code).toBe(1);
    expect(said).toMatch(/^standin: .+ uses the data folder .+ --data\n$/);
    await createCaller(first.base).control('POST', '/people', { id: 'kept' });
    await first.kill();

    const second = await startServer(place, port);
    expect(await createCaller(second.base).control('GET', '/people/kept')).toMatchObject({
      id: 'kept',
    });
    expect(await second.stop()).toBe(0);
  });
});
