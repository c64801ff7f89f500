import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BASE, openControl, type Control } from './support.js';

const redirect_uris = ['http://127.0.0.1:7199/cb'];
let control: Control;
let client_id: string;
beforeAll(async () => {
  control = await openControl();
  client_id = (await call('POST', '/clients', { client_name: 'App', redirect_uris })).body
    .client_id;
});
afterAll(() => control.close());
const call: Control['call'] = (...args) => control.call(...args);
const person = async (request: object = {}) => (await call('POST', '/people', request)).body;

/** What the provider says to a request with this cookie that must not ask anybody anything. */
async function silently(cookie: string, scope = 'openid'): Promise<URLSearchParams> {
  const query = new URLSearchParams({
    ...{ client_id, scope, response_type: 'code', redirect_uri: redirect_uris[0]!, prompt: 'none' },
  });
  const { headers } = await control.deps.inject({
    method: 'GET',
    url: `/connect/authorize?${query.toString()}`,
    headers: { host: new URL(BASE).host, cookie },
  });
  return new URL(String(headers['location'])).searchParams;
}

describe('a session made over the control API', () => {
  it('signs a browser in with one cookie, at the level of the factors', async () => {
    const { id } = await person({ authenticators: ['password', 'totp'] });
    const { status, body } = await call('POST', `/people/${id}/sessions`, {});
    expect(status).toBe(201);
    expect(body).toMatchObject({ domain: 'localhost', path: '/', httpOnly: true, sameSite: 'Lax' });
    expect(body.expires * 1000).toBeGreaterThan(Date.now());
    const cookie = `${body.name}=${body.value}`;
    expect((await silently(cookie)).get('error')).toBe('consent_required');
    await call('POST', '/sign-in', { client_id, scope: 'openid', person: id });
    expect((await silently(cookie)).get('code')).toEqual(expect.any(String));
    expect((await silently('')).get('error')).toBe('login_required');
  });

  it('has only the factors that were named', async () => {
    const { id } = await person({ authenticators: ['password', 'totp'] });
    const { body } = await call('POST', `/people/${id}/sessions`, { authenticators: ['password'] });
    const aal2 = 'openid http://idmanagement.gov/ns/assurance/ial/1/aal/2';
    const answer = await silently(`${body.name}=${body.value}`, aal2);
    expect(answer.get('error')).toBe('login_required');
  });

  it.each([['suspended'], ['unconfirmed'], ['closed']])(
    'is refused for who is %s',
    async (state) => {
      const { id } = await person({ state });
      const { status, body } = await call('POST', `/people/${id}/sessions`, {});
      expect(status).toBe(409);
      expect(body.detail).toContain(state);
    },
  );

  it('is refused for factors that the person does not have, and for nobody', async () => {
    const { id } = await person();
    const { body } = await call('POST', `/people/${id}/sessions`, { authenticators: ['passkey'] });
    expect(body.errors[0]).toMatchObject({ path: '/authenticators/0', known: ['password'] });
    expect((await call('POST', '/people/nobody/sessions', {})).status).toBe(404);
  });

  it('is refused without a factor that a sign-in can begin with', async () => {
    const { id } = await person({ authenticators: ['totp'] });
    expect((await call('POST', `/people/${id}/sessions`, {})).status).toBe(409);
    const { status, body } = await call('POST', `/people/${id}/sessions`, {
      authenticators: ['totp'],
    });
    expect([status, body.errors[0].path]).toEqual([422, '/authenticators']);
  });
});

describe('a passkey made with a person', () => {
  it('comes with its private key as a virtual authenticator takes it', async () => {
    const { passkey, uuid, authenticators } = await person({
      authenticators: ['password', 'passkey'],
    });
    expect([...authenticators].sort()).toEqual(['passkey', 'password']);
    expect(passkey).toMatchObject({ rp_id: 'localhost', sign_count: 0 });
    expect(Buffer.from(passkey.user_handle, 'base64').toString()).toBe(uuid);
    const { createPrivateKey } = await import('node:crypto');
    const key = createPrivateKey({
      key: Buffer.from(passkey.private_key, 'base64'),
      ...{ format: 'der', type: 'pkcs8' },
    });
    expect(key.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
  });

  it('is asserted first where nobody sits before the pages', async () => {
    const { id } = await person({ authenticators: ['password', 'totp', 'passkey'] });
    const done = await call('POST', '/sign-in', {
      ...{ client_id, scope: 'openid', person: id, exchange: true },
    });
    expect(done.body.claims.amr).toEqual(['pwd', 'hwk', 'user', 'pop', 'mfa']);
  });
});
