import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startProvider, type Running } from '../../support/provider.js';
import type { Party } from '../driver.js';
import {
  agency,
  ask,
  AUTH_ONLY,
  createVisitor,
  FACIAL_MATCH,
  obtain,
  verified,
  VERIFIED,
} from './relyingParty.js';

const NS = 'http://idmanagement.gov/ns/assurance';
const DUO = 'urn:gov:gsa:ac:classes:sp:PasswordProtectedTransport:duo';
const LONG = 'x'.repeat(22);

describe('a request to the logingov profile', () => {
  let at: Running;
  let party: Party;
  beforeAll(async () => {
    at = await startProvider();
    party = await agency(at);
  });
  afterAll(() => at.close());

  const answer = async (params: Record<string, string>, of = party) => {
    const { url } = ask(of, params);
    const { left, html, status } = await createVisitor(at.base).get(url.href);
    return { left, html, status, query: Object.fromEntries(left?.searchParams ?? []) };
  };

  it.each([
    ['no acr values', { acr_values: '' }, 'Acr values No acceptable acr_values found'],
    ['unknown acr values alone', { acr_values: 'urn:x' }, 'Acr values No acceptable acr_values'],
    ['none about identity', { acr_values: `${NS}/aal/2` }, 'Acr values Missing a valid IAL level'],
    [
      'a PIV card',
      { acr_values: `${AUTH_ONLY} ${NS}/aal/3?hspd12=true` },
      'hspd12=true needs a PIV',
    ],
    ['no scope that is known', { scope: 'offline_access' }, 'Scope No valid scope values found'],
    ['identity alone of auth-only', { scope: 'address' }, 'Scope No valid scope values found'],
    ['no state', { state: '' }, 'State Please fill in this field'],
    ['a short state', { state: 'x'.repeat(21) }, 'State is too short (minimum is 22 characters)'],
    ['no nonce', { nonce: '' }, 'Nonce Please fill in this field'],
    ['a short nonce', { nonce: 'abc' }, 'Nonce is too short (minimum is 22 characters)'],
    ['prompt=none', { prompt: 'none' }, 'Prompt No valid prompt values found'],
    ['prompt=consent', { prompt: 'consent' }, 'Prompt No valid prompt values found'],
    ['another response type', { response_type: 'token' }, 'Response type is not included'],
    [
      'a plain code challenge',
      { code_challenge: LONG, code_challenge_method: 'plain' },
      'Code challenge method is not',
    ],
  ])('with %s goes back with invalid_request', async (_, params, message) => {
    const { query } = await answer(params);
    expect(query).toMatchObject({ error: 'invalid_request' });
    expect(query['error_description']).toContain(message);
    expect(Object.keys(query).sort()).toEqual(
      'state' in params && params.state === ''
        ? ['error', 'error_description']
        : ['error', 'error_description', 'state'],
    );
  });

  it('with several faults is told all of them at once', async () => {
    const { query } = await answer({ nonce: '', acr_values: '', prompt: 'none' });
    expect(query['error_description']).toBe(
      'Acr values No acceptable acr_values found. Nonce Please fill in this field. Prompt No valid prompt values found',
    );
  });

  it.each([
    ['an unknown client', { client_id: 'nobody' }],
    ['an address that is not registered', { redirect_uri: 'http://localhost:3999/other' }],
  ])('of %s stays on a page', async (_, params) => {
    const { left, html } = await answer({ ...params, nonce: '' });
    expect(left).toBeUndefined();
    expect(html).toContain('<html');
  });

  it.each([
    [AUTH_ONLY, AUTH_ONLY, DUO],
    [`${NS}/ial/1`, `${NS}/ial/1`, DUO],
    [`${NS}/loa/1`, `${NS}/ial/1`, DUO],
    [VERIFIED, VERIFIED, DUO],
    [`${VERIFIED} urn:unknown ${NS}/aal/2`, VERIFIED, `${NS}/aal/2`],
    ['urn:acr.login.gov:verified-facial-match-preferred', FACIAL_MATCH, DUO],
    [`${AUTH_ONLY} ${FACIAL_MATCH}`, FACIAL_MATCH, DUO],
    [`${NS}/ial/2`, `${NS}/ial/2`, DUO],
    [`${NS}/loa/3`, `${NS}/ial/2`, DUO],
    [`${NS}/ial/2?bio=required ${DUO}`, `${NS}/ial/2?bio=required`, DUO],
    [`${NS}/ial/0`, `${NS}/ial/2`, DUO],
  ])('for %s is answered with %s', async (acr_values, acr, aal) => {
    const person = await at.person({ persona: 'maria', ial: 2 });
    const scope = 'openid profile';
    const tokens = await obtain(party, createVisitor(at.base), person, { acr_values, scope });
    const claims = await verified(at, tokens.id_token, party.client);
    expect(claims).toMatchObject({ acr, ial: acr, aal });
    const identity = acr.endsWith('auth-only') || acr.endsWith('/ial/1') ? undefined : 'Maria';
    expect(claims['given_name']).toBe(identity);
  });

  it('for whatever is known (ial/0) proofs nobody, and tells that nothing is', async () => {
    const params = { acr_values: `${NS}/ial/0`, scope: 'openid email profile' };
    const tokens = await obtain(party, createVisitor(at.base), await at.person(), params);
    const claims = await verified(at, tokens.id_token, party.client);
    expect(claims).toMatchObject({ acr: `${NS}/ial/1`, verified_at: null });
    expect(claims).not.toHaveProperty('given_name');
  });

  it('gets the scopes that its client may have, and openid without asking', async () => {
    const held = await agency(at, { scope: 'openid email' });
    const asking = { scope: 'email profile:name', acr_values: VERIFIED };
    const person = await at.person({ persona: 'maria', ial: 2 });
    const tokens = await obtain(held, createVisitor(at.base), person, asking);
    const claims = await verified(at, tokens.id_token, held.client);
    expect([claims['email'], claims['given_name']]).toEqual([person.email, undefined]);
  });

  it('for more than the organisation may ask goes back with invalid_request', async () => {
    await at.control('POST', '/partners', { id: 'bakery', name: 'Bakery', policy: { ial: 1 } });
    const held = await agency(at, { partner: 'bakery' });
    const { query } = await answer({ acr_values: VERIFIED }, held);
    expect(query).toMatchObject({
      error: 'invalid_request',
      error_description: expect.stringMatching(/^the organisation of this client may not ask for/),
    });
    expect(Object.keys(query)).not.toContain('scope');
  });

  it('for a verified identity leads whoever has none to the proofing', async () => {
    const person = await at.person();
    const { url } = ask(party, { acr_values: VERIFIED });
    const visitor = createVisitor(at.base);
    const page = await visitor.submit(await visitor.get(url.href), person, 'signin');
    const code = { code: person.recovery_codes.pop() ?? '' };
    const other = await visitor.get(`${page.url}?kind=recovery_code`);
    expect((await visitor.submit(other, code)).url).toMatch(/\/interaction\/[^/]+\/verify/);
  });
});
