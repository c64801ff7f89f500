import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  type JWK,
} from 'jose';
import { BASE, openControl, type Control } from './support.js';

let control: Control;
let base: string;
let client_id: string;
let person: string;
let made = 0;

beforeAll(async () => {
  control = await openControl();
});
/** Each test has a sandbox of its own, whose keys nobody else changes. */
beforeEach(async () => {
  const id = `keys-${++made}`;
  base = `/s/${id}`;
  await control.call('POST', '/sandboxes', { id });
  const redirect_uris = ['http://127.0.0.1:7199/cb'];
  client_id = (await call('POST', '/clients', { client_name: 'App', redirect_uris })).body
    .client_id;
  person = (await call('POST', '/people', {})).body.id;
});
afterAll(() => control.close());

const call: Control['call'] = (method, path, body) =>
  control.call(method, `${base}/control/v1${path}`, body);
const keys = async (): Promise<any[]> => (await call('GET', '/keys')).body.items;
const rs256 = async (state: string): Promise<string[]> =>
  (await keys()).flatMap((key) => (key.alg === 'RS256' && key.state === state ? [key.kid] : []));

async function keySet(): Promise<{ keys: JWK[] }> {
  const headers = { host: new URL(BASE).host };
  const url = `${base}/connect/jwks`;
  return JSON.parse((await control.deps.inject({ method: 'GET', url, headers })).body);
}
const published = async () => (await keySet()).keys.map(({ kid }) => kid);

async function idToken(): Promise<string> {
  const order = { client_id, scope: 'openid', person, exchange: true };
  return (await call('POST', '/sign-in', order)).body.tokens.id_token;
}
const signedBy = async () => decodeProtectedHeader(await idToken()).kid;
const verifies = async (token: string): Promise<boolean> =>
  jwtVerify(token, createLocalJWKSet(await keySet())).then(
    () => true,
    () => false,
  );

