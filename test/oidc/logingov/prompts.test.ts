import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signIn, startProvider, type Running } from '../../support/provider.js';
import type { Party } from '../driver.js';
import { agency, ask, createVisitor, obtain, VERIFIED } from './relyingParty.js';

const SORRY = 'https://agency.example.com/sorry';

describe('a person at the logingov profile', () => {
  let at: Running;
  let party: Party;
  beforeAll(async () => {
    at = await startProvider();
    party = await agency(at, { profile_options: { failure_to_proof_url: SORRY } });
  });
  afterAll(() => at.close());

  it('signs in again for prompt=login, and makes an account for prompt=create', async () => {
    const [visitor, person] = [createVisitor(at.base), await at.person()];
    await obtain(party, visitor, person);
    const pathOf = async (prompt: string) =>
      (await visitor.get(ask(party, { prompt }).url.href)).url.split('/').at(-1);
    expect(await pathOf('login')).toBe('signin');
    expect(await pathOf('create')).toBe('signup');
    const again = await signIn(visitor, ask(party, { prompt: 'login' }).url.href, person);
    expect(again.searchParams.has('code')).toBe(true);
  });

  it('who has no factor that resists phishing sets up a passkey, when one is asked for', async () => {
    const [person, visitor] = [await at.person(), createVisitor(at.base)];
    const aal = 'http://idmanagement.gov/ns/assurance/aal/2?phishing_resistant=true';
    const { url } = ask(party, { acr_values: `${VERIFIED} ${aal}` });
    const page = await visitor.submit(await visitor.get(url.href), person, 'signin');
    const other = await visitor.get(`${page.url}?kind=recovery_code`);
    const setup = await visitor.submit(other, { code: person.recovery_codes.pop() ?? '' });
    expect(setup.url).toMatch(/\/second-factor-setup$/);
    expect(setup.html).toContain('second-factor-setup/passkey-options');
    expect(setup.html).not.toMatch(/kind=(totp|phone)/);
  });

  it('who has a passkey is not taken to have used it for the code of another factor', async () => {
    const authenticators = ['password', 'totp', 'passkey'];
    const [person, visitor] = [await at.person({ authenticators }), createVisitor(at.base)];
    const page = await visitor.submit(await visitor.get(ask(party).url.href), person, 'signin');
    const { code } = await at.control<{ code: string }>('GET', `/people/${person.id}/totp`);
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    const sent = await visitor.post(`${page.url}?kind=passkey`, { csrf, code });
    expect([sent.status, new URL(sent.url).pathname]).toEqual([422, new URL(page.url).pathname]);
    const app = await visitor.get(`${page.url}?kind=totp`);
    expect((await visitor.submit(app, { code })).url).toMatch(/\/consent$/);
  });

  it('who does not agree is sent back with access_denied, the state and nothing else', async () => {
    const asked = ask(party);
    const [person, visitor] = [await at.person(), createVisitor(at.base)];
    const page = await visitor.submit(await visitor.get(asked.url.href), person, 'signin');
    const other = await visitor.get(`${page.url}?kind=recovery_code`);
    const consent = await visitor.submit(other, { code: person.recovery_codes.pop() ?? '' });
    const { left } = await visitor.submit(consent, { decision: 'deny' });
    expect(Object.fromEntries(left?.searchParams ?? [])).toEqual({
      error: 'access_denied',
      error_description: 'the person did not consent',
      state: asked.state,
    });
  });

  it('who cannot be verified is sent to the address for that, without a reason', async () => {
    const person = await at.person();
    const results = ['document.tampered'];
    await at.control('POST', '/outcomes', {
      match: { person: person.id },
      step: 'document',
      results,
    });
    const visitor = createVisitor(at.base);
    const url = ask(party, { acr_values: VERIFIED }).url.href;
    const stopped = String(await signIn(visitor, url, person).catch(String));
    const [verify = ''] = /http\S+\/interaction\/[\w-]+\/verify/.exec(stopped) ?? [];
    await visitor.submit(await visitor.get(verify), { notice: 'yes', biometrics: 'yes' });
    await at.control('POST', '/sign-in', { authorize_url: url, person: person.id, proof: true });
    const declined = await visitor.get(verify.replace(/\/verify$/, ''));
    expect(declined.url).toMatch(/\/declined$/);
    const csrf = /name="csrf" value="([^"]+)"/.exec(declined.html)?.[1] ?? '';
    const { left } = await visitor.post(`${declined.url}/leave`, { csrf });
    expect(left?.href).toBe(SORRY);
  });
});
