import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { startServer, type RunningServer } from '../support/server.js';
import { createVisitor } from '../support/visitor.js';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ args: ['--no-irs'] });
}, 60_000);
afterAll(() => server.close());

const control = async <T>(path: string, body?: object): Promise<T> => {
  const init = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  return (await (await fetch(server.controlUrl + path, init)).json()) as T;
};
const page = (path: string) => createVisitor(server.baseUrl).get(server.baseUrl + path);

describe('/phone/:person', () => {
  it('shows the code of their app, by id, address and persona alike', async () => {
    const { id, email } = await control<{ id: string; email: string }>('/people/maria');
    for (const person of [id, email, 'maria']) {
      const { status, html } = await page(`/phone/${encodeURIComponent(person)}`);
      expect(status).toBe(200);
      const shown = /data-testid="phone-totp">(\d{6})</.exec(html)?.[1];
      const { code } = await control<{ code: string }>(`/people/${id}/totp`);
      const { html: later } = await page('/phone/maria');
      // Half a minute may have ended in between.
      expect([shown, /data-testid="phone-totp">(\d{6})</.exec(later)?.[1]]).toContain(code);
    }
  });

  it('shows what reached them, with codes and links, and nobody else’s', async () => {
    const visitor = createVisitor(server.baseUrl);
    const start = await visitor.get(`${server.baseUrl}/signup`);
    await visitor.submit(
      start,
      { email: 'ana@example.com', password: 'correct horse battery staple', terms: 'yes' },
      'sign-up-form',
    );
    await control('/messages?to=ana@example.com&wait=10');
    const { html } = await page('/phone/ana@example.com');
    expect(html).toMatch(/data-testid="phone-message-code">\d{6}</);
    expect(html).toMatch(/href="[^"]*\/signup\/confirm\?token=[^"]+"[^>]*data-testid="phone-link"/);
    expect((await page('/phone/maria')).html).not.toContain('phone-message-code');
  });

  it('says who is not there', async () => {
    const { status, html } = await page('/phone/nobody-of-that-name');
    expect(status).toBe(404);
    expect(html).toContain('Nobody of that id');
  });

  it('answers at once when something is new, and waits for no longer than a moment when nothing is', async () => {
    const { html } = await page('/phone/james');
    const live = (/data-live="([^"]+)"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&');
    expect((await page(live)).html).toContain('data-testid="phone"');
  });

  it('is for operators', async () => {
    const guarded = await startServer({
      args: ['--no-irs'],
      env: { STANDIN_CONTROL_TOKEN: 'the-token-of-the-operator-of-this-test' },
    });
    try {
      const visitor = createVisitor(guarded.baseUrl);
      expect((await visitor.get(`${guarded.baseUrl}/phone/maria`)).status).toBe(403);
      const link = `${guarded.baseUrl}/phone/maria?token=the-token-of-the-operator-of-this-test`;
      expect((await visitor.get(link)).html).toContain('phone-totp');
    } finally {
      await guarded.close();
    }
  }, 60_000);
});

describe('going on with a phone, in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterAll(() => browser.close());

  async function atDocument(): Promise<{ desk: Page; person: string }> {
    const wishes = { persona: 'maria', ial: 1, authenticators: ['password', 'totp'] };
    const { id } = await control<{ id: string }>('/people', wishes);
    const desk = await browser.newPage();
    await desk.goto(`${server.baseUrl}/verify/start`);
    const csrf = await desk.locator('[name=csrf]').first().inputValue();
    await desk.request.post(desk.url().replace(/\/[^/]*$/, '/tester/sign-in'), {
      form: { csrf, person: id },
      headers: { origin: server.baseUrl },
    });
    await desk.goto(desk.url().replace(/\/[^/]*$/, ''));
    await desk.locator('label[for=notice]').click();
    await desk.locator('label[for=biometrics]').click();
    await desk.getByTestId('submit').click();
    await desk.locator('[data-testid=type-drivers_license] + label').click();
    await desk.getByTestId('submit').click();
    await desk.waitForURL('**/document');
    return { desk, person: id };
  }

  it('the person’s drawn phone takes the pictures, and the page on the desk goes on by itself', async () => {
    const { desk, person } = await atDocument();
    await desk.getByTestId('hand-off').click();
    await desk.getByTestId('hand-off-qr').waitFor();

    const phone = await (
      await browser.newContext({ viewport: { width: 390, height: 800 } })
    ).newPage();
    await phone.goto(`${server.baseUrl}/phone/${person}`);
    await phone.getByTestId('phone-camera').click();
    await phone.getByTestId('document-form').waitFor();
    await phone.locator('.tray summary').click();
    await phone.getByTestId('specimen-good').click();
    await phone.getByTestId('handed-back').waitFor({ timeout: 90_000 });

    await desk.waitForURL('**/selfie', { timeout: 60_000 });
  }, 180_000);
});
