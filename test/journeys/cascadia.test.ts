import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { startServer, type RunningServer } from '../support/server.js';

jest.setTimeout(90_000);

let server: RunningServer;
let browser: Awaited<ReturnType<typeof launchBrowser>>;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Counts what is pressed on the way. */
const clicker = (page: Page) => {
  let clicks = 0;
  return {
    press: async (testId: string) => {
      clicks++;
      await page.getByTestId(testId).click();
    },
    clicks: () => clicks,
  };
};

describe('one account at many agencies', () => {
  it('whoever the IRS knows as verified is in at Cascadia Benefits in three clicks, and told of there alone', async () => {
    const page = await browser.newPage();
    await page.goto(server.baseUrl);
    await page.getByTestId('enter-irs-as-maria').click();
    await page.waitForURL(`${server.irsUrl}/services/account`);

    await page.goto(`${server.irsUrl}/cascadia/`);
    const { press, clicks } = clicker(page);
    await press('cascadia-service-benefits');
    await press('cascadia-provider-standin');
    await page.waitForURL('**/consent');
    expect(await page.getByTestId('partner').innerText()).toContain('Cascadia Benefits');
    await press('allow');
    await page.waitForURL(`${server.irsUrl}/cascadia/services/benefits`);
    expect(clicks()).toBe(3);
    expect(await page.getByTestId('cascadia-addressee').innerText()).toMatch(/Maria/i);
    const received = await page.request.get(`${server.irsUrl}/cascadia/received.json`);
    expect(await received.json()).toMatchObject({ achieved: { ial: 2, aal: 2 } });
  });

  it('needs one click less the next time: what was agreed to is remembered', async () => {
    const page = browser.contexts()[0]?.pages()[0] ?? (await browser.newPage());
    await page.goto(`${server.irsUrl}/cascadia/`);
    await page.getByTestId('cascadia-signout').click();
    await page.goto(`${server.irsUrl}/cascadia/signin?service=benefits`);
    await page.getByTestId('cascadia-provider-standin').click();
    await page.waitForURL(`${server.irsUrl}/cascadia/services/benefits`);
  });
});
