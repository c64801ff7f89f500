import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { openControl, type Control } from './support.js';

const redirect_uris = ['http://127.0.0.1:7199/cb'];
const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
let control: Control;
beforeAll(async () => {
  // Scripts decide here, so nobody looks at the pictures.
  const picture = () => Promise.resolve(Buffer.from('a picture'));
  control = await openControl(({ press }) => ({
    press: { ...press, renderDocument: picture, pictureOf: picture },
  }));
});
afterAll(() => control.close());

const at = (id: string) => (method: string, path: string, body?: unknown) =>
  control.call(method, `/s/${id}/control/v1${path}`, body);
const make = async (id: string) => {
  await control.call('POST', '/sandboxes', { id });
  const call = at(id);
  await call('POST', '/clients', {
    client_id: 'app',
    client_secret: 's'.repeat(40),
    redirect_uris,
  });
  return call;
};
const asked = { client_id: 'app', scope: 'openid email', exchange: true };
const basic = `Basic ${Buffer.from(`app:${'s'.repeat(40)}`).toString('base64')}`;
const form = { authorization: basic, 'content-type': 'application/x-www-form-urlencoded' };

describe('between two sandboxes with the same client', () => {
  type Call = ReturnType<typeof at>;
  let [one, two]: readonly Call[] = [];
  let ana: { id: string; email: string };
  beforeAll(async () => {
    [one, two] = [await make('one'), await make('two')];
    for (const step of ['document', 'selfie'])
      await one('POST', '/outcomes', { match: {}, step, results: ['pass'] });
    ana = (await one('POST', '/people', { authenticators: ['password', 'totp'] })).body;
  });
  const first: Call = (...args) => one!(...args);
  const second: Call = (...args) => two!(...args);

  it('no person is found by id, address or in a list', async () => {
    for (const reference of [ana.id, ana.email])
      expect((await second('GET', `/people/${reference}`)).status).toBe(404);
    expect((await second('GET', '/people')).body.items).toEqual([]);
    expect((await second('POST', '/people', { email: ana.email })).status).toBe(201);
    const foreign = await second('POST', '/sign-in', { ...asked, person: ana.id });
    expect(foreign.body.errors[0]).toMatchObject({
      path: '/person',
      message: expect.stringMatching(/^names nobody/),
    });
  });

  it('no client is found, and a change of one leaves its namesake alone', async () => {
    await first('POST', '/clients', { client_id: 'only-here', redirect_uris });
    expect((await second('GET', '/clients/only-here')).status).toBe(404);
    await first('PATCH', '/clients/app', { client_name: 'Changed' });
    expect((await second('GET', '/clients/app')).body.client_name).not.toBe('Changed');
  });

  it('no attempt, picture of one or script is found or spent', async () => {
    const proof = { ...asked, scope: `openid ${IAL2}`, person: ana.id, proof: true };
    expect((await first('POST', '/sign-in', proof)).body.outcome).toBe('redirected');
    const [attempt] = (await first('GET', '/attempts')).body.items;
    await control.db.query(
      "INSERT INTO attempt_pictures (sandbox_id, attempt_id, kind, content) VALUES ('one', $1, 'front', $2)",
      [attempt.id, Buffer.from('sealed')],
    );
    expect((await first('GET', `/attempts/${attempt.id}`)).body.pictures).toEqual(['front']);
    expect((await second('GET', '/attempts')).body.items).toEqual([]);
    expect((await second('GET', `/attempts/${attempt.id}`)).status).toBe(404);
    expect((await second('GET', `/attempts/${attempt.id}/pictures/front`)).status).toBe(404);
    const action = await second('POST', `/attempts/${attempt.id}/actions`, { action: 'approve' });
    expect(action.status).toBe(404);
    const scripts = (await first('GET', '/outcomes')).body.items;
    expect((await second('GET', '/outcomes')).body.items).toEqual([]);
    expect((await second('DELETE', `/outcomes/${scripts[0].id}`)).status).toBe(404);
    expect((await first('GET', '/outcomes')).body.items).toHaveLength(2);
  });

  it('no message is read or deleted', async () => {
    const sent = async (call: Call) => (await call('GET', '/messages')).body.items.length;
    await first('POST', '/clock/advance', { by: 'PT1S' });
    const before = await sent(first);
    expect([before > 0, await sent(second)]).toEqual([true, 0]);
    await second('DELETE', '/messages');
    expect(await sent(first)).toBe(before);
  });

  it('no token is worth anything: access, refresh and ID token, also as a hint', async () => {
    const offline = { ...asked, scope: 'openid email offline_access', person: ana.id };
    const { tokens } = (await first('POST', '/sign-in', offline)).body;
    expect(tokens.refresh_token).toEqual(expect.any(String));
    const userinfo = async (id: string) =>
      (
        await control.call('GET', `/s/${id}/connect/userinfo`, undefined, {
          authorization: `Bearer ${tokens.access_token}`,
        })
      ).status;
    expect([await userinfo('one'), await userinfo('two')]).toEqual([200, 401]);
    const refresh = `grant_type=refresh_token&refresh_token=${tokens.refresh_token}`;
    const renewed = await control.call('POST', '/s/two/connect/token', refresh, form);
    expect([renewed.status, renewed.body.error]).toEqual([400, 'invalid_grant']);
    const seen = `token=${tokens.access_token}`;
    const inspected = await control.call('POST', '/s/two/connect/introspect', seen, form);
    expect(inspected.body).toEqual({ active: false });
    const query = new URLSearchParams({
      ...{ client_id: 'app', response_type: 'code', scope: 'openid', prompt: 'none' },
      ...{ redirect_uri: redirect_uris[0] ?? '', id_token_hint: tokens.id_token },
    });
    const hinted = await control.call('GET', `/s/two/connect/authorize?${query.toString()}`);
    expect(String(hinted.headers['location'])).toContain('error=invalid_request');
  });

  it('no code is redeemed, even one asked for in the same words', async () => {
    const query = new URLSearchParams({
      ...{ client_id: 'app', response_type: 'code', scope: 'openid' },
      ...{ redirect_uri: redirect_uris[0] ?? '', state: 'a-state' },
    });
    const authorize_url = `http://localhost:4545/s/one/connect/authorize?${query.toString()}`;
    const { code } = (await first('POST', '/sign-in', { authorize_url, person: ana.id })).body;
    const foreign = await second('POST', '/sign-in', { authorize_url, person: ana.id });
    expect([foreign.status, foreign.body.errors[0].path]).toEqual([422, '/authorize_url']);
    const redeem = async (id: string) => {
      const body = new URLSearchParams({
        ...{ grant_type: 'authorization_code', code, redirect_uri: redirect_uris[0] ?? '' },
      });
      const answer = await control.call('POST', `/s/${id}/connect/token`, body.toString(), form);
      return [answer.status, answer.body.error];
    };
    expect(await redeem('two')).toEqual([400, 'invalid_grant']);
    expect(await redeem('one')).toEqual([200, undefined]);
  });

  it.each(['ES256', 'RS256'])('no key is published or signs (%s)', async (alg) => {
    const client = { client_id: alg, redirect_uris, id_token_signed_response_alg: alg };
    await first('POST', '/clients', client);
    const ask = { ...asked, client_id: alg, person: ana.id };
    const { id_token } = (await first('POST', '/sign-in', ask)).body.tokens;
    const keysOf = async (id: string) =>
      createLocalJWKSet((await control.call('GET', `/s/${id}/connect/jwks`)).body);
    const own = await jwtVerify(id_token, await keysOf('one'));
    expect([own.protectedHeader.alg, own.payload.iss]).toEqual([
      alg,
      'http://localhost:4545/s/one',
    ]);
    for (const other of [await keysOf('two'), createLocalJWKSet((await published()).body)])
      await expect(jwtVerify(id_token, other)).rejects.toThrow('no applicable key');
  });
  const published = () => control.call('GET', '/connect/jwks');

  it('a reset leaves the keys, and a sandbox made again has others', async () => {
    const kids = async () =>
      (await control.call('GET', '/s/again/connect/jwks')).body.keys
        .map(({ kid }: { kid: string }) => kid)
        .sort();
    await control.call('POST', '/sandboxes', { id: 'again' });
    const before = await kids();
    await control.call('POST', '/sandboxes/again/reset', {});
    expect(await kids()).toEqual(before);
    await control.call('DELETE', '/sandboxes/again');
    await control.call('POST', '/sandboxes', { id: 'again' });
    expect((await kids()).filter((kid: string) => before.includes(kid))).toEqual([]);
  });

  it('no session signs anybody in, by its own cookie or under the other name', async () => {
    const { body } = await first('POST', `/people/${ana.id}/sessions`, {});
    expect(body.path).toBe('/s/one');
    const silently = async (id: string, cookie: string) => {
      const query = new URLSearchParams({
        ...{ client_id: 'app', response_type: 'code', scope: 'openid', prompt: 'none' },
        ...{ redirect_uri: redirect_uris[0] ?? '' },
      });
      const url = `/s/${id}/connect/authorize?${query.toString()}`;
      const { headers } = await control.call('GET', url, undefined, { cookie });
      return new URL(String(headers['location'])).searchParams.get('error');
    };
    const renamed = body.name.replace('_one_', '_two_');
    expect(renamed).not.toBe(body.name);
    expect(await silently('two', `${body.name}=${body.value}`)).toBe('login_required');
    expect(await silently('two', `${renamed}=${body.value}`)).toBe('login_required');
    expect(await silently('one', `${body.name}=${body.value}`)).not.toBe('login_required');
    const { id } = (await second('POST', '/people', { email: 'cy@example.com' })).body;
    const { sessions = [] } = (await second('GET', `/people/${id}/sessions`)).body;
    expect(sessions).toEqual([]);
  });

  it('no event is listed, and none goes to the webhook of the other', async () => {
    const hook = { url: 'http://127.0.0.1:9/hook', events: ['account.created'] };
    const { id } = (await second('POST', '/webhooks', hook)).body;
    expect((await first('GET', `/webhooks/${id}`)).status).toBe(404);
    expect((await first('DELETE', `/webhooks/${id}`)).status).toBe(404);
    const before = (await second('GET', '/events?limit=200')).body.items.length;
    const made = (await first('POST', '/people', {})).body;
    const heard = (await first('GET', `/events?person=${made.id}`)).body.items;
    expect(heard.map(({ type }: { type: string }) => type)).toContain('account.created');
    expect((await second('GET', '/events?limit=200')).body.items).toHaveLength(before);
    expect((await second('GET', `/events?after=${heard[0].id}`)).status).toBe(422);
    expect((await second('GET', '/deliveries')).body.items).toEqual([]);
    await second('POST', '/people', {});
    const [delivery] = (await second('GET', '/deliveries')).body.items;
    expect((await first('GET', '/deliveries')).body.items).toEqual([]);
    const again = await first('POST', `/deliveries/${delivery.id}/redeliver`, {});
    expect(again.status).toBe(404);
    await second('DELETE', `/webhooks/${id}`);
  });

  it('no snapshot is taken back', async () => {
    const { snapshot } = (await control.call('POST', '/sandboxes/one/snapshot', {})).body;
    const foreign = await control.call('POST', '/sandboxes/two/restore', { snapshot });
    expect([foreign.status, foreign.body.errors[0].path]).toEqual([422, '/snapshot']);
  });

  it('no consent is remembered', async () => {
    const { email, id } = (await second('POST', '/people', { id: 'bo' })).body;
    await first('POST', '/people', { id, email });
    const steps = async (call: Call) =>
      (await call('POST', '/sign-in', { ...asked, person: id })).body.steps.map(
        ({ step }: { step: string }) => step,
      );
    expect(await steps(first)).toContain('consent');
    expect(await steps(first)).not.toContain('consent');
    expect(await steps(second)).toContain('consent');
  });
});