describe('signing keys (contract section 4)', () => {
  it('are listed without what is private, one of each algorithm, and published', async () => {
    const found = await keys();
    expect(found.map(({ alg, state }) => [alg, state])).toEqual([
      ['ES256', 'active'],
      ['RS256', 'active'],
    ]);
    expect(JSON.stringify(found)).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
    for (const { kid, jwk } of found) expect(kid).toBe(await calculateJwkThumbprint(jwk));
    expect((await published()).sort()).toEqual(found.map(({ kid }) => kid).sort());
    expect((await call('GET', `/keys/${found[0].kid}`)).body).toEqual(found[0]);
    const page = (await call('GET', '/keys?limit=1')).body;
    expect(page.items).toEqual([found[0]]);
    expect((await call('GET', `/keys?after=${page.next}`)).body.items).toEqual([found[1]]);
  });

  it('are succeeded at once: the next signs, and what the one before signed still verifies', async () => {
    const before = await idToken();
    const [old] = await rs256('active');
    const { status, body } = await call('POST', '/keys/rotate', {});
    expect([status, body.items.length]).toEqual([200, 4]);
    const [next] = await rs256('active');
    expect(await rs256('published')).toEqual([old]);
    expect(await signedBy()).toBe(next);
    expect([await verifies(before), await verifies(await idToken())]).toEqual([true, true]);
  });

  it('are published ahead, once, and sign from the rotation after that', async () => {
    const [old] = await rs256('active');
    for (let i = 0; i < 2; i++) await call('POST', '/keys/rotate', { publish_only: true });
    const [next, ...more] = await rs256('published');
    expect(more).toEqual([]);
    expect(await published()).toEqual(expect.arrayContaining([old, next]));
    expect(await signedBy()).toBe(old);
    await call('POST', '/keys/rotate', {});
    expect(await signedBy()).toBe(next);
    expect(await rs256('published')).toEqual([old]);
  });

  it('are retired last: what they signed verifies no more; what signs cannot be retired', async () => {
    const before = await idToken();
    const [old] = await rs256('active');
    const early = await call('POST', `/keys/${old}/retire`);
    expect([early.status, early.body.detail]).toEqual([
      409,
      expect.stringContaining('rotate first'),
    ]);
    await call('POST', '/keys/rotate', {});
    for (let i = 0; i < 2; i++)
      expect((await call('POST', `/keys/${old}/retire`)).body.state).toBe('retired');
    expect(await published()).not.toContain(old);
    expect([await verifies(before), await verifies(await idToken())]).toEqual([false, true]);
  });

  it('sign while they are withheld, and no client can verify it until the next rotation', async () => {
    const [kid] = await rs256('active');
    expect((await call('POST', `/keys/${kid}/withhold`)).body.state).toBe('withheld');
    expect(await published()).not.toContain(kid);
    expect(await signedBy()).toBe(kid);
    expect(await verifies(await idToken())).toBe(false);
    const asked = { origin: 'http://localhost:3000', 'access-control-request-method': 'GET' };
    const preflight = await control.call('OPTIONS', `${base}/connect/jwks`, undefined, asked);
    expect(preflight.status).toBe(204);
    await call('POST', '/keys/rotate', {});
    expect(await rs256('retired')).toEqual([kid]);
    expect(await verifies(await idToken())).toBe(true);
    expect((await call('POST', `/keys/${kid}/withhold`)).status).toBe(409);
  });

  it('can be brought in, as RSA or P-256, under a name of their own', async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(privateKey)), kid: 'from-my-vault', alg: 'RS256' };
    const first = await call('POST', '/keys', jwk);
    expect([first.status, first.body.state]).toEqual([201, 'active']);
    expect(JSON.stringify(first.body)).not.toContain(jwk.d);
    expect(await signedBy()).toBe('from-my-vault');
    expect((await call('POST', '/keys', jwk)).status).toBe(200);
    const ec = await generateKeyPair('ES256', { extractable: true });
    const taken = await call('POST', '/keys', {
      ...(await exportJWK(ec.privateKey)),
      kid: 'from-my-vault',
    });
    expect([taken.status, taken.body.errors[0].path]).toEqual([409, '/kid']);
    expect((await call('POST', '/keys', await exportJWK(ec.privateKey))).status).toBe(201);
  });

  it('are refused where they cannot sign here, and nothing has changed', async () => {
    const before = await keys();
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const rsa = await exportJWK(privateKey);
    for (const [body, path] of [
      [await exportJWK(publicKey), '/d'],
      [{ ...rsa, alg: 'ES256' }, ''],
      [{ ...rsa, n: 'AQAB' }, ''],
      [{ ...rsa, kty: 'oct' }, '/kty'],
      [{ ...rsa, oth: [] }, '/oth'],
      [{ ...rsa, kid: 'a/b' }, '/kid'],
    ] as const) {
      const { status, body: said } = await call('POST', '/keys', body);
      expect([status, said.errors[0].path]).toEqual([422, path]);
      expect(JSON.stringify(said)).not.toContain(rsa.d);
    }
    for (const path of ['/keys/nobody/retire', '/keys/nobody/withhold'])
      expect((await call('POST', path)).status).toBe(404);
    expect((await call('POST', '/keys/rotate', { publish: true })).status).toBe(422);
    expect(await keys()).toEqual(before);
  });

  it('are told of as events, and belong to their sandbox alone', async () => {
    const here = await keys();
    await call('POST', '/keys/rotate', { publish_only: true });
    const { items } = (await call('GET', '/events?type=key.rotated')).body;
    expect(items).toMatchObject([{ type: 'key.rotated', data: { publish_only: true } }]);
    const there = (await control.call('GET', '/keys')).body.items;
    expect(there.filter(({ kid }: any) => here.some((key) => key.kid === kid))).toEqual([]);
    expect(there.some(({ state }: any) => state === 'published')).toBe(false);
  });
});
