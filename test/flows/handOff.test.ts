import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, type RunningServer } from '../support/server.js';
import { createVisitor, type Visit, type Visitor } from '../support/visitor.js';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ args: ['--no-irs'] });
}, 60_000);
afterAll(() => server.close());

const control = (path: string, body: object) =>
  fetch(server.controlUrl + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const csrfOf = ({ html }: Visit): string => /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
const linkIn = ({ html }: Visit): string =>
  /href="([^"]+)"[^>]*data-testid="open-phone"/.exec(html)?.[1] ?? '';
const at = (page: Visit, name: string): string => page.url.replace(/\/[^/]*$/, `/${name}`);

/** Somebody new with Maria's looks, on the page that takes pictures of their licence. */
async function atDocument(): Promise<{ visitor: Visitor; page: Visit }> {
  const made = await control('/people', {
    persona: 'maria',
    ial: 1,
    authenticators: ['password', 'totp'],
  });
  const { id: person } = (await made.json()) as { id: string };
  const visitor = createVisitor(server.baseUrl);
  const start = await visitor.get(`${server.baseUrl}/verify/start`);
  let page = await visitor.post(at(start, 'tester/sign-in'), { csrf: csrfOf(start), person });
  page = await visitor.submit(page, { notice: 'yes', biometrics: 'yes' });
  page = await visitor.submit(page, { type: 'drivers_license' });
  expect(page.url).toMatch(/\/document$/);
  return { visitor, page };
}

/** Sends a ready-made picture of the tray, and looks until it has been read. */
async function send(phone: Visitor, page: Visit, specimen: string): Promise<Visit> {
  const body = new FormData();
  body.set('csrf', csrfOf(page));
  body.set('specimen', specimen);
  const headers = { origin: server.baseUrl };
  const sent = await phone.send(`${page.url}/send`, { method: 'POST', body, headers });
  expect(new URL(sent.headers.get('location') ?? '', page.url).href).toBe(page.url);
  return settled(phone, page.url);
}

async function settled(visitor: Visitor, url: string): Promise<Visit> {
  for (let i = 0; i < 200; i++) {
    const page = await visitor.get(url);
    if (!page.html.includes('data-testid="reload"')) return page;
    await pause(500);
  }
  throw new Error('the pictures are still being read');
}

describe('going on with a phone', () => {
  it('takes the pictures there, without a session, and goes on here', async () => {
    const { visitor, page } = await atDocument();
    expect(page.html).toMatch(/href="[^"]*hand-off\?step=document"[^>]*data-testid="hand-off"/);
    const waiting = await visitor.get(at(page, 'hand-off?step=document'));
    expect(waiting.html).toMatch(/data-testid="hand-off-qr"/);
    expect(waiting.html).toContain('data-testid="unreachable"');
    const link = server.baseUrl + linkIn(waiting);

    const phone = createVisitor(server.baseUrl);
    let there = await phone.get(link);
    expect(there.html).toContain('data-testid="document-form"');
    expect(there.html).toMatch(/href="\/phone\/[^"]+"[^>]*data-testid="tester-phone"/);
    for (const other of ['hand-off', 'change-type', 'tester-arm', 'cancel'])
      expect(there.html).not.toContain(`data-testid="${other}"`);
    there = await send(phone, there, 'blurred');
    expect(there.html).toContain('data-reason="document.image_blurred"');
    there = await send(phone, there, 'good');
    expect(there.html).toContain('data-testid="handed-back"');

    expect((await phone.get(`${server.baseUrl}/account`)).url).toMatch(/\/signin$/);
    const uid = /interaction\/([\w-]+)/.exec(page.url)?.[1] ?? '';
    expect((await phone.get(`${server.baseUrl}/interaction/${uid}`)).status).toBe(410);
    expect((await visitor.get(at(page, 'hand-off?step=document'))).url).toMatch(/\/selfie$/);
  }, 120_000);

  it('shows the same link again, and another for another step, which ends the first', async () => {
    const { visitor, page } = await atDocument();
    const first = linkIn(await visitor.get(at(page, 'hand-off?step=document')));
    expect(linkIn(await visitor.get(at(page, 'hand-off?step=document')))).toBe(first);
    const phone = createVisitor(server.baseUrl);
    await send(phone, await phone.get(server.baseUrl + first), 'good');
    const second = linkIn(await visitor.get(at(page, 'hand-off?step=selfie')));
    expect(second).not.toBe(first);
    expect((await phone.get(server.baseUrl + second)).html).toContain('data-testid="selfie-form"');
    expect((await phone.get(server.baseUrl + first)).status).toBe(410);
  }, 120_000);

  it('is over after a quarter of an hour', async () => {
    const { visitor, page } = await atDocument();
    const link = server.baseUrl + linkIn(await visitor.get(at(page, 'hand-off?step=document')));
    const phone = createVisitor(server.baseUrl);
    await control('/clock/advance', { by: 'PT14M' });
    expect((await phone.get(link)).status).toBe(200);
    await control('/clock/advance', { by: 'PT2M' });
    const over = await phone.get(link);
    expect(over.status).toBe(410);
    expect(over.html).toContain('This link is over');
    expect(server.baseUrl + linkIn(await visitor.get(at(page, 'hand-off?step=document')))).not.toBe(
      link,
    );
  }, 60_000);

  it('opens nothing by a wrong link, and takes no form but its own', async () => {
    const { visitor, page } = await atDocument();
    const link = server.baseUrl + linkIn(await visitor.get(at(page, 'hand-off?step=document')));
    const phone = createVisitor(server.baseUrl);
    for (const wrong of [`${link}x`, link.replace(/.$/, ''), link.replace(/\.[^.]+$/, '.x')])
      expect((await phone.get(wrong)).status).toBe(410);
    expect((await phone.get(`${server.baseUrl}/hand-off/${'x'.repeat(500)}`)).status).toBe(410);
    const there = await phone.get(link);
    const body = new FormData();
    body.set('csrf', 'forged');
    const init = { method: 'POST', body, headers: { origin: server.baseUrl } };
    expect((await phone.send(`${there.url}/send`, init)).status).toBe(403);
  }, 60_000);

  it('has nothing to lend at a page without pictures', async () => {
    const visitor = createVisitor(server.baseUrl);
    const start = await visitor.get(`${server.baseUrl}/verify/start`);
    expect((await visitor.get(at(start, 'hand-off'))).url).toMatch(/\/signin$/);
  });
});
