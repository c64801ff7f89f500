import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import {
  signIn,
  startProvider,
  type Client,
  type Person,
  type Running,
} from '../../support/provider.js';
import { basic, form } from '../driver.js';
import { AUTH_ONLY, createVisitor } from './relyingParty.js';

const VERIFIER = 'v'.repeat(43);
const RANDOM = 'r'.repeat(22);

const PROFILES = {
  standard: ['/connect/authorize', '/connect/token', '/connect/userinfo'],
  idme: ['/oauth/authorize', '/oauth/token', '/api/public/v3/userinfo'],
  logingov: [
    '/logingov/openid_connect/authorize',
    '/logingov/api/openid_connect/token',
    '/logingov/api/openid_connect/userinfo',
  ],
} as const;
type Profile = keyof typeof PROFILES;

describe('what the logingov profile issues', () => {
  let at: Running;
  let client: Client;
  let person: Person;
  beforeAll(async () => {
    at = await startProvider();
    await at.sandbox('other');
    client = await at.client();
    const given = { client_id: client.client_id, client_secret: client.client_secret };
    await at.client(given, 'other');
    person = await at.person();
  });
  afterAll(() => at.close());

  const codeAt = async (profile: Profile) => {
    const query = new URLSearchParams({
      ...{ client_id: client.client_id, redirect_uri: client.redirect_uris[0] },
      ...{ response_type: 'code', scope: 'openid email', acr_values: AUTH_ONLY },
      ...{ state: RANDOM, nonce: RANDOM, code_challenge_method: 'S256' },
      code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    });
    const url = `${at.base}${PROFILES[profile][0]}?${query.toString()}`;
    const back = await signIn(createVisitor(at.base), url, person);
    return back.searchParams.get('code') ?? '';
  };
  const redeemAt = async (profile: Profile, code: string, sandbox = '') => {
    const fields = { grant_type: 'authorization_code', code, code_verifier: VERIFIER };
    const redirect_uri = client.redirect_uris[0];
    const response = await fetch(
      at.base + sandbox + PROFILES[profile][1],
      form({ ...fields, redirect_uri }, profile === 'logingov' ? {} : basic(client)),
    );
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };

  it.each([
    ['logingov', 'standard', 'invalid_grant'],
    ['logingov', 'idme', 'invalid_grant'],
    ['standard', 'logingov', 'Code is invalid because it is not known, or was redeemed before'],
    ['idme', 'logingov', 'Code is invalid because it is not known, or was redeemed before'],
  ] as const)('redeems no code of %s at %s', async (from, to, error) => {
    const code = await codeAt(from);
    expect(await redeemAt(to, code)).toMatchObject({ status: 400, body: { error } });
    expect((await redeemAt(from, code)).status).toBe(200);
  });

  it('redeems no code, and answers no token, of another sandbox', async () => {
    const code = await codeAt('logingov');
    const elsewhere = await redeemAt('logingov', code, '/s/other');
    expect([elsewhere.status, elsewhere.body['error']]).toEqual([
      400,
      'Code is invalid because it is not known, or was redeemed before',
    ]);
    const { body } = await redeemAt('logingov', code);
    const headers = { authorization: `Bearer ${body['access_token']}` };
    const statuses = [at.base, `${at.base}/s/other`].map(
      async (base) => (await fetch(base + PROFILES.logingov[2], { headers })).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 401]);
  });

  it.each(['standard', 'idme'] as const)('lets nobody in at userinfo of %s', async (profile) => {
    const { body } = await redeemAt('logingov', await codeAt('logingov'));
    const headers = { authorization: `Bearer ${body['access_token']}` };
    expect((await fetch(at.base + PROFILES[profile][2], { headers })).status).toBe(401);
  });

  it('is worth nothing any more of somebody who was suspended', async () => {
    const { body } = await redeemAt('logingov', await codeAt('logingov'));
    const headers = { authorization: `Bearer ${body['access_token']}` };
    const userinfo = () => fetch(at.base + PROFILES.logingov[2], { headers });
    expect((await userinfo()).status).toBe(200);
    await at.control('POST', `/people/${person.id}/lifecycle`, { event: 'suspend' });
    const ended = await userinfo();
    expect([ended.status, Object.keys((await ended.json()) as object)]).toEqual([401, ['error']]);
    await at.control('POST', `/people/${person.id}/lifecycle`, { event: 'restore' });
  });
});
