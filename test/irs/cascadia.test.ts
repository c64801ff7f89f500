import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createIrs, type Irs } from '../../src/irs/index.js';
import { createBrowser, type Browser } from './browser.js';
import { CASCADIA_CLIENT, CLIENT, startTestProvider, type TestProvider } from './testProvider.js';

const AAL2 = 'http://idmanagement.gov/ns/assurance/aal/2';
const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
const MARIA = {
  email: 'maria@example.com',
  given_name: 'Maria',
  family_name: 'Alvarez',
  ssn: '921488724',
  ial: 2,
  aal: 2,
};
const OPTIONS = { cookieSecret: 'test', viewsDir: 'views/irs', taxpayers: [] };

let provider: TestProvider;
let irs: Irs;
let root: string;
let base: string;
let browser: Browser;

beforeAll(async () => {
  provider = await startTestProvider({ sub: 'maria', acr: IAL2, claims: MARIA });
  const { issuer } = provider;
  irs = createIrs({ ...OPTIONS, ...CLIENT, issuer, cascadia: CASCADIA_CLIENT });
  root = await irs.listen(0);
  base = `${root}/cascadia`;
  provider.register(root);
});
afterAll(async () => {
  await irs.close();
  await provider.close();
});
beforeEach(() => {
  browser = createBrowser();
  Object.assign(provider.behaviour, { acr: IAL2, claims: MARIA });
  delete provider.behaviour.error;
});

const signIn = (service: string, at = base) =>
  browser.post(`${at}/signin`, { service, provider: 'standin' });

describe('Cascadia Benefits', () => {
  it('has a look, words and services of its own', async () => {
    const { html } = await browser.get(`${base}/`);
    expect(html).toContain('Cascadia Benefits');
    expect(html).toMatch(/cascadia\.[\w-]{8}\.css/);
    expect(html).toContain('data-testid="cascadia-service-benefits"');
    expect(html).not.toMatch(/irs-service|Internal Revenue|tax/i);
    expect((await browser.get(root)).html).not.toContain('cascadia');
  });

  it('signs in as a client of its own, and comes back below its path', async () => {
    const { path, url, html } = await signIn('benefits');
    const asked = path.find((at) => at.startsWith(`${provider.issuer}/auth`)) ?? '';
    const { searchParams } = new URL(asked);
    expect(searchParams.get('client_id')).toBe(CASCADIA_CLIENT.clientId);
    expect(searchParams.get('redirect_uri')).toBe(`${base}/callback`);
    expect(url).toBe(`${base}/services/benefits`);
    expect(html).toContain('Maria Alvarez');
    expect(html).toMatch(/data-testid="cascadia-case">CB-\d{6}/);
    expect((await browser.get(`${base}/services/deposits`)).html).toContain('cascadia-deposits');
    expect((await browser.get(`${base}/received`)).html).toContain('What Cascadia received');
  });

  it('knows nobody who is signed in at the IRS, and the IRS nobody who is signed in here', async () => {
    await signIn('refund', root);
    expect((await browser.get(`${base}/services/office`)).url).toContain('/cascadia/signin');
    await browser.get(base);
    const other = createBrowser();
    await other.post(`${base}/signin`, { service: 'office', provider: 'standin' });
    expect((await other.get(`${root}/services/refund`)).url).toBe(`${root}/signin?service=refund`);
  });

  it('keeps its cookie below its path', async () => {
    const init = { method: 'POST', redirect: 'manual', headers: { origin: root } } as const;
    const body = new URLSearchParams({ service: 'office', provider: 'standin' });
    const [cookie = ''] = (await fetch(`${base}/signin`, { ...init, body })).headers.getSetCookie();
    expect(cookie).toMatch(/^cascadia_[\w-]{8}_session=.*path=\/cascadia;/i);
  });

  it('steps up to a verified identity where a service needs it', async () => {
    provider.behaviour.acr = AAL2;
    const { url, html } = await signIn('office');
    expect(url).toBe(`${base}/services/office`);
    expect(html).toContain('cascadia-office');
    const refused = await browser.get(`${base}/services/benefits`);
    expect(refused.status).toBe(403);
    expect(refused.html).toContain('data-testid="cascadia-step-up"');
    expect(refused.html).toContain('what a household gets');
  });

  it('tells in its own words what came to nothing, and leads back to its own services', async () => {
    provider.behaviour.error = { error: 'access_denied' };
    const { status, html } = await signIn('benefits');
    expect(status).toBe(403);
    expect(html).toContain('cascadia-trouble-denied');
    expect(html).toContain('href="/cascadia/services/benefits"');
    expect((await browser.get(`${base}/nowhere`)).html).toContain('cascadia-trouble-not_found');
  });

  it('lets the provider start a sign-in (OIDC Core section 4)', async () => {
    const query = new URLSearchParams({ iss: provider.issuer });
    expect((await browser.get(`${base}/login?${query.toString()}`)).url).toBe(
      `${base}/services/benefits`,
    );
  });

  it('has no service of the IRS’, nor the IRS one of its', async () => {
    await signIn('benefits');
    expect((await browser.get(`${base}/services/refund`)).status).toBe(404);
    expect((await browser.get(`${root}/services/benefits`)).status).toBe(404);
    expect((await signIn('refund')).status).toBe(404);
  });

  it('ends its own session when signing out', async () => {
    await signIn('office');
    await browser.post(`${base}/signout`, {});
    expect((await browser.get(`${base}/services/office`)).url).toContain('/cascadia/signin');
  });

  it('is not there without a client', async () => {
    const alone = createIrs({ ...OPTIONS, ...CLIENT, issuer: provider.issuer });
    const url = await alone.listen(0);
    expect((await browser.get(`${url}/cascadia/`)).html).toContain('irs-trouble-not_found');
    await alone.close();
  });
});
