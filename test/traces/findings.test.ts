import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createVisitor,
  signIn,
  startProvider,
  type Client,
  type Running,
} from '../support/provider.js';
import { basic, form } from '../oidc/driver.js';
import { FINDINGS } from '../../src/traces/index.js';

const CHALLENGE = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' };
const S256 = { ...CHALLENGE, code_challenge_method: 'S256' };
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'; // RFC 7636 appendix B

describe('what a client did wrong', () => {
  let at: Running;
  let client: Client;
  beforeAll(async () => {
    at = await startProvider({ STANDIN_CLIENTS: 'refuse' });
    client = await at.client();
  });
  afterAll(() => at.close());

  const urlOf = (change: Record<string, string | undefined> = {}) => {
    const request = {
      ...{ client_id: client.client_id, redirect_uri: client.redirect_uris[0], state: 'abc' },
      ...{ response_type: 'code', scope: 'openid email', nonce: 'n', ...S256, ...change },
    };
    const given = Object.entries<string | undefined>(request).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    return `${at.base}/connect/authorize?${new URLSearchParams(Object.fromEntries(given)).toString()}`;
  };
  const authorize = (change: Record<string, string | undefined>) =>
    fetch(urlOf(change), { redirect: 'manual' });
  const code = async (change: Record<string, string | undefined> = {}) =>
    (await signIn(createVisitor(at.base), urlOf(change), await at.person())).searchParams.get(
      'code',
    ) ?? '';
  const token = (fields: Record<string, string>, headers: Record<string, string> = basic(client)) =>
    fetch(
      `${at.base}/connect/token`,
      form(
        {
          ...{ grant_type: 'authorization_code', redirect_uri: client.redirect_uris[0] },
          ...{ code_verifier: VERIFIER, ...fields },
        },
        headers,
      ),
    );
  /** The codes of the findings on the page that an answer leads to. */
  const findings = async (answer: Response): Promise<string[]> => {
    const page = await fetch(answer.headers.get('Standin-Trace') ?? '');
    expect(page.status).toBe(200);
    const html = await page.text();
    return [...html.matchAll(/data-testid="finding-(\w+)"/g)].map(([, found]) => found ?? '');
  };

  it.each<[string, Record<string, string | undefined>]>([
    ['client_unknown', { client_id: 'nobody' }],
    ['client_id_missing', { client_id: undefined }],
    ['redirect_uri_not_registered', { redirect_uri: 'http://localhost:3999/callback/' }],
    ['parameter_missing', { response_type: undefined }],
    ['response_type_unsupported', { response_type: 'token' }],
    ['openid_scope_missing', { scope: 'email' }],
    ['claims_parameter_invalid', { claims: '{' }],
    ['nobody_signed_in', { prompt: 'none' }],
  ])('is found as %s in an authorization request', async (finding, change) => {
    expect(await findings(await authorize(change))).toEqual([finding]);
  });

  it('is found as pkce_required for a public client', async () => {
    const open = await at.client({ token_endpoint_auth_method: 'none' });
    const bare = {
      client_id: open.client_id,
      code_challenge: undefined,
      code_challenge_method: undefined,
    };
    expect(await findings(await authorize(bare))).toEqual(['pkce_required']);
  });

  it('is found as asks_too_much where an organisation may not ask for that', async () => {
    const json = { 'content-type': 'application/json' };
    const body = JSON.stringify({ id: 'bakery', name: 'Bakery', policy: { ial: 1 } });
    await fetch(`${at.base}/control/v1/partners`, { method: 'POST', headers: json, body });
    const { client_id } = await at.client({ partner: 'bakery' });
    const scope = 'openid http://idmanagement.gov/ns/assurance/ial/2/aal/2';
    expect(await findings(await authorize({ client_id, scope }))).toEqual(['asks_too_much']);
    expect(await findings(await authorize({ client_id }))).toEqual([]);
  });

  it('warns of a request that works without state, nonce and PKCE', async () => {
    const bare = {
      state: undefined,
      nonce: undefined,
      code_challenge: undefined,
      code_challenge_method: undefined,
    };
    expect(await findings(await authorize(bare))).toEqual([
      'state_missing',
      'nonce_missing',
      'pkce_missing',
    ]);
    expect(await findings(await authorize({}))).toEqual([]);
  });

  it('is found at the token endpoint: secret, method, client, verifier, address, grant type, body', async () => {
    const wrong = basic({ ...client, client_secret: 'not-the-secret' });
    expect(await findings(await token({ code: 'x' }, wrong))).toEqual(['client_secret_wrong']);
    const open = { client_id: client.client_id, code: 'x' };
    expect(await findings(await token(open, {}))).toEqual(['client_auth_method_mismatch']);
    expect(await findings(await token({ code: 'x' }, {}))).toEqual(['client_auth_missing']);
    expect(await findings(await token({ code: 'x' }))).toEqual(['code_expired']);
    const other = { code_verifier: VERIFIER.replace('d', 'e') };
    expect(await findings(await token({ code: await code(), ...other }))).toEqual([
      'code_verifier_wrong',
    ]);
    const elsewhere = { redirect_uri: 'http://localhost:3999/other' };
    expect(await findings(await token({ code: await code(), ...elsewhere }))).toEqual([
      'redirect_uri_differs',
    ]);
    expect(await findings(await token({ grant_type: 'password' }))).toEqual(['grant_type_refused']);
    const json = await fetch(`${at.base}/connect/token`, {
      ...{
        method: 'POST',
        body: '{}',
        headers: { ...basic(client), 'content-type': 'application/json' },
      },
    });
    expect(await findings(json)).toEqual(['form_expected']);
  });

  it('is found for codes: used twice, and of another client', async () => {
    const mine = await code();
    expect((await token({ code: mine })).status).toBe(200);
    expect(await findings(await token({ code: mine }))).toEqual(['code_used_twice']);
    const stranger = await at.client();
    expect(await findings(await token({ code: await code() }, basic(stranger)))).toEqual([
      'code_of_another_client',
    ]);
  });

  it('is found for refresh tokens: used twice, and unknown', async () => {
    const offline = { scope: 'openid offline_access', prompt: 'consent' };
    const first = (await (await token({ code: await code(offline) })).json()) as {
      refresh_token: string;
    };
    const refresh = () =>
      token({ grant_type: 'refresh_token', refresh_token: first.refresh_token });
    expect((await refresh()).status).toBe(200);
    expect(await findings(await refresh())).toEqual(['refresh_token_used_twice']);
    expect(await findings(await refresh())).toEqual(['refresh_token_unknown']);
  });

  it('is found at userinfo, in every profile', async () => {
    const bearer = { headers: { authorization: 'Bearer nothing' } };
    for (const path of ['/connect/userinfo', '/api/public/v3/userinfo'])
      expect(await findings(await fetch(at.base + path, bearer))).toEqual(['access_token_invalid']);
    expect(await findings(await fetch(`${at.base}/connect/userinfo`))).toEqual([
      'access_token_missing',
    ]);
  });

  describe('in the profile idme', () => {
    const idme = async (members: Record<string, unknown>, scope = 'openid') => {
      const own = await at.client(members);
      const { client_id } = own;
      const [redirect_uri] = own.redirect_uris;
      const asked = { client_id, redirect_uri, response_type: 'code', scope, state: 'abc' };
      const url = `${at.base}/oauth/authorize?${new URLSearchParams(asked).toString()}`;
      const redeemed = async () => {
        const back = await signIn(createVisitor(at.base), url, await at.person());
        const found = back.searchParams.get('code') ?? '';
        const fields = { grant_type: 'authorization_code', code: found, redirect_uri };
        const answered = await fetch(`${at.base}/oauth/token`, form(fields, basic(own)));
        const { access_token } = (await answered.json()) as { access_token: string };
        return { headers: { authorization: `Bearer ${access_token}` } };
      };
      return { authorized: () => fetch(url, { redirect: 'manual' }), redeemed };
    };
    const userinfo = (init: RequestInit) => fetch(`${at.base}/api/public/v3/userinfo`, init);

    it('warns of a handle that nobody knows, and names it', async () => {
      const policies = { acme: { ial: 1, aal: 1 } };
      const { authorized } = await idme({ profile_options: { policies } }, 'openid acme acmee');
      const answer = await authorized();
      expect(await findings(answer)).toContain('scope_ignored');
      const page = await fetch(answer.headers.get('Standin-Trace') ?? '');
      expect(await page.text()).toMatch(/&quot;acmee&quot; is no scope|"acmee" is no scope/);
    });

    it('is found as policy_unknown of a strict client', async () => {
      const profile_options = { strictness: 'strict' };
      const { authorized } = await idme({ profile_options }, 'openid acmee');
      expect(await findings(await authorized())).toEqual(['policy_unknown']);
    });

    it('is found when a token that answers once is used again', async () => {
      const { redeemed } = await idme({ profile_options: { single_use_access_tokens: true } });
      const bearer = await redeemed();
      expect(await findings(await userinfo(bearer))).toEqual([]);
      expect(await findings(await userinfo(bearer))).toEqual(['access_token_used_twice']);
    });

    it('is found when a client cannot be encrypted to', async () => {
      const jwks_uri = `${at.base}/oidc/.well-known/jwks`; // keys that sign
      const { redeemed } = await idme({ jwks_uri, profile_options: { userinfo: 'jwe' } });
      const refused = await userinfo(await redeemed());
      expect(refused.status).toBe(400);
      expect(await findings(refused)).toEqual(['encryption_key_missing']);
    });
  });

  it('is found when signing out', async () => {
    const query = new URLSearchParams({
      client_id: client.client_id,
      post_logout_redirect_uri: 'http://localhost:3999/elsewhere',
    });
    const answer = await fetch(`${at.base}/connect/logout?${query.toString()}`, {
      headers: { accept: 'text/html' },
    });
    expect(await findings(answer)).toEqual(['logout_redirect_not_registered']);
  });

  it('is linked from the page that refuses, and its page has no secret on it', async () => {
    const page = await createVisitor(at.base).get(
      urlOf({ redirect_uri: 'http://localhost:3999/x' }),
    );
    expect(page.html).toContain(`href="${at.base}/console/traces/`);
    const answer = await token({ code: 'a-code-that-nobody-may-see' });
    const html = await (await fetch(answer.headers.get('Standin-Trace') ?? '')).text();
    expect(html).toContain('a-co…');
    expect(html).not.toMatch(/nobody-may-see/);
  });

  it('is listed with the newest first, and not in another sandbox', async () => {
    const list = await (await fetch(`${at.base}/console/traces`)).text();
    expect(list).toContain('is not registered for');
    const elsewhere = await at.sandbox('empty');
    expect(await (await fetch(`${elsewhere}/console/traces`)).text()).toContain('no-traces');
    const trace = /console\/traces\/(trc_\w+)/.exec(list)?.[1] ?? '';
    expect((await fetch(`${elsewhere}/console/traces/${trace}`)).status).toBe(404);
  });

  it('has a page for every code, and none for another', async () => {
    const list = await (await fetch(`${at.base}/docs/errors`)).text();
    for (const { code: name } of FINDINGS) expect(list).toContain(`<h2 id="${name}">`);
    const page = await (await fetch(`${at.base}/docs/errors/code_used_twice`)).text();
    expect(page).toContain('RFC 6749 section 4.1.2');
    expect((await fetch(`${at.base}/docs/errors/nothing`)).status).toBe(404);
  });

  it('has a title, a clause and a fix for every code', () => {
    for (const { code: name, title, spec, fix } of FINDINGS) {
      expect(name).toMatch(/^[a-z_]+$/);
      for (const text of [title, spec, fix]) expect(text.length).toBeGreaterThan(5);
    }
  });
});
