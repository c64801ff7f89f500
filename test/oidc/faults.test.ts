import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { describeProviders, signIn, type Person, type Running } from '../support/provider.js';
import type { Visitor } from '../support/visitor.js';
import { basic, cast, form, obtain, redeem, request, type Party } from './driver.js';

/** All that an error says, and those that caused it. */
const wordsOf = (error: unknown): string =>
  error instanceof Error ? `${error.message} ${wordsOf(error.cause)}` : '';

interface Fault {
  readonly id: string;
  readonly used: number;
  readonly times_left?: number;
}

describeProviders('faults on the wire', (start) => {
  let at: Running;
  let party: Party;
  let person: Person;
  let visitor: Visitor;
  beforeAll(async () => {
    at = await start();
    const made = await cast(at, { persona: 'maria', ial: 2 });
    ({ party, visitor } = made);
    person = made.person;
  });
  afterAll(() => at.close());
  afterEach(() => at.control('DELETE', '/faults'));

  const fault = (body: object) => at.control<Fault>('POST', '/faults', body);
  const used = async ({ id }: Fault) => (await at.control<Fault>('GET', `/faults/${id}`)).used;
  /** Signs in without pages; answers the request and the address that it came back to. */
  const back = async (params: Record<string, string> = {}, who = person.id) => {
    const asked = await request(party, params);
    const { redirect_to, ...answer } = await at.control<Record<string, string>>(
      ...(['POST', '/sign-in', { authorize_url: asked.url.href, person: who }] as const),
    );
    return { asked, answer, url: new URL(redirect_to ?? 'none:') };
  };
  /** The whole of a sign-in by openid-client. */
  const whole = async (params: Record<string, string> = {}) => {
    const { asked, url } = await back(params);
    const expectedNonce = params['nonce'];
    return oidc.authorizationCodeGrant(party.config, url, {
      pkceCodeVerifier: asked.verifier,
      expectedState: asked.state,
      ...(expectedNonce !== undefined && { expectedNonce }),
    });
  };
  const tokenCall = async () => {
    const { asked, url } = await back();
    const fields = {
      grant_type: 'authorization_code',
      code: url.searchParams.get('code') ?? '',
      redirect_uri: party.client.redirect_uris[0],
      code_verifier: asked.verifier,
    };
    return () => fetch(`${at.base}/connect/token`, form(fields, basic(party.client)));
  };

  const tokens = async () =>
    (await (await (await tokenCall())()).json()) as { readonly id_token: string };

  describe('a correct client (openid-client) refuses', () => {
    it.each([
      ['wrong_nonce', /nonce/],
      ['token_expired', /exp|expired|timestamp/],
      ['token_not_valid_yet', /nbf|timestamp/],
      ['wrong_issuer', /iss/],
      ['wrong_audience', /aud/],
    ])('%s', async (kind, why) => {
      const made = await fault({ kind });
      const refusal = await whole({ nonce: 'n'.repeat(22) }).catch((error: unknown) => error);
      expect(wordsOf(refusal)).toMatch(why);
      expect(await used(made)).toBe(1);
    });

    it.each([
      [{ at: 'authorize', kind: 'drop_state' }, /state/],
      [{ at: 'authorize', kind: 'wrong_state' }, /state/],
      [{ at: 'authorize', kind: 'mix_up' }, /iss/],
      [{ at: 'authorize', kind: 'replay_code' }, /invalid_grant|error in the response/],
      [
        { kind: 'access_denied' },
        /access_denied|authorization response from the server is an error/,
      ],
      [{ kind: 'temporarily_unavailable' }, /server is an error/],
      [{ at: 'authorize', kind: 'malformed' }, /code/],
      [{ at: 'token', kind: 'malformed' }, /parse|JSON|unexpected/i],
      [{ at: 'token', kind: 'status', status: 503 }, /unexpected HTTP|error/i],
      [{ at: 'token', kind: 'oauth_error', error: 'invalid_grant' }, /error in the response/],
      [{ at: 'token', kind: 'hang_up' }, /something went wrong/],
      [{ at: 'token', kind: 'claim', claim: 'sub', remove: true }, /sub/],
      [
        { at: 'token', kind: 'claim', token: 'access', claim: 'token_type', value: 'mac' },
        /token_type/,
      ],
    ])('%j', async (body, why) => {
      const made = await fault(body);
      const refusal = await whole().catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(Error);
      expect(wordsOf(refusal)).toMatch(why);
      expect(await used(made)).toBe(1);
    });
  });

  describe('signatures (RFC 8725 section 2.1)', () => {
    const keys = () => createRemoteJWKSet(new URL(`${at.base}/connect/jwks`));
    const idToken = async () => (await tokens()).id_token;

    it.each(['corrupt', 'wrong_key', 'unknown_kid', 'none', 'hs256_public_key'])(
      'that are %s verify with no published key',
      async (how) => {
        await fault({ at: 'token', kind: 'signature', how });
        await expect(jwtVerify(await idToken(), keys())).rejects.toThrow();
      },
    );

    it('say which way they are wrong', async () => {
      const headerOf = async (how: string) => {
        await fault({ at: 'token', kind: 'signature', how });
        return decodeProtectedHeader(await idToken());
      };
      const set = await (await fetch(`${at.base}/connect/jwks`)).json();
      const kids = (set as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
      expect(kids).toContain((await headerOf('wrong_key')).kid);
      expect(kids).not.toContain((await headerOf('unknown_kid')).kid);
      expect((await headerOf('none')).alg).toBe('none');
      expect((await headerOf('hs256_public_key')).alg).toBe('HS256');
    });

    it('of a changed claim are right: a client is to check what it relies on', async () => {
      await fault({ at: 'token', kind: 'claim', claim: 'acr', value: 'urn:lower' });
      const { payload } = await jwtVerify(await idToken(), keys());
      expect(payload['acr']).toBe('urn:lower');
    });

    it('cannot be verified with a stale key set, until it is a new one again', async () => {
      const stale = await fault({ kind: 'stale_jwks', times: 1 });
      const token = await idToken();
      await expect(jwtVerify(token, keys())).rejects.toThrow('no applicable key');
      expect(await used(stale)).toBe(1);
      expect((await jwtVerify(token, keys())).payload.sub).toBe(person.uuid);
    });
  });

  it('are spent as often as they say, and nothing happened behind a status', async () => {
    const down = await fault({ at: 'token', kind: 'status', status: 503, times: 2 });
    const call = await tokenCall();
    const [one, two] = [await call(), await call()];
    expect([one.status, two.status]).toEqual([503, 503]);
    expect(one.headers.get('standin-fault')).toBe(down.id);
    const three = await call();
    expect([three.status, three.headers.get('standin-fault')]).toEqual([200, null]);
    expect(await at.control('GET', `/faults/${down.id}`)).toMatchObject({ used: 2, times_left: 0 });
  });

  it('are spent once by many who ask at once', async () => {
    const made = await fault({ at: 'jwks', kind: 'status', status: 500, times: 3 });
    const asked = await Promise.all(
      Array.from({ length: 12 }, () => fetch(`${at.base}/connect/jwks`)),
    );
    expect(asked.filter(({ status }) => status === 500)).toHaveLength(3);
    expect(await used(made)).toBe(3);
  });

  it('act newest first', async () => {
    await fault({ at: 'discovery', kind: 'status', status: 500 });
    await fault({ at: 'discovery', kind: 'status', status: 502, times: 1 });
    const status = async () => (await fetch(`${at.base}/.well-known/openid-configuration`)).status;
    expect([await status(), await status()]).toEqual([502, 500]);
  });

  it('concern whom they match, at the front channel and behind it', async () => {
    const other = await at.person();
    const calls = [
      { at: 'token', kind: 'claim', claim: 'acr', value: 'urn:mine' },
      { at: 'authorize', kind: 'drop_state' },
    ];
    for (const call of calls) {
      await at.control('DELETE', '/faults');
      await fault({ ...call, match: { person: person.id, client_id: party.client.client_id } });
      const [mine, theirs] = [await back(), await back({}, other.id)];
      const token = async ({ asked, url }: typeof mine) => {
        url.searchParams.set('state', asked.state);
        return (await redeem(party, asked, url)).claims()?.['acr'];
      };
      const seen = [mine, theirs].map(({ url }) => url.searchParams.has('state'));
      if (call.at === 'authorize') expect(seen).toEqual([false, true]);
      else
        expect([await token(mine), await token(theirs)]).toEqual([
          'urn:mine',
          expect.not.stringContaining('mine'),
        ]);
    }
  });

  it('concern a tag, which travels with the code and the access token', async () => {
    await fault({
      match: { tag: 'test-7' },
      at: 'userinfo',
      kind: 'claim',
      claim: 'email',
      value: 'x',
    });
    await fault({ match: { tag: 'test-7' }, at: 'token', kind: 'claim', claim: 'acr', value: 'y' });
    const tagged = await whole({ standin_tag: 'test-7' });
    const plain = await whole();
    const info = async ({ access_token }: { access_token: string }) =>
      oidc.fetchUserInfo(party.config, access_token, person.uuid);
    expect([tagged.claims()?.['acr'], plain.claims()?.['acr']]).toEqual([
      'y',
      expect.not.stringMatching(/^y$/),
    ]);
    expect([(await info(tagged)).email, (await info(plain)).email]).toEqual(['x', person.email]);
  });

  it('change the answer of a person who signs in by the pages', async () => {
    const gone = await fault({
      at: 'authorize',
      kind: 'oauth_error',
      error: 'access_denied',
      times: 1,
    });
    const asked = await request(party);
    const url = await signIn(visitor, asked.url.href, person);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      ...{ error: 'access_denied', state: asked.state, iss: at.base },
    });
    expect(await used(gone)).toBe(1);
    const again = await request(party);
    expect((await fetch(again.url, { redirect: 'manual' })).status).toBe(303);
  });

  it('move every instant of a token, which is signed as before', async () => {
    const seconds = 3600;
    await fault({ at: 'token', kind: 'clock_skew', seconds });
    const skewed = decodeJwt((await tokens()).id_token);
    const now = Date.now() / 1000;
    for (const name of ['iat', 'nbf', 'auth_time'])
      expect(Math.abs(Number(skewed[name]) - now - seconds)).toBeLessThan(120);
    expect(Number(skewed.exp) - Number(skewed.iat)).toBe(3600);
  });

  it('change fields of a posted answer (OAuth 2.0 Form Post Response Mode)', async () => {
    const { access_token } = await obtain(party, visitor, person);
    expect(access_token).toBeTruthy();
    await fault({ at: 'authorize', kind: 'wrong_state' });
    const asked = await request(party, { response_mode: 'form_post', prompt: 'none' });
    const { html } = await visitor.get(asked.url.href);
    expect(html).toMatch(/name="code" value="[^"]{20,}"/);
    expect(html).not.toContain(asked.state);
    expect(html).toMatch(/name="state" value="[\w-]{10,}"/);
  });

  it('let the signed userinfo of another profile go wrong, too', async () => {
    await fault({ at: 'userinfo', kind: 'claim', claim: 'fname', value: 'Nobody' });
    const [made] = [
      await at.control<{ tokens: { access_token: string } }>('POST', '/sign-in', {
        ...{
          client_id: party.client.client_id,
          person: person.id,
          profile: 'idme',
          exchange: true,
        },
        scope: 'openid http://idmanagement.gov/ns/assurance/ial/2/aal/2',
      }),
    ];
    const answer = await fetch(`${at.base}/api/public/v3/userinfo`, {
      headers: { authorization: `Bearer ${made.tokens.access_token}` },
    });
    const quoted = (await answer.json()) as string;
    const idme = createRemoteJWKSet(new URL(`${at.base}/oidc/.well-known/jwks`));
    expect((await jwtVerify(quoted, idme)).payload['fname']).toBe('Nobody');
  });

  it('reach refresh tokens, for the person and the tag that they carry', async () => {
    const scope = 'openid offline_access';
    const tagged = await whole({ scope, prompt: 'consent', standin_tag: 'test-8' });
    const refresh = () => oidc.refreshTokenGrant(party.config, String(tagged.refresh_token));
    await fault({
      ...{ at: 'token', kind: 'oauth_error', error: 'invalid_grant', times: 1 },
      match: { person: person.id, tag: 'test-8' },
    });
    await expect(refresh()).rejects.toMatchObject({ status: 400, error: 'invalid_grant' });
    expect((await refresh()).access_token).toBeTruthy();
  });

  it('lose the state of a sign-out (RP-Initiated Logout 1.0 section 3)', async () => {
    const post_logout_redirect_uris = ['http://localhost:3999/bye'];
    const client = await at.client({ post_logout_redirect_uris });
    const signOut = async () => {
      const query = new URLSearchParams({
        ...{ client_id: client.client_id, state: 'the-state' },
        post_logout_redirect_uri: 'http://localhost:3999/bye',
      });
      const page = await visitor.get(`${at.base}/connect/logout?${query.toString()}`);
      return (await visitor.submit(page, {})).left?.href;
    };
    const lost = await fault({
      at: 'logout',
      kind: 'drop_state',
      match: { client_id: client.client_id },
    });
    expect(await signOut()).toBe('http://localhost:3999/bye');
    expect(await used(lost)).toBe(1);
    await at.control('DELETE', '/faults');
    expect(await signOut()).toBe('http://localhost:3999/bye?state=the-state');
  });

  it('let an answer take longer, and an endpoint be down for a whole sign-out', async () => {
    const slow = await fault({ at: 'jwks', kind: 'delay', ms: 300, times: 1 });
    const began = performance.now();
    expect((await fetch(`${at.base}/connect/jwks`)).status).toBe(200);
    expect(performance.now() - began).toBeGreaterThanOrEqual(290);
    expect(await used(slow)).toBe(1);
    await fault({ at: 'logout', kind: 'status', status: 503, headers: { 'retry-after': '30' } });
    const down = await fetch(`${at.base}/connect/logout`);
    expect([down.status, down.headers.get('retry-after')]).toEqual([503, '30']);
  });

  it('change an entry of the attributes that ID.me lists', async () => {
    await fault({ at: 'userinfo', kind: 'claim', claim: 'fname', value: 'Nobody' });
    const made = await at.control<{ tokens: { access_token: string } }>('POST', '/sign-in', {
      ...{ client_id: party.client.client_id, person: person.id, profile: 'idme', exchange: true },
      scope: 'openid http://idmanagement.gov/ns/assurance/ial/2/aal/2',
    });
    const ask = () =>
      fetch(`${at.base}/api/public/v3/attributes.json`, {
        headers: { authorization: `Bearer ${made.tokens.access_token}` },
      });
    const { attributes } = (await (await ask()).json()) as { attributes: object[] };
    expect(attributes).toContainEqual({ handle: 'fname', name: 'First Name', value: 'Nobody' });
    await fault({ at: 'userinfo', kind: 'status', status: 500, match: { person: person.id } });
    expect((await ask()).status).toBe(500);
  });

  it("reach Login.gov's clients, whose token calls name nobody", async () => {
    const mine = { match: { client_id: party.client.client_id, person: person.id } };
    await fault({ ...mine, at: 'token', kind: 'claim', claim: 'given_name', value: 'Nobody' });
    const order = { client_id: party.client.client_id, person: person.id, exchange: true };
    const ask = { ...order, profile: 'logingov', scope: 'openid profile' };
    const { tokens: said } = await at.control<{ tokens: { id_token: string } }>(
      ...(['POST', '/sign-in', ask] as const),
    );
    expect(decodeJwt(said.id_token)['given_name']).toBe('Nobody');
    await fault({ ...mine, kind: 'access_denied' });
    const denied = await at.control<{ error: string }>('POST', '/sign-in', ask);
    expect(denied.error).toBe('access_denied');
  });

  it('leave other sandboxes alone', async () => {
    await at.sandbox('calm');
    await fault({ at: 'jwks', kind: 'status', status: 500 });
    expect((await fetch(`${at.base}/s/calm/connect/jwks`)).status).toBe(200);
    expect((await fetch(`${at.base}/connect/jwks`)).status).toBe(500);
  });

  it('are told by the trace, and are no mistake of the client', async () => {
    await fault({ id: 'late', at: 'token', kind: 'oauth_error', error: 'server_error' });
    const answer = await (await tokenCall())();
    expect(answer.status).toBe(500);
    const page = await (await fetch(answer.headers.get('standin-trace') ?? '')).text();
    expect(page).toContain('The fault late (oauth_error) acted here.');
    expect(page).toContain('Made to go wrong:');
    expect(page).toContain(party.client.client_id);
  });
});
