import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createIrs, readTaxpayers } from '../../src/irs/index.js';
import type { Irs } from '../../src/irs/index.js';
import { createBrowser } from './browser.js';
import type { Browser } from './browser.js';
import { CLIENT, startTestProvider } from './testProvider.js';
import type { TestProvider } from './testProvider.js';

const AAL2 = 'http://idmanagement.gov/ns/assurance/aal/2';
const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
const MARIA = {
  email: 'maria@example.com',
  given_name: 'Maria',
  family_name: 'Alvarez',
  birthdate: '1991-06-14',
  address: {
    street_address: '1420 Heron Street',
    locality: 'Port Larkin',
    region: 'ZC',
    postal_code: '98701',
  },
  phone_number: '+12225550123',
  ssn: '921488724',
  ial: 2,
  aal: 2,
};

const OPTIONS = {
  ...CLIENT,
  cookieSecret: 'test',
  viewsDir: 'views/irs',
  taxpayers: readTaxpayers('fixtures/irs/taxpayers.json'),
};

let provider: TestProvider;
let irs: Irs;
let base: string;
let browser: Browser;

beforeAll(async () => {
  provider = await startTestProvider({ sub: 'maria', acr: AAL2, claims: MARIA });
  irs = createIrs({ ...OPTIONS, issuer: provider.issuer });
  base = await irs.listen(0);
  provider.register(base);
});

afterAll(async () => {
  await irs.close();
  await provider.close();
});

beforeEach(() => {
  browser = createBrowser();
  Object.assign(provider.behaviour, { sub: 'maria', acr: AAL2, claims: MARIA });
  delete provider.behaviour.error;
});

const signIn = (service: string) =>
  browser.post(`${base}/signin`, { service, provider: 'standin' });

const requestOf = (path: readonly string[]) =>
  new URL(path.find((url) => url.startsWith(`${provider.issuer}/auth`)) ?? '').searchParams;

