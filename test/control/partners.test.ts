import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openControl, type Control } from './support.js';

let control: Control;
beforeAll(async () => {
  control = await openControl();
});
afterAll(() => control.close());
const call: Control['call'] = (...args) => control.call(...args);
const redirect_uris = ['http://localhost:3000/cb'];

describe('partners', () => {
  it('are made, read, changed, listed and deleted', async () => {
    const { status, body } = await call('POST', '/partners', {
      name: 'Examples',
      policy: { ial: 2 },
    });
    expect(status).toBe(201);
    const changed = await call('PATCH', `/partners/${body.id}`, { name: 'More examples' });
    expect(changed.body).toMatchObject({ name: 'More examples', policy: { ial: 2 } });
    expect((await call('GET', '/partners')).body.items).toEqual([changed.body]);
    expect((await call('DELETE', `/partners/${body.id}`)).status).toBe(204);
    expect((await call('GET', `/partners/${body.id}`)).status).toBe(404);
  });
  it('answer 200 and 409 to a repetition', async () => {
    const request = { id: 'gov', name: 'Gov' };
    expect((await call('POST', '/partners', request)).status).toBe(201);
    expect((await call('POST', '/partners', request)).status).toBe(200);
    expect((await call('POST', '/partners', { ...request, name: 'X' })).status).toBe(409);
  });
  it('are refused with the place of the fault', async () => {
    const place = async (body: object) =>
      (await call('POST', '/partners', body)).body.errors[0].path;
    expect(await place({})).toBe('/name');
    expect(await place({ name: '  ' })).toBe('/name');
    expect(await place({ name: 'x', logo: 'javascript:alert(1)' })).toBe('/logo');
    expect(await place({ name: 'x', policy: { ial: 2, loa: 3 } })).toBe('/policy/loa');
    expect(await place({ name: 'x', policy: { attributes: ['shoe_size'] } })).toBe(
      '/policy/attributes/0',
    );
    expect(await place({ name: 'x', id: 'Not An Id' })).toBe('/id');
  });
  it('may ask for no more than their policy says, in any profile and however it is asked', async () => {
    const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
    const AAL2 = 'http://idmanagement.gov/ns/assurance/aal/2';
    const policy = { ial: 1, aal: 1, attributes: ['email', 'name'] };
    await call('POST', '/partners', { id: 'shop', name: 'Shop', policy });
    const client_id = (await call('POST', '/clients', { partner: 'shop', redirect_uris })).body
      .client_id;
    const refusal = async (wishes: object) => {
      const { body } = await call('POST', '/sign-in', { person: 'maria', ...wishes });
      expect([body.outcome, body.code]).toEqual(['redirected', undefined]);
      return [body.error, body.error_description.replace(/^.* ask for: /, '')];
    };
    const asking = (change: object) =>
      `http://localhost:4545/connect/authorize?${new URLSearchParams({
        ...{ client_id, response_type: 'code', redirect_uri: redirect_uris[0]!, state: 'abc' },
        ...{ scope: 'openid', ...change },
      }).toString()}`;
    const scope = `openid ${IAL2}`;
    const proofed = 'verified_at, proofing_pathway, evidence';
    const [error, tooMuch] = await refusal({ client_id, scope });
    expect([error, tooMuch]).toEqual(['invalid_scope', expect.stringMatching(/^IAL2, AAL2, /)]);
    expect(tooMuch).toContain(proofed);
    expect((await refusal({ client_id, scope, profile: 'idme' }))[1]).toMatch(/^IAL2, AAL2, .*ssn/);
    expect(await refusal({ client_id, scope: 'openid profile' })).toEqual([
      ...['invalid_scope', 'given_name, middle_name, family_name, birthdate'],
    ]);
    expect((await refusal({ authorize_url: asking({ acr_values: AAL2 }) }))[1]).toBe('AAL2');
    const claims = JSON.stringify({ userinfo: { birthdate: null } });
    expect((await refusal({ authorize_url: asking({ claims, prompt: 'none' }) }))[1]).toBe(
      'birthdate',
    );
    const request = { client_id, scope: 'openid email', person: 'maria', exchange: true };
    const { claims: told } = (await call('POST', '/sign-in', request)).body;
    expect(told).toMatchObject({ email: 'maria@example.com', email_verified: true });
    await call('PATCH', '/partners/shop', { policy: {} });
    const allowed = (await call('POST', '/sign-in', { ...request, scope })).body;
    expect(allowed.claims).toMatchObject({ ial: '2' });
  });
  it('are kept while clients belong to them', async () => {
    const { body } = await call('POST', '/partners', { name: 'Busy' });
    await call('POST', '/clients', { partner: body.id, redirect_uris });
    expect((await call('DELETE', `/partners/${body.id}`)).status).toBe(409);
  });
});

