import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { launchBrowser } from '../support/browser.js';
import { startServer, type RunningServer } from '../support/server.js';
import { createVisitor, type Visit, type Visitor } from '../support/visitor.js';

const TOKEN = 'the-token-of-the-operator-of-this-test';
const BAR = 'data-testid="tester-bar"';

/** Where people come who are in no sign-in. */
const PAGES = ['/verify', '/forgot', '/help', '/help/contact', '/signup/confirm?token=x'];

/** What the protocol itself answers, and what is no page: the refusals of every part that makes one. */
const REFUSALS = [
  ...['/connect/authorize?client_id=irs&redirect_uri=http://elsewhere.example/', '/nowhere'],
  ...['/connect/authorize?client_id=nobody&redirect_uri=http://localhost:3999/', '/s/nowhere/'],
  ...['/interaction/ended/signin', '/verify?partner=nobody'],
];

const start = (args: string[], env = {}) => startServer({ args: ['--no-irs', ...args], env });
const csrfOf = ({ html }: Visit): string => /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
const bar = (page: Visit, action: string, fields: Record<string, string>) => ({
  url: new URL(page.url.replace(/\/[^/]*$/, `/tester/${action}`)).href,
  fields: { csrf: csrfOf(page), ...fields },
});

/** Signs in as somebody by the bar of a page outside a sign-in. */
const signInAs = (visitor: Visitor, page: Visit, person: string) =>
  visitor.post(formOf(page), { csrf: csrfOf(page), person });
const formOf = ({ url, html }: Visit): string =>
  new URL(/class="tester__people" method="post" action="([^"]+)"/.exec(html)?.[1] ?? '', url).href;

/** An application's request that hints at somebody. */
function signInRequest(base: string, hint: string): string {
  const request = new URL('/connect/authorize', base);
  request.search = new URLSearchParams({
    ...{ client_id: 'standin-account', response_type: 'none', scope: 'openid' },
    ...{ redirect_uri: `${base}/account`, login_hint: hint },
  }).toString();
  return request.href;
}

async function press(
  visitor: Visitor,
  page: Visit,
  action: string,
  fields: Record<string, string>,
) {
  const { url, fields: all } = bar(page, action, fields);
  return visitor.post(url, all);
}