describe('signing in at the simulated IRS', () => {
  it('sends a visitor who opens a service to the choice of identity provider', async () => {
    const { url, html } = await browser.get(`${base}/services/refund`);
    expect(url).toBe(`${base}/signin?service=refund`);
    expect(html).toContain('data-testid="irs-provider-standin"');
    expect(html).toMatch(/disabled[^>]*data-testid="irs-provider-other"/);
  });

  it('asks for AAL2 as an essential claim with state, nonce and PKCE (OIDC Core section 5.5.1.1, RFC 7636)', async () => {
    const { path } = await signIn('refund');
    const asked = requestOf(path);
    expect(asked.get('scope')).toBe('openid email');
    expect(asked.get('acr_values')).toBe(AAL2);
    expect(JSON.parse(asked.get('claims') ?? '')).toEqual({
      id_token: { acr: { essential: true, values: [AAL2] } },
    });
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('state')?.length).toBeGreaterThanOrEqual(32);
    expect(asked.get('nonce')?.length).toBeGreaterThanOrEqual(32);
  });

  it('opens a service that needs AAL2 and keeps back what needs a verified identity', async () => {
    const { status, url, html } = await signIn('refund');
    expect({ status, url }).toEqual({ status: 200, url: `${base}/services/refund` });
    expect(html).toContain('maria@example.com');
    expect(html).toContain('Your refund is approved');
    expect(html).not.toContain('$1,284.00');
    expect(html).not.toContain('Maria Alvarez');
  });

  it('gives the session a new id, so that one known before the sign-in is worth nothing', async () => {
    provider.behaviour.error = { error: 'access_denied' };
    await signIn('refund');
    const before = browser.cookies(base);
    delete provider.behaviour.error;
    await signIn('refund');
    expect(before).toContain('_session=');
    expect(browser.cookies(base)).not.toBe(before);
    const fixed = await fetch(`${base}/services/refund`, { headers: { cookie: before } });
    expect(fixed.url).toContain('/signin');
  });

  it('goes straight to a service whose level is reached already', async () => {
    await signIn('refund');
    const { path } = await signIn('payment');
    expect(path).toEqual([`${base}/signin`, `${base}/services/payment`]);
  });

  it('steps up to IAL2 within the session when a service needs it (RFC 9470)', async () => {
    await signIn('refund');
    const refusedFirst = await browser.get(`${base}/services/account`);
    expect(refusedFirst.status).toBe(403);
    expect(refusedFirst.html).toContain('data-testid="irs-step-up"');

    provider.behaviour.acr = IAL2;
    const { path, url, html } = await signIn('account');
    expect(requestOf(path).get('acr_values')).toBe(IAL2);
    expect(requestOf(path).get('scope')).toBe('openid profile email address phone identity ssn');
    expect(url).toBe(`${base}/services/account`);
    expect(html).toContain('Maria Alvarez');
    expect(html).toContain('***-**-8724');
    expect((await browser.get(`${base}/services/refund`)).html).toContain('$1,284.00');
  });

  it('refuses an answer below the level it asked for, and shows what it received', async () => {
    const { status, html } = await signIn('account');
    expect(status).toBe(403);
    expect(html).toContain('irs-trouble-level_not_reached');
    expect((await browser.get(`${base}/services/account`)).url).toContain('/signin');
    const { html: received } = await browser.get(`${base}/received`);
    expect(received).toContain('Refused: the answer does not prove the level');
  });

  it('refuses a verified acr when the ial claim says otherwise', async () => {
    Object.assign(provider.behaviour, { acr: IAL2, claims: { ...MARIA, ial: 1 } });
    expect((await signIn('account')).html).toContain('irs-trouble-level_not_reached');
  });

  it('keeps the session of AAL2 when the step-up fails', async () => {
    await signIn('refund');
    provider.behaviour.error = { error: 'unmet_authentication_requirements' };
    expect((await signIn('account')).html).toContain('irs-trouble-failed');
    expect((await browser.get(`${base}/services/refund`)).status).toBe(200);
  });

  it.each([
    ['access_denied', 'denied', 403],
    ['login_required', 'cancelled', 403],
    ['unmet_authentication_requirements', 'failed', 403],
    ['temporarily_unavailable', 'unavailable', 503],
    ['invalid_scope', 'request_refused', 502],
  ])('answers %s with the page "%s" (RFC 6749 section 4.1.2.1)', async (error, page, status) => {
    provider.behaviour.error = { error, error_description: 'said <b>so</b>' };
    const visit = await signIn('refund');
    expect(visit.status).toBe(status);
    expect(visit.html).toContain(`irs-trouble-${page}`);
    expect(visit.html).toContain(error);
    expect(visit.html).toContain('said &lt;b&gt;so&lt;/b&gt;');
    expect(visit.html).toContain('href="/services/refund"');
  });

  it('ignores an answer whose state it never sent (RFC 6749 section 10.12)', async () => {
    await signIn('refund');
    const { status, html } = await browser.get(`${base}/callback?code=stolen&state=unknown`);
    expect(status).toBe(400);
    expect(html).toContain('irs-trouble-state_mismatch');
  });

  it('takes an answer once, and only in the browser that asked', async () => {
    const { path } = await signIn('refund');
    const answer = path.find((url) => url.startsWith(`${base}/callback`)) ?? '';
    expect((await browser.get(answer)).html).toContain('irs-trouble-state_mismatch');
    expect((await createBrowser().get(answer)).html).toContain('irs-trouble-state_mismatch');
  });

  it('lets the provider start a sign-in at a service (OIDC Core section 4)', async () => {
    const query = new URLSearchParams({
      iss: provider.issuer,
      login_hint: 'maria@example.com',
      target_link_uri: `${base}/services/refund`,
    });
    const { url, path } = await browser.get(`${base}/login?${query.toString()}`);
    expect(url).toBe(`${base}/services/refund`);
    expect(requestOf(path).get('login_hint')).toBe('maria@example.com');
  });

  it('starts no sign-in for another issuer', async () => {
    const { status } = await browser.get(`${base}/login?iss=https://other.example.com`);
    expect(status).toBe(400);
  });

  it('refuses a form posted from elsewhere (Fetch Metadata)', async () => {
    const form = { service: 'refund', provider: 'standin' };
    for (const headers of [{ origin: 'https://evil.example.com' }, {}]) {
      const { status, html } = await browser.post(`${base}/signin`, form, headers);
      expect(status).toBe(403);
      expect(html).toContain('irs-trouble-foreign_post');
    }
  });

  it('asks again when no configured provider was chosen', async () => {
    const form = { service: 'refund', provider: 'other' };
    const { status, html } = await browser.post(`${base}/signin`, form);
    expect(status).toBe(422);
    expect(html).toContain('data-testid="irs-error"');
  });
});

