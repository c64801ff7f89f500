import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  createVisitor,
  describeProviders,
  signIn,
  type Client,
  type Running,
} from '../support/provider.js';
import { basic, form } from './driver.js';

const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
const TWO = { ial: 2, aal: 2 };

describeProviders("ID.me's token endpoint", (start) => {
  let at: Running;
  let client: Client;
  beforeAll(async () => {
    at = await start();
    client = await at.client({ profile_options: { policies: { acme: TWO } } });
  });
  afterAll(() => at.close());

  async function arrive(scope = 'openid acme'): Promise<URL> {
    const redirect_uri = client.redirect_uris[0];
    const asked = { client_id: client.client_id, redirect_uri, response_type: 'code', scope };
    const url = `${at.base}/oauth/authorize?${new URLSearchParams({ ...asked, state: 'a' }).toString()}`;
    return signIn(createVisitor(at.base), url, await at.person({ persona: 'maria', ial: 2 }));
  }
  const fields = async (scope?: string) => ({
    grant_type: 'authorization_code',
    code: (await arrive(scope)).searchParams.get('code') ?? '',
    redirect_uri: client.redirect_uris[0],
  });
  const post = async (init: RequestInit) => {
    const response = await fetch(`${at.base}/oauth/token`, { method: 'POST', ...init });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
  const secret = () => ({ client_id: client.client_id, client_secret: client.client_secret });

  it('answers as there: bearer in small letters, the handle as scope, the life of the refresh token', async () => {
    const { status, body } = await post(form(await fields(), basic(client)));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ token_type: 'bearer', expires_in: 300, scope: 'openid acme' },
      ...{ refresh_token: expect.any(String), refresh_expires_in: 604_800 },
    });
  });

  it('leaves a scope as it was asked that is a level itself', async () => {
    const { body } = await post(form(await fields(`openid ${IAL2}`), basic(client)));
    expect(body['scope']).toBe(`openid ${IAL2}`);
  });

  it('takes JSON, and the secret in header or body as the client likes', async () => {
    const calls = [
      json({ ...(await fields()), ...secret() }),
      json(await fields(), basic(client)),
      form({ ...(await fields()), ...secret() }),
      // an SDK sends the scope along, by commas
      form({ ...(await fields()), scope: 'military,student' }, basic(client)),
    ];
    for (const call of calls) expect((await post(call)).status).toBe(200);
    const { body: first } = await post(json({ ...(await fields()), ...secret() }));
    const refresh = { grant_type: 'refresh_token', refresh_token: first['refresh_token'] };
    expect((await post(json({ ...refresh, ...secret() }))).body).toMatchObject({
      ...{ access_token: expect.any(String), token_type: 'bearer', refresh_expires_in: 604_800 },
    });
  });

  it('refuses everything with 400', async () => {
    const wrong = { ...(await fields()), ...secret(), client_secret: 'wrong' };
    for (const [call, error] of [
      [form(wrong), 'invalid_client'],
      [json(wrong), 'invalid_client'],
      [form({ ...(await fields()), code: 'nothing' }, basic(client)), 'invalid_grant'],
      [form({ ...(await fields()), client_id: 'nobody', client_secret: 'x' }), 'invalid_client'],
      [json('{"grant_type":'), 'invalid_request'],
      [json('[]'), 'invalid_request'],
      [json({ grant_type: 'x'.repeat(60_000) }), 'invalid_request'],
    ] as const)
      expect(await post(call)).toMatchObject({ status: 400, body: { error } });
  });

  it('is reached by a redirect without iss, on success and on error', async () => {
    const back = await arrive();
    expect([...back.searchParams.keys()].sort()).toEqual(['code', 'state']);
    const { client_id, redirect_uris } = client;
    const asked = { client_id, redirect_uri: redirect_uris[0], response_type: 'code', state: 'a' };
    const query = new URLSearchParams({ ...asked, scope: 'acmee' }).toString();
    const refused = await fetch(`${at.base}/oauth/authorize?${query}`, { redirect: 'manual' });
    const location = new URL(refused.headers.get('location') ?? '');
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      ...{ error: 'invalid_scope', state: 'a' },
    });
    expect(location.searchParams.has('iss')).toBe(false);
  });
});