describe("the tester's bar", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await start([]);
  }, 60_000);
  afterAll(() => server.close());

  it('signs in as somebody by one press, at the level that their authenticators reach', async () => {
    const visitor = createVisitor(server.baseUrl);
    const page = await visitor.get(`${server.baseUrl}/signin`);
    expect(page.html).toContain('data-testid="tester-as-maria"');
    const account = await press(visitor, page, 'sign-in', { person: 'maria' });
    expect(account.url).toBe(`${server.baseUrl}/account`);
    expect(account.html).toContain('maria@');
  });

  it('fills the page with the values of Maria, code and all, up to the end', async () => {
    const visitor = createVisitor(server.baseUrl);
    const page = await visitor.get(`${server.baseUrl}/verify/start`);
    const filled = await visitor.get(`${page.url}?fill=yes`);
    const factor = await visitor.submit(filled, {}, 'sign-in-form');
    expect(factor.url).toMatch(/\/second-factor$/);
    expect(factor.html).toContain('data-testid="tester-code-totp"');
    const code = await visitor.get(`${factor.url}?fill=yes`);
    expect((await visitor.submit(code, {}, 'second-factor-form')).url).toMatch(/\/account$/);
  });

  it('shows the newest code and link that reached a new person', async () => {
    const visitor = createVisitor(server.baseUrl);
    const page = await visitor.get(`${server.baseUrl}/signup`);
    const filled = await visitor.get(`${page.url}?fill=yes`);
    let sent = await visitor.submit(filled, {}, 'sign-up-form');
    expect(sent.url).toMatch(/\/check-mail$/);
    sent = await settled(visitor, sent, ({ html }) => html.includes('tester-code-email'));
    expect(sent.html).toMatch(/data-testid="tester-link"/);
    const confirmed = await visitor.submit(await visitor.get(`${sent.url}?fill=yes`), {});
    expect(confirmed.url).toMatch(/\/second-factor-setup$/);
  });

  it('fills the whole way of a new person, the code of the phone they enter included', async () => {
    const visitor = createVisitor(server.baseUrl);
    let page = await visitor.get(`${server.baseUrl}/verify/start`);
    page = await visitor.get(page.url.replace(/signin$/, 'signup'));
    const filled = async (from: Visit, shows = '', chosen = {}): Promise<Visit> => {
      const there = await settled(visitor, from, ({ html }) => html.includes(shows));
      return visitor.submit(await visitor.get(`${there.url}?fill=yes`), chosen);
    };
    page = await filled(await filled(page), 'tester-code-email');
    page = await filled(await filled(page));
    expect(page.html).toContain('Any organisation that you tell later');
    page = await filled(await filled(page));
    for (const step of ['document', 'selfie']) {
      expect(page.url).toMatch(new RegExp(`/${step}$`));
      page = await pressInTray(visitor, page, 'good', server.baseUrl);
      page = await settled(visitor, page, ({ url }) => !url.endsWith('/processing'));
    }
    page = await filled(await filled(page, 'Your details', { region: 'ZC' }), 'tester-code-sms');
    expect(page.url).toMatch(/\/review$/);
  }, 120_000);

  it('decides what the next submission comes to, and refuses what a step cannot come to', async () => {
    const visitor = createVisitor(server.baseUrl);
    const start = await visitor.get(`${server.baseUrl}/verify/start`);
    const page = await press(visitor, start, 'sign-in', { person: 'amara' });
    expect(page.url).toMatch(/\/verify$/);
    const script = { step: 'document', result: 'document.expired', back: 'verify' };
    const armed = await press(visitor, page, 'outcome', script);
    expect(armed.url).toMatch(/\/verify\?armed=document\.expired$/);
    const answer = await fetch(`${server.controlUrl}/outcomes`);
    const { items } = (await answer.json()) as { items: unknown[] };
    expect(items).toMatchObject([{ match: { person: 'amara' }, results: ['document.expired'] }]);
    const refusal = await press(visitor, page, 'outcome', { ...script, result: 'wonder' });
    expect(refusal.status).toBe(400);
    const types = await visitor.submit(page, { notice: 'yes', biometrics: 'yes' });
    const document = await visitor.submit(types, { type: 'drivers_license' });
    expect(document.html).not.toContain('tester-decided');
    const retry = await pressInTray(visitor, document, 'good', server.baseUrl);
    expect(retry.url).toMatch(/\/retry$/);
    expect(retry.html).toContain('data-decided-by="script"');
    expect(retry.html).toContain('document came to document.expired: a script decided.');
  });

  it('sends a picture of the tray by one press, which the engine then reads', async () => {
    const visitor = createVisitor(server.baseUrl);
    let page = await visitor.get(`${server.baseUrl}/verify/start`);
    page = await press(visitor, page, 'sign-in', { person: 'imani' });
    page = await visitor.submit(page, { notice: 'yes', biometrics: 'yes' });
    page = await visitor.submit(page, { type: 'drivers_license' });
    expect(page.html).toContain('data-testid="specimen-blurred"');
    page = await pressInTray(visitor, page, 'blurred', server.baseUrl);
    page = await settled(visitor, page, ({ url }) => !url.endsWith('/processing'));
    expect(page.url).toMatch(/\/retry$/);
    expect(page.html).toMatch(/blurr/i);
    expect(page.html).toContain('data-decided-by="engine"');
  }, 120_000);

  it('fills in the sign-in of whoever a story made, whom the application hinted at', async () => {
    const apply = `${server.controlUrl}/scenarios/blurred-then-good/apply`;
    const { person } = (await (await fetch(apply, { method: 'POST' })).json()) as {
      person: { email: string };
    };
    const visitor = createVisitor(server.baseUrl);
    const page = await visitor.get(signInRequest(server.baseUrl, person.email));
    const filled = await visitor.get(`${page.url}?fill=yes`);
    const next = await visitor.submit(filled, {}, 'sign-in-form');
    expect(next.url).not.toMatch(/\/signin$/);
    expect(next.status).toBe(200);
  });

  it('says plainly that it does not know the password of whom a program made', async () => {
    const made = await fetch(`${server.controlUrl}/people`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ id: 'robin', email: 'robin@example.com' }),
    });
    expect(made.status).toBe(201);
    const visitor = createVisitor(server.baseUrl);
    const page = await visitor.get(signInRequest(server.baseUrl, 'robin@example.com'));
    const filled = await visitor.get(`${page.url}?fill=yes`);
    expect(filled.html).toMatch(/name="email"[^>]*value="robin@example\.com"/);
    expect(filled.html).not.toMatch(/name="password"[^>]*value="[^"]/);
    expect(filled.html).toContain('data-testid="tester-password-unknown"');
    const account = await press(visitor, filled, 'sign-in', { person: 'robin@example.com' });
    expect(account.url).toBe(`${server.baseUrl}/account`);
  });

  it('ends the session that it takes the place of', async () => {
    const visitor = createVisitor(server.baseUrl);
    await signInAs(visitor, await visitor.get(`${server.baseUrl}/help`), 'gwen');
    const help = await visitor.get(`${server.baseUrl}/help`);
    await signInAs(visitor, help, 'james');
    const account = await signInAs(visitor, help, 'gwen');
    expect(account.html).toMatch(/data-testid="viewer"[\s\S]*gwen@/);
    expect(account.html.match(/data-testid="session"/g)).toHaveLength(1);
  });

  it.each(PAGES)('stands on %s, where nobody has signed in yet', async (path) => {
    const visitor = createVisitor(server.baseUrl);
    const page = await visitor.get(server.baseUrl + path);
    expect(page.html).toContain(BAR);
    expect(page.html).toContain('nobody is signed in');
    for (const other of ['fill', 'arm', 'phone', 'code-totp'])
      expect(page.html).not.toContain(`data-testid="tester-${other}"`);
    const account = await signInAs(visitor, page, 'james');
    expect(account.url).toBe(`${server.baseUrl}/account`);
    expect(account.html).toMatch(/data-testid="viewer"[\s\S]*james@/);
  });

  it.each(REFUSALS)('stands on %s, and signs in from there', async (path) => {
    const visitor = createVisitor(server.baseUrl);
    const page = await visitor.get(server.baseUrl + path);
    expect(page.html).toContain(BAR);
    const account = await signInAs(visitor, page, 'james');
    expect(account.html).toMatch(/data-testid="viewer"[\s\S]*james@/);
  });

  it('stands where somebody signs out, with their codes, and where they have, without', async () => {
    const visitor = createVisitor(server.baseUrl);
    await signInAs(visitor, await visitor.get(`${server.baseUrl}/help`), 'maria');
    const question = await visitor.get(`${server.baseUrl}/connect/logout`);
    expect(question.html).toMatch(/data-testid="tester-code-totp">\d{6}</);
    const out = await visitor.submit(question, { logout: 'yes' });
    expect(out.url).toMatch(/\/connect\/logout\/success/);
    expect(out.html).toContain(BAR);
    expect(out.html).toContain('nobody is signed in');
  });

  it('leaves the forms of other tabs as they are when the protocol shows a page', async () => {
    const visitor = createVisitor(server.baseUrl);
    const help = await visitor.get(`${server.baseUrl}/help`);
    await visitor.get(`${server.baseUrl}/connect/logout`);
    expect((await signInAs(visitor, help, 'james')).url).toBe(`${server.baseUrl}/account`);
  });

  it('shows whoever is signed in their codes and the link of their newest mail, and makes them another', async () => {
    const visitor = createVisitor(server.baseUrl);
    await signInAs(visitor, await visitor.get(`${server.baseUrl}/help`), 'maria');
    const forgot = await visitor.get(`${server.baseUrl}/forgot`);
    expect(forgot.html).toContain('/phone/maria"');
    await visitor.submit(forgot, { email: 'maria@example.com' });
    let account = await visitor.get(`${server.baseUrl}/account`);
    account = await settled(visitor, account, ({ html }) => html.includes('"tester-link"'));
    expect(account.html).toMatch(/href="[^"]*\/forgot\/reset\?[^"]+" data-testid="tester-link"/);
    expect(account.html).toMatch(/data-testid="tester-code-totp">\d{6}</);
    const other = await signInAs(visitor, account, 'james');
    expect(other.html).toMatch(/data-testid="viewer"[\s\S]*james@/);
    expect(other.html).not.toContain('data-testid="tester-link"');
  });

  it('does not offer the code of the app at hand where another app is set up', async () => {
    const visitor = createVisitor(server.baseUrl);
    await signInAs(visitor, await visitor.get(`${server.baseUrl}/help`), 'maria');
    const page = await visitor.get(`${server.baseUrl}/account/authenticators/new`);
    expect(page.html).toContain(BAR);
    expect(page.html).not.toContain('data-testid="tester-code-totp"');
  });

  it('signs in below the address of the sandbox that the page is of', async () => {
    const body = '{"id":"bar-of-its-own"}';
    const headers = { 'content-type': 'application/json' };
    await fetch(`${server.controlUrl}/sandboxes`, { method: 'POST', headers, body });
    const visitor = createVisitor(server.baseUrl);
    const page = await visitor.get(`${server.baseUrl}/s/bar-of-its-own/help`);
    const account = await signInAs(visitor, page, 'maria');
    expect(account.url).toBe(`${server.baseUrl}/s/bar-of-its-own/account`);
    expect((await visitor.get(`${server.baseUrl}/account`)).url).toMatch(/\/signin$/);
  });

  it('works by keyboard and without scripts', async () => {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage({ javaScriptEnabled: false });
      await page.goto(`${server.baseUrl}/signin`);
      await page.locator('[data-testid=tester-bar] summary').press('Enter');
      await page.getByTestId('tester-as-james').press('Enter');
      await page.waitForURL('**/account');
    } finally {
      await browser.close();
    }
  }, 60_000);
});