describe('what the IRS received', () => {
  it('shows claims, levels and messages with tokens shortened and the SSN masked', async () => {
    provider.behaviour.acr = IAL2;
    await signIn('account');
    const { html } = await browser.get(`${base}/received`);
    expect(html).toContain(`<code data-testid="irs-acr">${IAL2}</code>`);
    expect(html).toMatch(/data-testid="irs-claim-ssn">\*\*\*-\*\*-8724</);
    expect(html).toMatch(/data-testid="irs-claim-birthdate">1991-06-14</);
    expect(html).not.toContain('921488724');
    expect(html).not.toMatch(/eyJ[\w-]+\.eyJ/);
  });

  it('answers the same as JSON for tests of the whole journey', async () => {
    await signIn('refund');
    const { html } = await browser.get(`${base}/received.json`);
    expect(JSON.parse(html)).toMatchObject({
      accepted: true,
      asked: { ial: 1, aal: 2 },
      achieved: { ial: 1, aal: 2 },
    });
  });

  it('has nothing to show before a sign-in', async () => {
    expect((await browser.get(`${base}/received`)).status).toBe(404);
  });
});

describe('signing out', () => {
  it('ends the own session and the provider’s, and comes back (RP-Initiated Logout 1.0)', async () => {
    await signIn('refund');
    const { url, html } = await browser.post(`${base}/signout`, {});
    const logout = new URL(url);
    expect(logout.origin).toBe(provider.issuer);
    expect(logout.searchParams.get('post_logout_redirect_uri')).toBe(`${base}/`);
    expect(logout.searchParams.get('id_token_hint')?.split('.')).toHaveLength(3);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const back = await browser.post(`${provider.issuer}/session/end/confirm`, {
      xsrf,
      logout: 'yes',
    });
    expect(back.url).toBe(`${base}/?state=signed-out`);
    expect(back.html).toContain('You are signed out.');
    expect((await browser.get(`${base}/services/refund`)).url).toContain('/signin');
  });
});

describe('paying', () => {
  const pay = (amount: string, tax_year?: string) => {
    const year = tax_year ?? String(new Date().getUTCFullYear());
    return browser.post(`${base}/services/payment`, { amount, tax_year: year });
  };

  it('schedules a payment, once however often its page is reloaded, and counts it', async () => {
    Object.assign(provider.behaviour, { sub: 'amara', acr: IAL2 });
    provider.behaviour.claims = { ...MARIA, email: 'amara@example.com' };
    await signIn('account');
    const { url, html } = await pay('$1,000.50');
    expect(url).toMatch(/\/services\/payment\/TEST-\d{8}$/);
    expect(html).toContain('$1,000.50');
    await browser.get(url);
    const account = await browser.get(`${base}/services/account`);
    expect(account.html.match(/TEST-\d{8}/g)).toHaveLength(1);
  });

  it.each([
    ['', 'Enter an amount.'],
    ['ten', 'dollars and cents'],
    ['0.5', 'from $1 to $100,000'],
  ])('refuses the amount "%s" and keeps what was typed', async (amount, message) => {
    await signIn('payment');
    const { status, html } = await pay(amount);
    expect(status).toBe(422);
    expect(html).toContain(message);
    expect(html).toContain(`value="${amount}"`);
  });

  it('refuses a year it did not offer', async () => {
    await signIn('payment');
    expect((await pay('10', '1999')).html).toContain('Choose one of the tax years offered.');
  });

  it('needs a sign-in', async () => {
    expect((await pay('10')).url).toContain('/signin?service=payment');
  });
});