describe('clients (RFC 7591)', () => {
  it('are registered with a generated id and secret', async () => {
    const { status, body } = await call('POST', '/clients', { client_name: 'App', redirect_uris });
    expect(status).toBe(201);
    expect(body).toMatchObject({ client_name: 'App', redirect_uris, client_secret_expires_at: 0 });
    expect(body.client_secret.length).toBeGreaterThanOrEqual(43);
    expect((await call('GET', `/clients/${body.client_id}`)).body).toEqual(body);
  });
  it('have no secret when they are public', async () => {
    const { body } = await call('POST', '/clients', {
      redirect_uris,
      token_endpoint_auth_method: 'none',
    });
    expect(body.client_secret).toBeUndefined();
    expect((await call('POST', `/clients/${body.client_id}/secret`, {})).status).toBe(409);
  });
  it('answer 200 and 409 to a repetition', async () => {
    const request = { client_id: 'my-app', client_secret: 'a-secret-of-mine', redirect_uris };
    expect((await call('POST', '/clients', request)).status).toBe(201);
    expect((await call('POST', '/clients', request)).status).toBe(200);
    expect((await call('POST', '/clients', { ...request, client_name: 'X' })).status).toBe(409);
  });
  it('change only what is named; null removes', async () => {
    const { body } = await call('POST', '/clients', {
      client_name: 'Old',
      redirect_uris,
      scope: 'openid',
    });
    const { body: changed } = await call('PATCH', `/clients/${body.client_id}`, {
      client_name: 'New',
      scope: null,
    });
    expect(changed).toMatchObject({
      client_name: 'New',
      redirect_uris,
      client_secret: body.client_secret,
    });
    expect(changed.scope).toBeUndefined();
  });
  it('get a new secret while the old one stays for a grace', async () => {
    const { body } = await call('POST', '/clients', { redirect_uris });
    const { body: rotated } = await call('POST', `/clients/${body.client_id}/secret`, {
      grace: 'PT1H',
    });
    expect(rotated.client_secret).not.toBe(body.client_secret);
    const bad = await call('POST', `/clients/${body.client_id}/secret`, { grace: 'soon' });
    expect(bad.body.errors[0].path).toBe('/grace');
  });
  it.each([
    [{ redirect_uris: ['http://evil.example/cb'] }, '/redirect_uris/0'],
    [{ redirect_uris, token_endpoint_auth_method: 'magic' }, '/token_endpoint_auth_method'],
    [{ redirect_uris, token_endpoint_auth_method: 'private_key_jwt' }, '/jwks'],
    [{ redirect_uris, partner: 'nobody' }, '/partner'],
    [{ redirect_uris, colour: 'red' }, '/colour'],
    [{ redirect_uris, client_secret: 'short' }, '/client_secret'],
    [{ redirect_uris, certs: ['no certificate'] }, '/certs'],
  ])('are refused as %j', async (request, path) => {
    const { status, body } = await call('POST', '/clients', request);
    expect(status).toBe(422);
    expect(body.errors[0].path).toBe(path);
  });
  it('are judged as the provider will judge them', async () => {
    const { status, body } = await call('POST', '/clients', {
      redirect_uris,
      grant_types: ['telepathy'],
    });
    expect(status).toBe(422);
    expect(body.errors[0]).toEqual({
      path: '/grant_types',
      message: expect.stringMatching(/^can only contain/),
      known: ['authorization_code', 'refresh_token'],
    });
  });
  it('are deleted', async () => {
    const { body } = await call('POST', '/clients', { redirect_uris });
    expect((await call('DELETE', `/clients/${body.client_id}`)).status).toBe(204);
    expect((await call('DELETE', `/clients/${body.client_id}`)).status).toBe(404);
    expect((await call('PATCH', `/clients/${body.client_id}`, {})).status).toBe(404);
  });
});