/** Looks at the page again until it is as wished: a hundred seconds at most, since a busy machine reads slowly. */
async function settled(visitor: Visitor, start: Visit, isSo: (page: Visit) => boolean) {
  let page = start;
  for (let i = 0; i < 200 && !isSo(page); i++) {
    await pause(500);
    page = await visitor.get(page.url);
  }
  return page;
}

async function pressInTray(visitor: Visitor, page: Visit, wear: string, origin: string) {
  const body = new FormData();
  body.set('csrf', csrfOf(page));
  body.set('specimen', wear);
  const sent = await visitor.send(page.url, { method: 'POST', body, headers: { origin } });
  return visitor.get(new URL(sent.headers.get('location') ?? '', page.url).href);
}

describe('without operator access', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await start([], { STANDIN_CONTROL_TOKEN: TOKEN });
  }, 60_000);
  afterAll(() => server.close());

  it('bar and tray are not there, and their short cuts are refused', async () => {
    const visitor = createVisitor(server.baseUrl);
    const page = await visitor.get(`${server.baseUrl}/signin`);
    expect(page.html).not.toContain(BAR);
    expect((await visitor.get(`${page.url}?fill=yes`)).html).not.toContain('maria');
    expect((await press(visitor, page, 'sign-in', { person: 'maria' })).status).toBe(403);
    const script = { step: 'document', result: 'pass', back: 'signin' };
    expect((await press(visitor, page, 'outcome', script)).status).toBe(403);
    for (const path of [...PAGES, ...REFUSALS])
      expect((await visitor.get(server.baseUrl + path)).html).not.toContain(BAR);
    const fields = { csrf: csrfOf(page), person: 'maria' };
    expect((await visitor.post(`${server.baseUrl}/tester/sign-in`, fields)).status).toBe(403);
  });

  it('a console link brings the bar', async () => {
    const visitor = createVisitor(server.baseUrl);
    await visitor.get(`${server.baseUrl}/console?token=${TOKEN}`);
    for (const path of ['/signin', ...PAGES, ...REFUSALS])
      expect((await visitor.get(server.baseUrl + path)).html).toContain(BAR);
  });
});

it('start --no-tester-bar leaves the bar out and its doors shut', async () => {
  const server = await start(['--no-tester-bar']);
  try {
    const visitor = createVisitor(server.baseUrl);
    const page = await visitor.get(`${server.baseUrl}/signin`);
    expect(page.html).toContain('data-testid="sign-in-form"');
    expect(page.html).not.toContain(BAR);
    expect((await press(visitor, page, 'sign-in', { person: 'maria' })).status).toBe(404);
    for (const path of [...PAGES, ...REFUSALS])
      expect((await visitor.get(server.baseUrl + path)).html).not.toContain(BAR);
  } finally {
    await server.close();
  }
}, 60_000);
