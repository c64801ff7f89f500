import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { startServer, type RunningServer } from '../support/server.js';

jest.setTimeout(60_000);

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };

let server: RunningServer;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  server = await startServer({ args: ['--no-irs'] });
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  page.on('console', (said) => said.type() === 'error' && complaints.push(said.text()));
  await page.goto(`${server.baseUrl}/inbox`);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Somebody signs up, so a mail with link and code arrives. */
async function signUp(email: string): Promise<void> {
  const guest = await browser.newPage();
  await guest.goto(`${server.baseUrl}/signup`);
  await guest.fill('[name=email]', email);
  await guest.fill('[name=password]', 'evergreen lantern harbor 42');
  await guest.click('label[for=terms]');
  await guest.click('[data-testid=submit]');
  await guest.waitForURL(/check-mail/);
  await guest.close();
}
const links = () => page.locator('[data-testid=message]');
const broken = async (): Promise<unknown> => {
  await page.evaluate(AXE);
  const options = JSON.stringify({ runOnly: RULES });
  return page.evaluate(
    `axe.run(${options}).then(({ violations }) => violations.map(({ id }) => id))`,
  );
};

describe('the mailbox', () => {
  it('shows a message as it comes, without being reloaded, and keeps the focus', async () => {
    await page.evaluate('window.loaded = "once"');
    await signUp('first@example.com');
    await links().filter({ hasText: 'first@example.com' }).waitFor();
    await links().first().focus();
    await signUp('second@example.com');
    await links().filter({ hasText: 'second@example.com' }).waitFor();
    expect(await page.evaluate('window.loaded')).toBe('once');
    expect(await page.evaluate('document.activeElement.textContent')).toContain(
      'first@example.com',
    );
    expect(await page.locator('[data-live-news]').textContent()).toBe('A new message came.');
    expect(await page.locator('[data-copy]').first().isVisible()).toBe(true);
  });

  it('waits while it is paused, and catches up afterwards', async () => {
    const pause = page.locator('[data-testid=pause]');
    await pause.click();
    expect(await pause.getAttribute('aria-pressed')).toBe('true');
    await signUp('third@example.com');
    const came = await fetch(`${server.controlUrl}/messages?to=third@example.com&wait=20`);
    const { items } = (await came.json()) as { items: readonly unknown[] };
    expect(items).toHaveLength(1);
    expect(await links().count()).toBe(2);
    await pause.click();
    await links().filter({ hasText: 'third@example.com' }).waitFor();
  });

  it('follows one recipient alone when it is narrowed', async () => {
    await page.fill('#to', 'second@example.com');
    await page.press('#to', 'Enter');
    await page.waitForURL(/to=second/);
    expect(await links().count()).toBe(1);
    expect(await broken()).toEqual([]);
  });

  it('shows a mail as it was sent in a frame without script and origin, and as text', async () => {
    await links().first().click();
    const frame = page.frameLocator('[data-testid=message-html]');
    await frame.locator('a.button').waitFor();
    const { headers, html } = await page.evaluate<{ headers: string; html: string }>(
      `fetch(document.querySelector('iframe').src).then(async (answer) => ({
        headers: answer.headers.get('content-security-policy'), html: await answer.text() }))`,
    );
    expect(headers).toContain("default-src 'none'");
    expect(headers).toContain('sandbox allow-popups');
    expect(html).toMatch(/<!doctype html>/);
    expect(await page.locator('[data-testid=message-text]').textContent()).toContain('code');
    expect(await broken()).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
