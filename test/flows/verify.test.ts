import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { launchBrowser } from '../support/browser.js';
import { startServer, type RunningServer } from '../support/server.js';
import { createVisitor } from '../support/visitor.js';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterAll(() => server.close());

const make = async (path: string, body: object): Promise<void> => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
  const made = await fetch(server.controlUrl + path, { ...init, body: JSON.stringify(body) });
  expect(made.status).toBe(201);
};
const client = (members: object) => ({
  redirect_uris: ['http://localhost:3000/callback'],
  ...members,
});
const page = (path: string) => createVisitor(server.baseUrl).get(server.baseUrl + path);
const leaving = async (path: string) =>
  (await createVisitor(server.baseUrl).send(server.baseUrl + path)).headers.get('location');

describe('/verify', () => {
  beforeAll(async () => {
    await make('/partners', { id: 'library', name: 'Port Larkin Library' });
    await make('/partners', { id: 'bakery', name: 'Bakery', policy: { ial: 1 } });
    const initiate_login_uri = 'http://localhost:3000/login?from=standin';
    const profile_options = { initiate_login_uri };
    await make('/clients', client({ client_id: 'shop', client_name: 'Shop', profile_options }));
    await make('/clients', client({ client_id: 'mute', client_name: 'Mute' }));
  });

  it('offers the organisations of the sandbox, and oneself', async () => {
    const { html } = await page('/verify');
    for (const id of ['irs', 'library', 'shop', 'none'])
      expect(html).toContain(`data-testid="partner-${id}"`);
    expect(html).toContain('About five minutes');
    expect(html).toMatch(/value="" data-testid="partner-none" checked/);
  });

  it('leaves out organisations that may not ask for it, and clients that cannot be gone on to', async () => {
    const { html } = await page('/verify');
    expect(html).not.toContain('partner-bakery');
    expect(html).not.toContain('partner-mute');
  });

  it('begins with the organisation that the address names', async () => {
    const { html } = await page('/verify?partner=library');
    expect(html).toMatch(/value="library" data-testid="partner-library" checked/);
    expect(html).toMatch(/data-testid="partner"[\s\S]*Port Larkin Library/);
  });

  it.each(['/verify', '/verify/start'])(
    '%s refuses an organisation of no name here',
    async (at) => {
      for (const partner of ['nobody', 'bakery', 'x'.repeat(300)]) {
        const refusal = await page(`${at}?partner=${partner}`);
        expect(refusal.status).toBe(404);
        expect(refusal.html).toMatch(/id="partner-error"[\s\S]*Nobody can verify for/);
      }
    },
  );

  it('names the organisation on every page of the way', async () => {
    const { html } = await page('/verify/start?partner=library');
    expect(html).toMatch(/data-testid="partner"[\s\S]*Port Larkin Library/);
    expect((await page('/verify/start')).html).not.toContain('data-testid="partner"');
  });

  it("ends at the client's initiate_login_uri (OpenID Connect Core section 4)", async () => {
    const login = new URL((await leaving('/verify/done?state=shop')) ?? '');
    expect(login.origin + login.pathname).toBe('http://localhost:3000/login');
    expect(login.searchParams.get('iss')).toBe(server.baseUrl);
    expect(login.searchParams.get('from')).toBe('standin');
    expect(login.searchParams.has('login_hint')).toBe(false);
  });

  it('ends at the account where there is no login to go on to', async () => {
    for (const state of ['', 'library', 'nobody'])
      expect(await leaving(`/verify/done?state=${state}`)).toBe('/account');
  });

  it('says why somebody came back who is kept out', async () => {
    const why = 'error=access_denied&error_description=the+account+is+locked';
    const refusal = await page(`/verify/done?state=irs&${why}`);
    expect(refusal.status).toBe(403);
    expect(refusal.url).toContain('/account?error=access_denied');
  });

  it('leads whoever is verified to the IRS by keyboard, without scripts', async () => {
    const browser = await launchBrowser();
    try {
      const tab = await browser.newPage({ javaScriptEnabled: false });
      await tab.goto(`${server.baseUrl}/signin`);
      await tab.locator('[data-testid=tester-bar] summary').press('Enter');
      await tab.getByTestId('tester-as-maria').press('Enter');
      await tab.waitForURL('**/account');
      await tab.goto(`${server.baseUrl}/verify`);
      await tab.getByTestId('partner-none').focus();
      await tab.keyboard.press('ArrowUp');
      while (!(await tab.getByTestId('partner-irs').isChecked()))
        await tab.keyboard.press('ArrowUp');
      await tab.getByTestId('submit').press('Enter');
      // She comes by the IRS' own login, which asks for her consent or needs it no more.
      await tab.waitForURL(/\/consent$|\/services\/account$|second-factor$/);
    } finally {
      await browser.close();
    }
  }, 60_000);
});
