import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Database } from '../../src/storage/index.js';
import { createHttpBrowser } from '../support/httpBrowser.js';
import { postgresUrl } from '../support/postgres.js';
import { buildServer } from '../support/server.js';
import { codeIn, createCaller, verifyIdToken, type Caller, type Client } from './relyingParty.js';
import { freePort, postgresPlace, startServer, type Place, type Server } from './server.js';
import { halvesIn, lettersTooMany } from './whole.js';

jest.setTimeout(60_000);

let place: Place;
let db: Database;
let servers: readonly Server[] = [];
let a: Caller;
let b: Caller;
let client: Client;

beforeAll(postgresUrl, 60_000);
beforeAll(async () => {
  buildServer();
  place = await postgresPlace();
  const ports = [await freePort(), await freePort()] as const;
  const base = `http://localhost:${ports[0]}`;
  // both at once, on an empty database: one migrates, one makes the keys
  servers = await Promise.all(
    ports.map((port) => startServer(place, port, ['--public-url', base])),
  );
  db = await place.open();
  a = createCaller(base);
  b = createCaller(base, `http://localhost:${ports[1]}`);
  client = await a.client('Two doors');
});
afterAll(async () => {
  expect(await Promise.all(servers.map((server) => server.stop()))).toEqual([0, 0]);
  for (const server of servers) expect(server.output()).toBe('');
  await db.close();
  await place.remove();
});

const somebody = (caller: Caller) =>
  caller.control<{ id: string; email: string; password: string }>('POST', '/people', {});

describe('two processes on one PostgreSQL', () => {
  it('make one set of keys, although they start for the first time together', async () => {
    for (;;) {
      const [one, other] = [await a.jwks(), await b.jwks()];
      if (one.keys.length < 2 || other.keys.length < 2) continue;
      expect(one.keys.map(({ alg }) => alg).sort()).toEqual(['ES256', 'RS256']);
      expect(other).toEqual(one);
      return;
    }
  });

  it('know at once what the other was told: people, clients, changes of clients', async () => {
    const { id } = await somebody(a);
    expect(await b.control('GET', `/people/${id}`)).toMatchObject({ id });
    const known = await b.client('New at the other');
    const ask = () => createHttpBrowser(a.base).get(a.authorizeUrl(known, { scope: 'openid' }));
    expect((await ask()).name).toBe('signin');
    await b.control('PATCH', `/clients/${known.client_id}`, {
      redirect_uris: ['http://localhost:3998/elsewhere'],
    });
    expect((await ask()).status).toBe(400);
    await b.control('DELETE', `/clients/${known.client_id}`);
    expect((await ask()).status).toBe(400);
  });

  it("finish a sign-in that the other began, page by page, and take each other's cookies", async () => {
    const browser = createHttpBrowser(a.base);
    const journey = a.journey(client, await somebody(b), undefined, browser);
    let left: URL | undefined;
    for (let page = 0; left === undefined && page < 10; page++) {
      browser.via(page % 2 === 0 ? a.at : b.at);
      left = await journey.step();
    }
    expect(left?.searchParams.get('code')).toEqual(expect.any(String));
    for (const { at } of [a, b]) {
      browser.via(at);
      expect((await a.silently(client, browser)).get('code')).toEqual(expect.any(String));
    }
  });

  it('redeem codes and tokens that the other issued, once between them', async () => {
    const left = await a.journey(client, await somebody(a)).finish();
    const code = codeIn(left);
    const redeemed = await b.redeem(client, code);
    expect(redeemed.status).toBe(200);
    const { access_token, id_token, refresh_token } = redeemed.body;
    expect(await a.subjectAt(access_token)).toEqual(await b.subjectAt(access_token));
    await verifyIdToken(await a.jwks(), id_token, a.base);
    const both = [a, b, a, b, a, b, a, b].map((each) => each.refresh(client, refresh_token));
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 400, 400, 400, 400, 400, 400, 400]);
    const again = await a.redeem(client, code);
    expect(again.body.error).toBe('invalid_grant');
  });

  it('redeem a code once when both are asked at the same moment', async () => {
    const code = codeIn(await b.journey(client, await somebody(b)).finish());
    const both = [a, b, a, b, a, b, a, b].map((each) => each.redeem(client, code));
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 400, 400, 400, 400, 400, 400, 400]);
  });

  it('do every task once', async () => {
    const addresses = Array.from({ length: 12 }, (_, n) => `shared${n}@example.com`);
    await Promise.all(
      addresses.map(async (email, n) => {
        const password = `four quiet herons ${n} beyond dusk`;
        const journey = (n % 2 === 0 ? a : b).journey(client, { email, password, newcomer: true });
        while (journey.page?.name !== 'check-mail') await journey.step();
        expect(await (n % 2 === 0 ? b : a).codeFor(email)).toMatch(/^\d{6}$/);
      }),
    );
    expect(await lettersTooMany(db)).toBe(0);
    // A code that was tried eight times has ended its grant. A token that was being written at that moment is worth nothing,
    // since every use looks its grant up, and goes when it expires.
    const orphans = ['AccessToken without a grant', 'RefreshToken without a grant'];
    const halves = (await halvesIn(db)).filter((half) => !orphans.includes(half));
    expect(halves).toEqual([]);
  });

  it('outlive each other: what one was doing goes on at the other when it is killed', async () => {
    const [first, second] = servers as [Server, Server];
    const browser = createHttpBrowser(a.base);
    const journey = a.journey(client, await somebody(a), undefined, browser);
    await journey.step();
    await first.kill();
    browser.via(b.at);
    const left = await journey.finish();
    expect((await b.redeem(client, codeIn(left))).status).toBe(200);
    servers = [
      await startServer(place, Number(new URL(a.at).port), ['--public-url', a.base]),
      second,
    ];
    expect(await a.jwks()).toEqual(await b.jwks());
  });
});
