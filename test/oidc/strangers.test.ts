import { afterEach, describe, expect, it } from '@jest/globals';
import { createVisitor, signIn, startProvider, type Running } from '../support/provider.js';
import { form } from './driver.js';

const REDIRECT = 'http://localhost:3000/callback';
const ASKED = {
  ...{ client_id: 'shop', redirect_uri: REDIRECT, response_type: 'code' },
  ...{ scope: 'openid email', state: 'abc' },
};

interface Kept {
  readonly client_id: string;
  readonly client_secret?: string;
  readonly redirect_uris: string[];
  readonly token_endpoint_auth_method: string;
  readonly profile_options?: object;
  readonly certs?: string[];
}

describe('a client that nobody registered', () => {
  let at: Running;
  const begin = async (clients?: string) => {
    at = await startProvider(clients === undefined ? {} : { STANDIN_CLIENTS: clients });
  };
  afterEach(() => at.close());

  const urlOf = (asked: Record<string, string> = {}, path = '/connect/authorize') =>
    `${at.base}${path}?${new URLSearchParams({ ...ASKED, ...asked }).toString()}`;
  const kept = () => at.control<Kept>('GET', '/clients/shop');
  const redeem = async (back: URL, fields: Record<string, string>, headers = {}) => {
    const code = back.searchParams.get('code') ?? '';
    const request = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, ...fields };
    const response = await fetch(`${at.base}/connect/token`, form(request, headers));
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  const arrive = async (asked: Record<string, string> = {}) => {
    const person = await at.person();
    return signIn(createVisitor(at.base), urlOf(asked), person);
  };

  it('is asked about on loopback, registered by one button, and its request goes on', async () => {
    await begin();
    const visitor = createVisitor(at.base);
    const page = await visitor.get(urlOf());
    expect(page.status).toBe(200);
    expect(page.html).toContain('data-testid="meet-client-form"');
    expect(page.html).toContain(REDIRECT);
    const next = await visitor.submit(page, { certificate: '' });
    expect(next.url).toMatch(/\/interaction\/[^/]+\/signin/);
    expect(await kept()).toMatchObject({
      client_name: 'localhost:3000',
      redirect_uris: [REDIRECT],
    });
  });

  it('keeps the secret and method of its first token call, and takes no other from then on', async () => {
    await begin('adopt');
    const first = await redeem(await arrive(), { client_id: 'shop', client_secret: 'hush' });
    expect(first.status).toBe(200);
    expect(await kept()).toMatchObject({
      token_endpoint_auth_method: 'client_secret_post',
      client_secret: 'hush',
    });
    const other = await redeem(await arrive(), { client_id: 'shop', client_secret: 'another' });
    expect([other.status, other.body['error']]).toEqual([401, 'invalid_client']);
    expect(
      (await redeem(await arrive(), { client_id: 'shop', client_secret: 'hush' })).status,
    ).toBe(200);
  });

  it('keeps nothing of a token call that is refused', async () => {
    await begin('adopt');
    await arrive();
    const refused = await redeem(new URL('http://localhost/?code=none'), {
      client_id: 'shop',
      client_secret: 'guess',
    });
    expect(refused.body['error']).toBe('invalid_grant');
    expect(
      (await redeem(await arrive(), { client_id: 'shop', client_secret: 'hush' })).status,
    ).toBe(200);
  });

  it('reads a form-encoded secret from the Basic header (RFC 6749 section 2.3.1)', async () => {
    await begin('adopt');
    const credentials = Buffer.from('shop:a%2Bb%25c').toString('base64');
    expect(
      (await redeem(await arrive(), {}, { authorization: `Basic ${credentials}` })).status,
    ).toBe(200);
    expect(await kept()).toMatchObject({
      token_endpoint_auth_method: 'client_secret_basic',
      client_secret: 'a+b%c',
    });
  });

  it('is public when it proves itself by PKCE alone (RFC 7636), and is not believed without', async () => {
    await begin('adopt');
    const bare = await redeem(await arrive(), { client_id: 'shop' });
    expect([bare.status, bare.body['error']]).toEqual([401, 'invalid_client']);
    const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'; // RFC 7636 appendix B
    const back = await arrive({ code_challenge: challenge, code_challenge_method: 'S256' });
    const code_verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    expect((await redeem(back, { client_id: 'shop', code_verifier })).status).toBe(200);
    expect((await kept()).token_endpoint_auth_method).toBe('none');
  });

  it('gives a policy handle the meaning that the tester chose', async () => {
    await begin();
    const visitor = createVisitor(at.base);
    const page = await visitor.get(urlOf({ scope: 'irs_ial2' }, '/oauth/authorize'));
    expect(page.html).toContain('<code>irs_ial2</code>');
    await visitor.submit(page, { 'meaning-0': 'verified' });
    expect((await kept()).profile_options).toEqual({ policies: { irs_ial2: { ial: 2, aal: 2 } } });
    const unproofed = await at.person();
    const url = urlOf({ scope: 'irs_ial2' }, '/oauth/authorize');
    // She has to verify first.
    await expect(signIn(createVisitor(at.base), url, unproofed)).rejects.toThrow(/\/verify/);
    const maria = await at.person({ persona: 'maria', ial: 2 });
    const back = await signIn(createVisitor(at.base), url, maria);
    expect(back.href).toContain('code=');
    expect(back.searchParams.get('code')).toBeTruthy();
  });

  it('is not registered with what is no certificate; what was chosen stays on the page', async () => {
    await begin();
    const visitor = createVisitor(at.base);
    const page = await visitor.get(urlOf({ scope: 'openid mine' }));
    const again = await visitor.submit(page, {
      certificate: 'not a certificate',
      'meaning-0': 'mfa',
    });
    expect(again.status).toBe(422);
    expect(again.html).toContain('BEGIN CERTIFICATE');
    expect(again.html).toContain('value="mfa" selected');
    await expect(kept()).rejects.toThrow('404');
  });

  it('is refused for an address that cannot be registered (RFC 6749 section 3.1.2)', async () => {
    await begin('adopt');
    const page = await createVisitor(at.base).get(
      urlOf({ redirect_uri: 'http://evil.example.com/' }),
    );
    expect([page.status, page.left]).toEqual([400, undefined]);
  });

  it('takes no request of another site, and none that is no authorization request', async () => {
    await begin();
    const visitor = createVisitor(at.base);
    const page = await visitor.get(urlOf());
    for (const request of [
      'https://evil.example.com/',
      '//evil.example.com/connect/authorize',
      '/account',
    ])
      expect((await visitor.submit(page, { request })).status).toBe(400);
  });

  it('is refused under `refuse`, and there is no page to register it by', async () => {
    await begin('refuse');
    const visitor = createVisitor(at.base);
    expect((await visitor.get(urlOf())).status).toBe(400);
    expect((await visitor.post(`${at.base}/meet-client`, { request: '/' })).status).toBe(404);
  });

  it('that is known stays exact: another address is refused', async () => {
    await begin('adopt');
    await arrive();
    const page = await createVisitor(at.base).get(urlOf({ redirect_uri: `${REDIRECT}2` }));
    expect([page.status, page.left]).toEqual([400, undefined]);
  });
});
