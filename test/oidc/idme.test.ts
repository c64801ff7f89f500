import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calculateJwkThumbprint, createRemoteJWKSet, jwtVerify, type JWK } from 'jose';
import {
  createVisitor,
  signIn,
  startProvider,
  type Client,
  type Person,
  type Running,
} from '../support/provider.js';
import { basic, form } from './driver.js';

const NS = 'http://idmanagement.gov/ns/assurance';
const VERIFIED = { persona: 'maria', ial: 2 };

interface Tokens {
  readonly access_token: string;
  readonly id_token?: string;
  readonly refresh_token: string;
  readonly expires_in: number;
}

describe('the idme profile', () => {
  let at: Running;
  beforeAll(async () => {
    at = await startProvider();
  });
  afterAll(() => at.close());

  async function signInFor(scope: string, wanted: Record<string, unknown> = VERIFIED) {
    const [person, client] = [await at.person(wanted), await at.client()];
    const url = new URL(`${at.base}/oauth/authorize`);
    url.search = new URLSearchParams({
      client_id: client.client_id,
      redirect_uri: client.redirect_uris[0],
      response_type: 'code',
      state: 'abc',
      scope,
    }).toString();
    const visitor = createVisitor(at.base);
    const back = await signIn(visitor, url.href, person);
    return { person, client, visitor, url, back, tokens: await tokensOf(client, back) };
  }

  async function tokensOf(client: Client, back: URL): Promise<Tokens> {
    const code = back.searchParams.get('code') ?? '';
    const redirect_uri = client.redirect_uris[0];
    const fields = { grant_type: 'authorization_code', code, redirect_uri };
    const response = await fetch(`${at.base}/oauth/token`, form(fields, basic(client)));
    return (await response.json()) as Tokens;
  }

  const userinfo = (token: string, path = '/api/public/v3/userinfo.json', headers = {}) =>
    fetch(at.base + path, { headers: { authorization: `Bearer ${token}`, ...headers } });

  const verified = async (jwt: string, client: Client) =>
    (
      await jwtVerify(jwt, createRemoteJWKSet(new URL(`${at.base}/oidc/.well-known/jwks`)), {
        issuer: `${at.base}/oidc`,
        audience: client.client_id,
        algorithms: ['RS256'],
      })
    ).payload;

  const whole = (person: Person) => ({
    sub: person.uuid,
    uuid: person.uuid,
    email: person.email,
    fname: 'Maria',
    mname: 'Elena',
    lname: 'Alvarez',
    birth_date: '1991-06-14',
    social: expect.stringMatching(/^\d{9}$/),
    street: '1420 Heron Street',
    city: 'Port Larkin',
    state: 'ZC',
    zip: '98701',
    phone: expect.stringMatching(/^1\d{10}$/),
    multifactor: true,
    level_of_assurance: 3,
    credential_ial: 2,
    credential_ial_highest: 2,
    credential_aal: 2,
    credential_aal_highest: 2,
  });

  it('publishes the document of the real one, member for member, and that it is a test system', async () => {
    const response = await fetch(`${at.base}/oidc/.well-known/openid-configuration`);
    const signing = ['RS256', 'ES256'];
    expect(await response.json()).toEqual({
      issuer: `${at.base}/oidc`,
      authorization_endpoint: `${at.base}/oauth/authorize`,
      token_endpoint: `${at.base}/oauth/token`,
      userinfo_endpoint: `${at.base}/api/public/v3/userinfo`,
      jwks_uri: `${at.base}/oidc/.well-known/jwks`,
      scopes_supported: ['openid'],
      response_types_supported: [
        ...['code', 'token', 'id_token', 'code id_token', 'code token', 'id_token token'],
        'code id_token token',
      ],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: signing,
      id_token_encryption_alg_values_supported: ['RSA-OAEP'],
      id_token_encryption_enc_values_supported: ['A256CBC-HS512'],
      userinfo_signing_alg_values_supported: signing,
      userinfo_encryption_alg_values_supported: ['RSA-OAEP'],
      userinfo_encryption_enc_values_supported: ['A256CBC-HS512'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
      standin_test_system: true,
    });
  });

  it.each(['', '/s/harbor'])(
    'takes addresses that begin with a language (%s/es/oauth/authorize)',
    async (place) => {
      if (place !== '') await at.sandbox('harbor');
      const path = `${place}/es/oauth/authorize?scope=login&state=a%20b`;
      const response = await fetch(at.base + path, { redirect: 'manual' });
      expect([response.status, response.headers.get('location')]).toEqual([
        302,
        `${place}/oauth/authorize?scope=login&state=a+b&ui_locales=es`,
      ]);
      const discovery = await fetch(
        `${at.base}${place}/zh-Hans/oidc/.well-known/openid-configuration`,
      );
      expect(await discovery.json()).toMatchObject({ issuer: `${at.base}${place}/oidc` });
      expect((await fetch(`${at.base}${place}/xx/oauth/authorize`)).status).toBe(404);
    },
  );

  it('names the algorithm of each key and gives it its RFC 7638 thumbprint', async () => {
    const response = await fetch(`${at.base}/oidc/.well-known/jwks?urlsafe=true`);
    const { keys } = (await response.json()) as { keys: (JWK & { algorithm: string })[] };
    expect(keys.map(({ algorithm }) => algorithm).sort()).toEqual(['ES256', 'RS256']);
    for (const key of keys) expect(key.kid).toBe(await calculateJwkThumbprint(key));
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('tells the same full set in ID token and quoted userinfo at IAL2/AAL2', async () => {
    const { person, client, tokens } = await signInFor(`openid ${NS}/ial/2/aal/2`);
    expect(await verified(tokens.id_token ?? '', client)).toMatchObject(whole(person));
    for (const path of ['/api/public/v3/userinfo', '/api/public/v3/userinfo.json']) {
      const response = await userinfo(tokens.access_token, path);
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
      const text = await response.text();
      expect(text).toMatch(/^"eyJ[\w.-]+"$/);
      const payload = await verified(JSON.parse(text) as string, client);
      expect(payload).toMatchObject(whole(person));
      expect(Number(payload.exp) - Number(payload.iat)).toBe(18000);
    }
  });

  it('answers userinfo for a policy handle alone, without openid and without an ID token', async () => {
    const { person, client, tokens } = await signInFor(`${NS}/loa/3`);
    expect(tokens.id_token).toBeUndefined();
    expect(tokens.refresh_token).toEqual(expect.any(String));
    expect(tokens.expires_in).toBe(300);
    const text = await (await userinfo(tokens.access_token)).text();
    expect(await verified(JSON.parse(text) as string, client)).toMatchObject({
      ...whole(person),
      credential_ial: 'classic_loa3',
      credential_ial_highest: 'classic_loa3',
    });
  });

  it('knows a person by one name, also for a client that is told another elsewhere', async () => {
    const [person, client] = [
      await at.person(VERIFIED),
      await at.client({ subject_type: 'pairwise' }),
    ];
    const order = { client_id: client.client_id, person: person.id, exchange: true };
    const subOf = async (profile: string) => {
      const ask = { ...order, profile, scope: `openid ${NS}/ial/2/aal/2` };
      const { claims } = await at.control<{ claims: { sub: string } }>('POST', '/sign-in', ask);
      return claims.sub;
    };
    expect(await subOf('idme')).toBe(person.uuid);
    expect(await subOf('standard')).not.toBe(person.uuid);
  });

  it('tells no personal data at LOA1, and a level of one', async () => {
    const { person, client, tokens } = await signInFor(`openid ${NS}/loa/1`);
    const payload = await verified(tokens.id_token ?? '', client);
    expect(payload).toMatchObject({
      ...{ uuid: person.uuid, email: person.email, level_of_assurance: 1, credential_ial: 1 },
      credential_ial_highest: 2,
    });
    for (const claim of ['fname', 'lname', 'birth_date', 'social', 'street', 'phone'])
      expect(payload).not.toHaveProperty(claim);
  });

  it('says multifactor at ial/1/aal/2', async () => {
    const { client, tokens } = await signInFor(`openid ${NS}/ial/1/aal/2`, {});
    expect(await verified(tokens.id_token ?? '', client)).toMatchObject({
      ...{ multifactor: true, credential_aal: 2, credential_ial: 1, level_of_assurance: 1 },
    });
  });

  it('remembers the consent and answers the next request at once', async () => {
    const { visitor, url } = await signInFor(`openid ${NS}/ial/2/aal/2`);
    const { left } = await visitor.get(url.href);
    expect(left?.searchParams.get('code')).toEqual(expect.any(String));
    expect(left?.searchParams.get('state')).toBe('abc');
  });

  it.each([
    ['no token', ''],
    ['an unknown token', 'Bearer nothing'],
    ['another scheme', 'Basic abc'],
  ])('refuses %s at userinfo with 401 (RFC 6750 section 3.1)', async (_, authorization) => {
    const response = await fetch(`${at.base}/api/public/v3/userinfo`, {
      headers: { authorization },
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('invalid_token');
    expect(await response.json()).toMatchObject({ error: 'invalid_token' });
  });

  it("lets the origins of the client's redirect URIs read userinfo, and no other", async () => {
    const { tokens } = await signInFor(`openid ${NS}/loa/1`);
    const allowed = async (origin: string) =>
      (await userinfo(tokens.access_token, undefined, { origin })).headers.get(
        'access-control-allow-origin',
      );
    expect(await allowed('http://localhost:3999')).toBe('http://localhost:3999');
    expect(await allowed('https://evil.example.com')).toBeNull();
  });
});
