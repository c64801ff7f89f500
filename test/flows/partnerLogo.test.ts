import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { launchBrowser } from '../support/browser.js';
import { startServer, type RunningServer } from '../support/server.js';

let server: RunningServer;
let browser: Browser;
let cdn: Server;
let origin: string;

const REDIRECT = 'http://localhost:3999/callback';

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ args: ['--no-irs'] }), launchBrowser()]);
  const picture = await sharp({
    create: { width: 32, height: 32, channels: 3, background: '#0050d8' },
  })
    .png()
    .toBuffer();
  cdn = createServer((_req, res) => res.setHeader('content-type', 'image/png').end(picture));
  await new Promise<void>((listening) => cdn.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(cdn.address() as AddressInfo).port}`;
}, 60_000);
afterAll(async () => {
  await Promise.all([browser.close(), server.close()]);
  cdn.close();
});

const make = async (resource: string, body: object) => {
  const headers = { 'content-type': 'application/json' };
  const url = `${server.controlUrl}/${resource}`;
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(201);
};

const requestOf = (client_id: string) => {
  const query = new URLSearchParams({ client_id, scope: 'openid email', response_type: 'code' });
  query.set('redirect_uri', REDIRECT);
  return `${server.baseUrl}/connect/authorize?${query.toString()}`;
};

/** Width of the logo as it was loaded; 0 when it is broken. */
const loaded = (page: Page) =>
  page
    .locator('img.partner__logo')
    .first()
    .evaluate(async (img: { decode(): Promise<void>; naturalWidth: number }) => {
      await img.decode().catch(() => undefined);
      return img.naturalWidth;
    });

describe("a partner's picture of another origin", () => {
  it('is seen by whoever signs in and consents, and no other page may load from there', async () => {
    await make('partners', { id: 'acme', name: 'Acme', logo: `${origin}/logo.png` });
    await make('clients', { client_id: 'acme-app', partner: 'acme', redirect_uris: [REDIRECT] });
    const page = await browser.newPage();
    await page.goto(requestOf('acme-app'));
    expect(await loaded(page)).toBe(32);
    await page.locator('[data-testid=tester-bar] summary').click();
    await page.getByTestId('tester-as-maria').click();
    await page.waitForURL('**/consent');
    expect(await loaded(page)).toBe(32);
    await page.goto(`${server.baseUrl}/verify`);
    expect(await loaded(page)).toBe(32);
    const help = await page.goto(`${server.baseUrl}/help`);
    expect(help?.headers()['content-security-policy']).not.toContain(origin);
    await page.close();
  }, 60_000);

  it('is that of the client where it stands for itself (RFC 7591 section 2, logo_uri)', async () => {
    const logo_uri = `${origin}/own.png`;
    await make('clients', { client_id: 'alone', logo_uri, redirect_uris: [REDIRECT] });
    const page = await browser.newPage();
    await page.goto(requestOf('alone'));
    expect(await page.locator('img.partner__logo').getAttribute('src')).toBe(logo_uri);
    expect(await loaded(page)).toBe(32);
    await page.close();
  }, 60_000);
});
