import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startProvider, type Running } from '../../support/provider.js';
import type { Party } from '../driver.js';
import { agency, ask, createVisitor, obtain } from './relyingParty.js';

const STATE = 's'.repeat(22);
const BACK = 'http://localhost:3999/callback';

describe('signing out of the logingov profile', () => {
  let at: Running;
  let party: Party;
  beforeAll(async () => {
    at = await startProvider();
    party = await agency(at);
  });
  afterAll(() => at.close());

  const urlOf = (params: Record<string, string> = {}) => {
    const all = { client_id: party.client.client_id, post_logout_redirect_uri: BACK, ...params };
    const sent = Object.entries(all).filter(([, value]) => value !== '');
    return `${at.base}/logingov/openid_connect/logout?${new URLSearchParams(sent).toString()}`;
  };
  const signedIn = async () => {
    const visitor = createVisitor(at.base);
    const { id_token = '', access_token } = await obtain(party, visitor, await at.person());
    return { visitor, id_token, access_token };
  };

  it('asks, and sends back to a registered redirect URI with the state', async () => {
    const { visitor } = await signedIn();
    const page = await visitor.get(urlOf({ state: STATE }));
    expect(page.html).toContain('data-testid="sign-out-form"');
    const { left } = await visitor.submit(page, { logout: 'yes' });
    expect(left?.href).toBe(`${BACK}?state=${STATE}`);
    expect((await visitor.get(ask(party).url.href)).url).toMatch(/\/signin$/);
  });

  it('ends what was issued in the session', async () => {
    const { visitor, access_token } = await signedIn();
    const headers = { authorization: `Bearer ${access_token}` };
    const userinfo = async () =>
      (await fetch(`${at.base}/logingov/api/openid_connect/userinfo`, { headers })).status;
    expect(await userinfo()).toBe(200);
    await visitor.submit(await visitor.get(urlOf()), { logout: 'yes' });
    expect(await userinfo()).toBe(401);
  });

  it('takes the ID token instead of the client id, which the real one no longer does', async () => {
    const { visitor, id_token } = await signedIn();
    const page = await visitor.get(urlOf({ client_id: '', id_token_hint: id_token }));
    expect((await visitor.submit(page, { logout: 'yes' })).left?.href).toBe(BACK);
  });

  it('keeps whoever stays signed in, and does not send them back', async () => {
    const { visitor } = await signedIn();
    const page = await visitor.get(urlOf());
    const stayed = await visitor.submit(page, {});
    expect([stayed.left, new URL(stayed.url).pathname]).toEqual([undefined, '/account']);
  });

  it.each([
    ['nobody asks', { client_id: '' }, 'client_id is missing'],
    ['the client is unknown', { client_id: 'nobody' }, 'client is invalid'],
    [
      'there is no way back',
      { post_logout_redirect_uri: '' },
      'post_logout_redirect_uri is missing',
    ],
    [
      'the way back is registered for signing out elsewhere alone',
      { post_logout_redirect_uri: 'http://localhost:3999/' },
      'post_logout_redirect_uri not registered',
    ],
    ['the state is short', { state: 'short' }, 'state is too short (minimum is 22 characters)'],
  ])('refuses on a page where %s', async (_, params, reason) => {
    const { status, html, left } = await createVisitor(at.base).get(urlOf(params));
    expect([status, left]).toEqual([400, undefined]);
    expect(html).toContain(reason);
  });
});
