import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { certifiedKey } from '../support/certificate.js';
import { openControl, type Control } from './support.js';

let control: Control;
beforeAll(async () => {
  control = await openControl();
});
afterAll(() => control.close());
const call: Control['call'] = (...args) => control.call(...args);

const redirect_uris = ['http://localhost:3000/cb'];
const register = (profile_options: object) =>
  call('POST', '/clients', { redirect_uris, profile_options });

const WHOLE = {
  naming: 'idme',
  policies: {
    acme_verified: { ial: 2, aal: 2, claims: ['fname', 'social'], naming: 'oidc' },
    login: { ial: 1, aal: 1 },
    'http://idmanagement.gov/ns/assurance/ial/2/aal/2': { ial: 2, aal: 2, naming: 'tefca' },
  },
  userinfo: 'json',
  strictness: 'strict',
  single_use_access_tokens: false,
  magic_values: 'idme',
  outcomes: { document: 'pass' },
  failure_to_proof_url: 'http://localhost:3000/sorry',
  initiate_login_uri: 'http://localhost:3000/login',
  push_url: 'http://localhost:3000/events',
};

describe('profile_options of a client', () => {
  it('are kept and answered as they were said', async () => {
    const { status, body } = await register(WHOLE);
    expect([status, body.profile_options]).toEqual([201, WHOLE]);
    expect((await call('GET', `/clients/${body.client_id}`)).body.profile_options).toEqual(WHOLE);
  });

  it('change by what a PATCH names of them; null removes a member', async () => {
    const { client_id } = (await register(WHOLE)).body;
    const profile_options = { magic_values: null, outcomes: { selfie: 'pass' } };
    const { body } = await call('PATCH', `/clients/${client_id}`, { profile_options });
    const { magic_values: _, ...rest } = WHOLE;
    expect(body.profile_options).toEqual({ ...rest, outcomes: { selfie: 'pass' } });
  });

  it.each([
    [{ polices: {} }, '/polices', 'policies'],
    [{ policies: { a: { ial: 2, aal: 2, loa: 3 } } }, '/policies/a/loa', 'ial'],
    [{ policies: { a: { ial: 3, aal: 2 } } }, '/policies/a/ial', '2'],
    [{ policies: { a: { ial: 2 } } }, '/policies/a/aal', '2'],
    [{ policies: { 'two words': { ial: 2, aal: 2 } } }, '/policies/two words', undefined],
    [
      { policies: { a: { ial: 2, aal: 2, claims: ['shoe_size'] } } },
      '/policies/a/claims/0',
      'fname',
    ],
    [
      { policies: { a: { ial: 1, aal: 1, claims: ['fname', 'social'] } } },
      '/policies/a/claims/1',
      undefined,
    ],
    [{ policies: { a: { ial: 2, aal: 2, naming: 'own' } } }, '/policies/a/naming', 'tefca'],
    [
      { policies: { 'http://idmanagement.gov/ns/assurance/loa/1': { ial: 2, aal: 2 } } },
      '/policies/http:~1~1idmanagement.gov~1ns~1assurance~1loa~11',
      undefined,
    ],
    [{ push_url: 'http://169.254.169.254/' }, '/push_url', undefined],
    [{ push_url: 'ftp://localhost/' }, '/push_url', undefined],
    [{ userinfo: 'xml' }, '/userinfo', 'quoted'],
    [{ userinfo: 'jwe' }, '/userinfo', undefined],
    [{ strictness: 'harsh' }, '/strictness', 'lenient'],
    [{ single_use_access_tokens: 'yes' }, '/single_use_access_tokens', undefined],
    [{ magic_values: 'on' }, '/magic_values', 'idme'],
    [{ failure_to_proof_url: 'javascript:alert(1)' }, '/failure_to_proof_url', undefined],
    [{ failure_to_proof_url: '/sorry' }, '/failure_to_proof_url', undefined],
    [{ initiate_login_uri: 'my-app:login' }, '/initiate_login_uri', undefined],
  ])('%j is refused with its place and what is known', async (options, path, known) => {
    const { client_id } = (await register({})).body;
    const answers = [
      await register(options),
      await call('PATCH', `/clients/${client_id}`, { profile_options: options }),
    ];
    for (const { status, body } of answers) {
      expect([status, body.errors[0].path]).toEqual([422, `/profile_options${path}`]);
      if (known !== undefined) expect(body.errors[0].known).toContain(known);
    }
  });

  it('have fifty policies at most', async () => {
    const names = Array.from({ length: 51 }, (_, i) => [`handle_${i}`, { ial: 1, aal: 1 }]);
    const { status, body } = await register({ policies: Object.fromEntries(names) });
    expect([status, body.errors[0].path]).toEqual([422, '/profile_options/policies']);
  });

  it('want an RSA key for userinfo as JWE, which may come in the same change', async () => {
    const { certificate } = certifiedKey('partner');
    const { client_id } = (await register({})).body;
    const change = (body: object) => call('PATCH', `/clients/${client_id}`, body);
    const profile_options = { userinfo: 'jwe' };
    expect((await change({ certs: [certificate], profile_options })).status).toBe(200);
    const { status, body } = await change({ certs: [] });
    expect([status, body.errors[0].path]).toEqual([422, '/profile_options/userinfo']);
    expect((await change({ certs: [], profile_options: { userinfo: null } })).status).toBe(200);
  });

  it('let a strict client have no redirect URI with a query', async () => {
    const uris = ['http://localhost:3000/cb', 'http://localhost:3000/cb?a=b'];
    const made = (strictness: string) =>
      call('POST', '/clients', { redirect_uris: uris, profile_options: { strictness } });
    expect((await made('lenient')).status).toBe(201);
    const { status, body } = await made('strict');
    expect([status, body.errors[0].path]).toEqual([422, '/redirect_uris/1']);
  });
});
