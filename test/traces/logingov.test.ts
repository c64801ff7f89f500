import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Party } from '../oidc/driver.js';
import { form } from '../oidc/driver.js';
import { agency, ask, AUTH_ONLY, createVisitor, obtain } from '../oidc/logingov/relyingParty.js';
import { startProvider, type Running } from '../support/provider.js';

describe('what a client of Login.gov did wrong', () => {
  let at: Running;
  let party: Party;
  beforeAll(async () => {
    at = await startProvider();
    party = await agency(at);
  });
  afterAll(() => at.close());

  /** The codes of the findings on the page that an answer leads to. */
  const findings = async (answer: Response): Promise<string[]> => {
    const html = await (await fetch(answer.headers.get('Standin-Trace') ?? '')).text();
    return [...html.matchAll(/data-testid="finding-(\w+)"/g)].map(([, found]) => found ?? '');
  };
  const send = (params: Record<string, string>) =>
    fetch(ask(party, params).url, { redirect: 'manual' });

  it.each<[string[], Record<string, string>]>([
    [['service_level_missing'], { acr_values: 'urn:unknown' }],
    [
      ['piv_card_needed'],
      { acr_values: `${AUTH_ONLY} http://idmanagement.gov/ns/assurance/aal/2?hspd12=true` },
    ],
    [['scope_without_effect'], { scope: 'address' }],
    [['random_too_short'], { state: 'abc' }],
    [['random_too_short'], { nonce: '' }],
    [['prompt_unsupported'], { prompt: 'none' }],
    [
      ['service_level_missing', 'random_too_short', 'prompt_unsupported'],
      { acr_values: '', nonce: '', prompt: 'none' },
    ],
  ])('is found as %j in an authorization request', async (codes, params) => {
    expect(await findings(await send(params))).toEqual(codes);
  });

  it.each<[string, Record<string, string>]>([
    ['acr_values_dropped', { acr_values: `${AUTH_ONLY} urn:unknown` }],
    ['scope_dropped', { scope: 'openid email social_security_number' }],
    ['vtr_withdrawn', { vtr: '["C2.P1"]' }],
    ['verified_within_ignored', { verified_within: '30d' }],
    ['prompt_needs_permission', { prompt: 'login' }],
  ])('is warned of as %s, and answered all the same', async (code, params) => {
    const answer = await send(params);
    expect(answer.headers.get('location')).toMatch(/\/interaction\//);
    expect(await findings(answer)).toEqual(expect.arrayContaining([code]));
  });

  it('is nothing where all is well, scopes of its own included', async () => {
    const acr_values = 'urn:acr.login.gov:verified';
    const scope = 'openid email profile:name social_security_number x509';
    const codes = await findings(await send({ acr_values, scope }));
    expect(codes.filter((code) => code !== 'pkce_missing')).toEqual([]);
  });

  it('is found where nothing proves who redeems the code', async () => {
    const open = await at.client({ token_endpoint_auth_method: 'none' });
    const bare = { client_id: open.client_id };
    expect(await findings(await send(bare))).toEqual(['key_or_challenge_missing']);
    const token = `${at.base}/logingov/api/openid_connect/token`;
    const call = form({ grant_type: 'authorization_code', code: 'x' });
    expect(await findings(await fetch(token, call))).toEqual(['code_expired']);
  });

  it('is told of signing out: what is missing, and what is withdrawn', async () => {
    const logout = `${at.base}/logingov/openid_connect/logout`;
    expect(await findings(await fetch(logout))).toEqual(['logout_state_too_short']);
    const { id_token = '' } = await obtain(party, createVisitor(at.base), await at.person());
    const query = new URLSearchParams({
      id_token_hint: id_token,
      post_logout_redirect_uri: party.client.redirect_uris[0],
    });
    expect(await findings(await fetch(`${logout}?${query.toString()}`))).toEqual([
      'logout_hint_withdrawn',
    ]);
  });
});
