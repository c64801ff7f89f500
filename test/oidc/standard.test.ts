import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { createVisitor, signIn, startProvider, type Running } from '../support/provider.js';
import { basic, cast, discover, form, obtain, redeem, request } from './driver.js';

const NS = 'http://idmanagement.gov/ns/assurance';
const VERIFIED = { persona: 'maria', ial: 2 };

describe('the standard profile', () => {
  let at: Running;
  beforeAll(async () => {
    at = await startProvider();
  });
  afterAll(() => at.close());

  describe('discovery (OpenID Connect Discovery 1.0 section 3)', () => {
    it('is one exact document that says it is a test system', async () => {
      const response = await fetch(`${at.base}/.well-known/openid-configuration`);
      const document = (await response.json()) as Record<string, unknown>;
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(document).toMatchObject({
        issuer: at.base,
        authorization_endpoint: `${at.base}/connect/authorize`,
        token_endpoint: `${at.base}/connect/token`,
        userinfo_endpoint: `${at.base}/connect/userinfo`,
        jwks_uri: `${at.base}/connect/jwks`,
        end_session_endpoint: `${at.base}/connect/logout`,
        introspection_endpoint: `${at.base}/connect/introspect`,
        revocation_endpoint: `${at.base}/connect/revoke`,
        pushed_authorization_request_endpoint: `${at.base}/connect/par`,
        acr_values_supported: [`${NS}/ial/2/aal/2`, `${NS}/aal/2`, `${NS}/aal/1`],
        subject_types_supported: ['public', 'pairwise'],
        id_token_signing_alg_values_supported: ['RS256', 'ES256'],
        code_challenge_methods_supported: ['S256'],
        claims_parameter_supported: true,
        authorization_response_iss_parameter_supported: true,
        standin_test_system: true,
      });
    });

    it('publishes public keys only, to every origin', async () => {
      const response = await fetch(`${at.base}/connect/jwks`, {
        headers: { origin: 'https://x.example.com' },
      });
      const { keys } = (await response.json()) as { keys: Record<string, unknown>[] };
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(keys.map(({ alg }) => alg).sort()).toEqual(['ES256', 'RS256']);
      for (const key of keys) expect(Object.keys(key)).not.toContain('d');
    });
  });

  describe('authorization code (Core 3.1)', () => {
    it('signs a person in and states the levels reached, with iss in the response (RFC 9207)', async () => {
      const { person, party, visitor } = await cast(at, VERIFIED);
      const asked = await request(party, { scope: 'openid email identity', nonce: 'n-1' });
      const back = await signIn(visitor, asked.url.href, person);
      expect(back.searchParams.get('iss')).toBe(at.base);
      const tokens = await oidc.authorizationCodeGrant(party.config, back, {
        ...{ pkceCodeVerifier: asked.verifier, expectedState: asked.state, expectedNonce: 'n-1' },
      });
      expect(tokens.claims()).toMatchObject({
        sub: person.uuid,
        acr: `${NS}/ial/2/aal/2`,
        amr: ['pwd', 'otp', 'mfa'],
        auth_time: expect.any(Number),
        ial: '2',
        aal: '2',
      });
      const { payload } = await jwtVerify(
        tokens.id_token ?? '',
        createRemoteJWKSet(new URL(`${at.base}/connect/jwks`)),
        { issuer: at.base, audience: party.client.client_id },
      );
      expect(payload.sub).toBe(person.uuid);
      const claims = await oidc.fetchUserInfo(party.config, tokens.access_token, person.uuid);
      expect(claims).toMatchObject({ given_name: 'Maria', email: person.email, ial: '2' });
    });

    it('answers a second request of the session at once, without pages', async () => {
      const { person, party, visitor } = await cast(at);
      await obtain(party, visitor, person);
      const asked = await request(party);
      const { left } = await visitor.get(asked.url.href);
      expect((await redeem(party, asked, left as URL)).claims()?.sub).toBe(person.uuid);
    });

    it.each(['client_secret_basic', 'client_secret_post'] as const)(
      'authenticates a client by %s (Core 9)',
      async (method) => {
        const client = await at.client({ token_endpoint_auth_method: method });
        const auth =
          method === 'client_secret_post'
            ? oidc.ClientSecretPost(client.client_secret)
            : oidc.ClientSecretBasic(client.client_secret);
        const party = await discover(at.base, client, auth);
        const tokens = await obtain(party, createVisitor(at.base), await at.person());
        expect(tokens.token_type).toBe('bearer');
      },
    );

    it('takes a request that is posted, and one to sign out (Core 3.1.2.1; RP-Initiated Logout 1.0 section 2)', async () => {
      const { person, party, visitor } = await cast(at, VERIFIED);
      const { url } = await request(party, { scope: 'openid', state: 'a b&c' });
      const post = (path: string, fields: URLSearchParams) =>
        fetch(path, { method: 'POST', body: fields, redirect: 'manual' });
      const posted = await post(url.origin + url.pathname, url.searchParams);
      const location = new URL(posted.headers.get('location') ?? '', at.base);
      expect([posted.status, location.pathname]).toEqual([303, url.pathname]);
      expect([...location.searchParams]).toEqual([...url.searchParams]);
      const back = await signIn(visitor, location.href, person);
      expect([back.searchParams.has('code'), back.searchParams.get('state')]).toEqual([
        ...[true, 'a b&c'],
      ]);
      const inSandbox = `${await at.sandbox('posted')}/connect/logout`;
      const out = await post(inSandbox, new URLSearchParams({ state: 'x' }));
      expect([out.status, out.headers.get('location')]).toEqual([
        ...[303, `${new URL(inSandbox).pathname}?state=x`],
      ]);
      const long = new URLSearchParams({ state: 'x'.repeat(20_000) });
      expect((await post(url.origin + url.pathname, long)).status).toBe(413);
    });

    it('authenticates a client by private_key_jwt (RFC 7523)', async () => {
      const { privateKey, publicKey } = await generateKeyPair('RS256');
      const jwk = { ...(await exportJWK(publicKey)), kid: 'app-1', use: 'sig', alg: 'RS256' };
      const client = await at.client({
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: { keys: [jwk] },
      });
      const auth = oidc.PrivateKeyJwt({ key: privateKey, kid: 'app-1' });
      const party = await discover(at.base, client, auth);
      const tokens = await obtain(party, createVisitor(at.base), await at.person());
      expect(tokens.access_token).toEqual(expect.any(String));
    });

    it('takes a public client with PKCE, and refuses it without (RFC 9700 section 2.1.1)', async () => {
      const client = await at.client({ token_endpoint_auth_method: 'none' });
      const party = await discover(at.base, client, oidc.None());
      const tokens = await obtain(party, createVisitor(at.base), await at.person());
      expect(tokens.claims()?.aud).toBe(client.client_id);
      const { url } = await request(party);
      url.searchParams.delete('code_challenge');
      url.searchParams.delete('code_challenge_method');
      const { left } = await createVisitor(at.base).get(url.href);
      expect(left?.searchParams.get('error')).toBe('invalid_request');
      expect(left?.searchParams.get('iss')).toBe(at.base);
    });

    it('refuses a wrong code_verifier (RFC 7636 section 4.6)', async () => {
      const { person, party, visitor } = await cast(at);
      const asked = await request(party);
      const back = await signIn(visitor, asked.url.href, person);
      const wrong = { ...asked, verifier: oidc.randomPKCECodeVerifier() };
      await expect(redeem(party, wrong, back)).rejects.toMatchObject({ error: 'invalid_grant' });
    });

    it('returns to an app by its own scheme (RFC 8252 section 7.1)', async () => {
      const client = await at.client({
        redirect_uris: ['com.example.app:/callback'],
        application_type: 'native',
        token_endpoint_auth_method: 'none',
      });
      const party = await discover(at.base, client, oidc.None());
      const { url } = await request(party);
      const back = await signIn(createVisitor(at.base), url.href, await at.person());
      expect(back.protocol).toBe('com.example.app:');
      expect(back.searchParams.get('code')).toEqual(expect.any(String));
    });

    it.each([
      ['a client id that is empty', { client_id: '' }],
      ['a redirect URI that is not registered', { redirect_uri: 'https://evil.example.com/' }],
    ])(
      'shows a page, and redirects nowhere, for %s (RFC 6749 section 4.1.2.1)',
      async (_, change) => {
        const { party, visitor } = await cast(at);
        const { url } = await request(party, change);
        const page = await visitor.get(url.href);
        expect(page.left).toBeUndefined();
        expect(page.status).toBe(400);
        expect(page.html).toContain('<html');
      },
    );
  });

  describe('prompt (Core 3.1.2.1)', () => {
    it('none answers login_required without a session and a code with one', async () => {
      const { person, party, visitor } = await cast(at);
      const before = await visitor.get((await request(party, { prompt: 'none' })).url.href);
      expect(before.left?.searchParams.get('error')).toBe('login_required');
      await obtain(party, visitor, person);
      const after = await visitor.get((await request(party, { prompt: 'none' })).url.href);
      expect(after.left?.searchParams.get('code')).toEqual(expect.any(String));
    });

    it('none answers consent_required when more is asked than was agreed', async () => {
      const { person, party, visitor } = await cast(at);
      await obtain(party, visitor, person);
      const asked = await request(party, { prompt: 'none', scope: 'openid email phone' });
      const { left } = await visitor.get(asked.url.href);
      expect(left?.searchParams.get('error')).toBe('consent_required');
    });

    it.each([
      ['login', 'signin'],
      ['select_account', 'signin'],
      ['create', 'signup'],
      ['consent', 'consent'],
    ])('%s shows its page in spite of a session', async (prompt, page) => {
      const { person, party, visitor } = await cast(at);
      await obtain(party, visitor, person);
      const shown = await visitor.get((await request(party, { prompt })).url.href);
      expect(shown.url).toMatch(new RegExp(`/interaction/[^/]+/${page}$`));
    });
  });

  it('asks again when the sign-in is older than max_age, and states the new auth_time (Core 3.1.2.1)', async () => {
    const { person, party, visitor } = await cast(at);
    const first = await obtain(party, visitor, person);
    await new Promise((done) => setTimeout(done, 2100));
    const asked = await request(party, { max_age: '1' });
    expect((await visitor.get(asked.url.href)).url).toMatch(/signin$/);
    const back = await signIn(visitor, asked.url.href, person);
    const second = await redeem(party, asked, back, 30);
    expect(Number(second.claims()?.auth_time)).toBeGreaterThan(Number(first.claims()?.auth_time));
  });

  it('fills the sign-in form from login_hint', async () => {
    const { person, party, visitor } = await cast(at);
    const page = await visitor.get((await request(party, { login_hint: person.email })).url.href);
    expect(page.html).toContain(`value="${person.email}"`);
  });

  describe('levels', () => {
    it('steps a session up when acr_values ask for a second factor (RFC 9470)', async () => {
      const { person, party, visitor } = await cast(at, { authenticators: ['password'] });
      const first = await obtain(party, visitor, person);
      expect(first.claims()).toMatchObject({ acr: `${NS}/aal/1`, aal: '1' });
      const page = await visitor.get(
        (await request(party, { acr_values: `${NS}/aal/2` })).url.href,
      );
      expect(page.url).toMatch(/second-factor-setup$/);
    });

    it('answers an essential acr with one of the values asked for (Core 5.5.1.1)', async () => {
      const { person, party, visitor } = await cast(at, VERIFIED);
      const acr = { essential: true, values: [`${NS}/aal/2`] };
      const claims = JSON.stringify({ id_token: { acr } });
      const tokens = await obtain(party, visitor, person, { claims });
      expect(tokens.claims()?.['acr']).toBe(`${NS}/aal/2`);
    });

    it('refuses an essential acr that does not exist, as unmet_authentication_requirements', async () => {
      const { party, visitor } = await cast(at);
      const claims = JSON.stringify({ id_token: { acr: { essential: true, value: 'urn:none' } } });
      const { left } = await visitor.get((await request(party, { claims })).url.href);
      expect(left?.searchParams.get('error')).toBe('unmet_authentication_requirements');
    });

    it('takes an assurance URI as a scope', async () => {
      const { person, party, visitor } = await cast(at, VERIFIED);
      const tokens = await obtain(party, visitor, person, { scope: `openid ${NS}/ial/2/aal/2` });
      const claims = await oidc.fetchUserInfo(party.config, tokens.access_token, person.uuid);
      expect(claims).toMatchObject({ family_name: 'Alvarez', ial: '2' });
    });

    it('sends an unproofed person to verification, and answers prompt=none with interaction_required', async () => {
      const { person, party, visitor } = await cast(at);
      await obtain(party, visitor, person, { acr_values: `${NS}/aal/2` });
      const params = { acr_values: `${NS}/ial/2/aal/2` };
      expect((await visitor.get((await request(party, params)).url.href)).url).toMatch(/verify$/);
      const silent = await request(party, { ...params, prompt: 'none' });
      const { left } = await visitor.get(silent.url.href);
      expect(left?.searchParams.get('error')).toBe('interaction_required');
    });
  });

  it('releases individual claims in the ID token when asked to (Core 5.5)', async () => {
    const { person, party, visitor } = await cast(at, VERIFIED);
    const claims = JSON.stringify({
      id_token: { given_name: null },
      userinfo: { family_name: null },
    });
    const tokens = await obtain(party, visitor, person, { scope: 'openid', claims });
    expect(tokens.claims()?.['given_name']).toBe('Maria');
    const info = await oidc.fetchUserInfo(party.config, tokens.access_token, person.uuid);
    expect(info.family_name).toBe('Alvarez');
    expect(info.given_name).toBeUndefined();
  });

  it("asks for another sign-in when claims name a sub that is not the session's (Core 5.5.1)", async () => {
    const { person, party, visitor } = await cast(at);
    await obtain(party, visitor, person);
    const claims = JSON.stringify({ id_token: { sub: { value: 'f'.repeat(32) } } });
    const { left } = await visitor.get((await request(party, { claims, prompt: 'none' })).url.href);
    expect(left?.searchParams.get('error')).toBe('login_required');
  });

  it('signs userinfo when the client says so (Core 5.3.2)', async () => {
    const client = await at.client({ userinfo_signed_response_alg: 'ES256' });
    const party = await discover(at.base, client);
    const tokens = await obtain(party, createVisitor(at.base), await at.person());
    const response = await fetch(`${at.base}/connect/userinfo`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(response.headers.get('content-type')).toContain('application/jwt');
    const jwks = createRemoteJWKSet(new URL(`${at.base}/connect/jwks`));
    const { payload, protectedHeader } = await jwtVerify(await response.text(), jwks);
    expect(protectedHeader.alg).toBe('ES256');
    expect(payload['email_verified']).toBe(true);
  });

  describe('tokens', () => {
    it('rotate a refresh token at each use; one used twice ends all that came of it (RFC 9700 section 4.14)', async () => {
      const { person, party, visitor } = await cast(at);
      const params = { scope: 'openid email offline_access', prompt: 'consent' };
      const first = await obtain(party, visitor, person, params);
      const second = await oidc.refreshTokenGrant(party.config, first.refresh_token ?? '');
      expect(second.refresh_token).not.toBe(first.refresh_token);
      expect(second.claims()).toMatchObject({
        sub: person.uuid,
        acr: expect.any(String),
        aal: '2',
      });
      const again = oidc.refreshTokenGrant(party.config, first.refresh_token ?? '');
      await expect(again).rejects.toMatchObject({ error: 'invalid_grant' });
      const after = oidc.refreshTokenGrant(party.config, second.refresh_token ?? '');
      await expect(after).rejects.toMatchObject({ error: 'invalid_grant' });
      const info = oidc.fetchUserInfo(party.config, second.access_token, person.uuid);
      await expect(info).rejects.toMatchObject({ status: 401 });
    });

    it('are introspected with acr and auth_time (RFC 9470 section 6.2) and revoked (RFC 7009)', async () => {
      const { person, party, visitor } = await cast(at);
      const { access_token } = await obtain(party, visitor, person);
      const told = await oidc.tokenIntrospection(party.config, access_token);
      expect(told).toMatchObject({
        active: true,
        acr: `${NS}/aal/2`,
        auth_time: expect.any(Number),
      });
      await oidc.tokenRevocation(party.config, access_token);
      expect(await oidc.tokenIntrospection(party.config, access_token)).toEqual({ active: false });
    });
  });

  it('takes a pushed authorization request (RFC 9126)', async () => {
    const { person, party, visitor } = await cast(at);
    const { url, ...asked } = await request(party);
    const pushed = await oidc.buildAuthorizationUrlWithPAR(party.config, url.searchParams);
    expect(pushed.searchParams.get('request_uri')).toMatch(/^urn:/);
    const back = await signIn(visitor, pushed.href, person);
    expect((await redeem(party, { url, ...asked }, back)).claims()?.sub).toBe(person.uuid);
  });

  describe('sign-out (RP-Initiated Logout 1.0)', () => {
    const open = async () => {
      const made = await cast(at);
      const tokens = await obtain(made.party, made.visitor, made.person);
      const url = oidc.buildEndSessionUrl(made.party.config, {
        id_token_hint: tokens.id_token ?? '',
        post_logout_redirect_uri: 'http://localhost:3999/',
        state: 's-out',
      });
      const page = await made.visitor.get(url.href);
      const isSignedIn = async () => {
        const asked = await request(made.party, { prompt: 'none' });
        const { left } = await made.visitor.get(asked.url.href);
        return left?.searchParams.has('code');
      };
      return { ...made, page, isSignedIn };
    };

    it('asks, ends the session and returns with the state', async () => {
      const { visitor, page, isSignedIn } = await open();
      expect(page.status).toBe(200);
      const { left } = await visitor.submit(page, { logout: 'yes' });
      expect(left?.href).toBe('http://localhost:3999/?state=s-out');
      expect(await isSignedIn()).toBe(false);
    });

    it('keeps the session when the person cancels', async () => {
      const { visitor, page, isSignedIn } = await open();
      const { left } = await visitor.submit(page, {
        xsrf: /name="xsrf" value="([^"]*)"/.exec(page.html)?.[1],
      });
      expect(left?.origin).toBe('http://localhost:3999');
      expect(await isSignedIn()).toBe(true);
    });
  });

  describe('CORS (decision 19)', () => {
    const token = (origin: string, fields: Record<string, string>, headers = {}) =>
      fetch(`${at.base}/connect/token`, form(fields, { origin, ...headers }));

    it('admits the origins of redirect URIs, errors included, and no other', async () => {
      const client = await at.client();
      const fields = { grant_type: 'authorization_code', code: 'wrong' };
      const own = await token('http://localhost:3999', fields, basic(client));
      expect(own.status).toBe(400);
      expect(own.headers.get('access-control-allow-origin')).toBe('http://localhost:3999');
      const other = await token('https://evil.example.com', fields, basic(client));
      expect(other.status).toBe(400);
      expect(other.headers.get('access-control-allow-origin')).toBeNull();
    });

    it('is not for the control API', async () => {
      const response = await fetch(`${at.base}/control/v1/people`, {
        headers: { origin: 'http://localhost:3999' },
      });
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    });
  });

  it('takes both secrets during the grace of a rotation, then the new one alone', async () => {
    const client = await at.client();
    const rotate = (grace: string) =>
      at.control<{ client_secret: string }>('POST', `/clients/${client.client_id}/secret`, {
        grace,
      });
    const renewed = await rotate('PT2S');
    const ask = async (client_secret: string) => {
      const fields = { grant_type: 'authorization_code', code: 'wrong' };
      const response = await fetch(
        `${at.base}/connect/token`,
        form(fields, basic({ ...client, client_secret })),
      );
      return ((await response.json()) as { error: string }).error;
    };
    expect(await ask(client.client_secret)).toBe('invalid_grant');
    expect(await ask(renewed.client_secret)).toBe('invalid_grant');
    expect(await ask('neither-of-the-two')).toBe('invalid_client');
    await new Promise((done) => setTimeout(done, 2100));
    expect(await ask(client.client_secret)).toBe('invalid_client');
    expect(await ask(renewed.client_secret)).toBe('invalid_grant');
  });
});