describe('the site', () => {
  it('allows no script and no frame, and no form but to itself and the provider', async () => {
    const { headers, html } = await browser.get(base);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`form-action 'self' ${provider.issuer}`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(html).not.toMatch(/<script|\sstyle=|\son\w+=/i);
  });

  it('says on every page that it is a test system', async () => {
    for (const path of ['/', '/signin?service=account', '/nowhere', '/received'])
      expect((await browser.get(base + path)).html).toContain('irs-test-banner');
  });

  it('moves a visitor to the one host name its cookies belong to', async () => {
    const other = base.replace('localhost', '127.0.0.1');
    const { headers } = await browser.get(`${other}/services/refund`, { follow: false });
    expect(headers.get('location')).toBe(`${base}/services/refund`);
  });

  it('marks its cookie HttpOnly and SameSite=Lax, under a name of its own', async () => {
    const start = await fetch(`${base}/signin`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: base },
      body: new URLSearchParams({ service: 'refund', provider: 'standin' }),
    });
    const [cookie = ''] = start.headers.getSetCookie();
    expect(cookie).toMatch(/^irs_[\w-]{8}_session=/);
    expect(cookie).toMatch(/samesite=lax/i);
    expect(cookie).toMatch(/httponly/i);
  });

  it('serves its style sheet under a name that never changes its content', async () => {
    const { html } = await browser.get(base);
    const href = /href="(\/assets\/[^"]+)"/.exec(html)?.[1] ?? '';
    const { headers, status } = await browser.get(base + href);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('text/css');
    expect(headers.get('cache-control')).toContain('immutable');
  });

  it('refuses a form of more than 8 kB', async () => {
    const { status } = await browser.post(`${base}/signin`, { service: 'x'.repeat(9000) });
    expect(status).toBe(413);
  });
});

describe('a provider that goes down', () => {
  const form = { service: 'refund', provider: 'standin' };

  it('is named as the reason, at every try', async () => {
    const late = await startTestProvider({ sub: 'maria', acr: AAL2, claims: MARIA });
    await late.close();
    const lonely = createIrs({ ...OPTIONS, issuer: late.issuer });
    const url = await lonely.listen(0);
    for (let tries = 0; tries < 2; tries++) {
      const { status, html } = await browser.post(`${url}/signin`, form);
      expect(status).toBe(503);
      expect(html).toContain('irs-trouble-unreachable');
    }
    await lonely.close();
  });

  it('is noticed before anybody is sent there, and does not keep them from signing out', async () => {
    const late = await startTestProvider({ sub: 'maria', acr: AAL2, claims: MARIA });
    const lonely = createIrs({ ...OPTIONS, issuer: late.issuer });
    const url = await lonely.listen(0);
    late.register(url);
    await browser.post(`${url}/signin`, form);
    await late.close();
    const stepUp = await browser.post(`${url}/signin`, { ...form, service: 'account' });
    expect(stepUp.html).toContain('irs-trouble-unreachable');
    const { html } = await browser.post(`${url}/signout`, {});
    expect(html).toContain('irs-trouble-signed_out_here_only');
    expect((await browser.get(`${url}/services/refund`)).url).toContain('/signin');
    await lonely.close();
  });
});
