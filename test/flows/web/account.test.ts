import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { totpCode } from '../../../src/authenticators/totp/code.js';
import { startServer, type RunningServer } from '../../support/server.js';
import { createHttpBrowser, type Answer, type HttpBrowser } from './httpBrowser.js';

jest.setTimeout(60_000);

let server: RunningServer;
let browser: HttpBrowser;
beforeAll(async () => {
  server = await startServer({ args: ['--no-irs'] });
});
afterAll(() => server.close());
beforeEach(() => {
  browser = createHttpBrowser(server.baseUrl);
});

async function control(method: string, path: string, body?: unknown): Promise<any> {
  const response = await fetch(server.controlUrl + path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

/** A person whose session the browser has. */
async function signedIn(authenticators = ['password', 'totp'], as = browser) {
  const person = await control('POST', '/people', { authenticators });
  await enter(person, as);
  return person;
}
async function enter(person: { id: string }, as: HttpBrowser): Promise<void> {
  const { name, value } = await control('POST', `/people/${person.id}/sessions`, {});
  as.cookies.set(name, value);
}
const kindsOf = async ({ id }: { id: string }): Promise<readonly string[]> =>
  [...(await control('GET', `/people/${id}`)).authenticators].sort();
const actionOf = ({ html }: Answer, testId: string): string =>
  new RegExp(`action="([^"]+)"(?:(?!<form)[^])*data-testid="${testId}"`).exec(html)?.[1] ?? '';
const mailTo = async (email: string, subject: string) => {
  for (;;) {
    const { items } = await control('GET', `/messages?to=${encodeURIComponent(email)}`);
    const found = items.find((one: { subject: string }) => one.subject === subject);
    if (found) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
};

describe('the account page', () => {
  it('asks who it is first, and comes back to the page that was wanted', async () => {
    const person = await control('POST', '/people', { authenticators: ['password'] });
    const signIn = await browser.get('/account/password');
    expect(signIn.url).toMatch(/\/signin$/);
    const back = await browser.post(signIn.url, { email: person.email, password: person.password });
    expect(new URL(back.url).pathname).toBe('/account/password');
  });

  it('adds an authenticator app and gives recovery codes once there are none', async () => {
    const person = await signedIn(['password']);
    const page = await browser.get('/account/authenticators/new');
    const secret = /data-secret="(\w+)"/.exec(page.html)?.[1] ?? '';
    const wrong = await browser.post('/account/authenticators/new', { code: '000000' });
    expect(wrong.status).toBe(422);
    const { code } = await totpCode(secret, Date.now());
    const codes = await browser.post('/account/authenticators/new', { code });
    expect(new URL(codes.url).pathname).toBe('/account/recovery-codes');
    const made = await browser.post('/account/recovery-codes', {});
    expect(made.html.match(/<li><code>/g)).toHaveLength(10);
    expect(await kindsOf(person)).toEqual(['password', 'recovery_codes', 'totp']);
  });

  it('adds a phone by the code that it was sent, and refuses what is no number', async () => {
    const person = await signedIn(['password', 'totp']);
    await browser.get('/account/authenticators/new?kind=phone');
    const refused = await browser.post('/account/authenticators/new/phone', { phone: '12' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('phone number with ten digits');
    const phone = '(206) 555-0163';
    const sent = await browser.post('/account/authenticators/new/phone', { phone });
    expect(sent.html).toContain('value="+12065550163"');
    const { codes } = await mailTo('+12065550163', 'Confirmation code');
    const action = '/account/authenticators/new/phone-code';
    const wrong = await browser.post(action, { phone: '+12065550163', code: '000000' });
    expect(wrong.status).toBe(422);
    await browser.post(action, { phone: '+12065550163', code: codes[0] });
    expect(await kindsOf(person)).toEqual(['password', 'phone', 'totp']);
  });

  it('removes a second factor, but never the last one', async () => {
    const person = await signedIn(['password', 'totp', 'phone']);
    const page = await browser.get('/account');
    const totp = actionOf(page, 'remove-totp');
    const after = await browser.post(totp, {});
    expect(await kindsOf(person)).toEqual(['password', 'phone']);
    expect(after.html).not.toContain('remove-phone');
    const last = await browser.post('/account/authenticators/phone/remove', {});
    expect(last.status).toBe(409);
    expect((await browser.post(totp, {})).status).toBe(409);
    expect(await kindsOf(person)).toEqual(['password', 'phone']);
  });

  it('changes the password after the present one, and signs out everywhere else', async () => {
    const person = await signedIn(['password']);
    const other = createHttpBrowser(server.baseUrl);
    await enter(person, other);
    await browser.get('/account/password');
    const fresh = 'seven purple herons at dusk';
    const wrong = await browser.post('/account/password', { current: 'no', password: fresh });
    expect(wrong.status).toBe(422);
    const weak = { current: person.password, password: 'password' };
    expect((await browser.post('/account/password', weak)).status).toBe(422);
    await browser.post('/account/password', { current: person.password, password: fresh });
    expect((await browser.get('/account')).html).toContain(person.email);
    const signIn = await other.get('/account');
    expect(signIn.url).toMatch(/\/signin$/);
    const back = await other.post(signIn.url, { email: person.email, password: fresh });
    expect(new URL(back.url).pathname).toBe('/account');
  });

  it('lists the browsers that are signed in and ends another', async () => {
    const person = await signedIn(['password']);
    const other = createHttpBrowser(server.baseUrl);
    await enter(person, other);
    const page = await browser.get('/account');
    expect(page.html.match(/data-testid="session"/g)).toHaveLength(2);
    const after = await browser.post(actionOf(page, 'end-session'), {});
    expect(after.html.match(/data-testid="session"/g)).toHaveLength(1);
    expect((await other.get('/account')).url).toMatch(/\/signin$/);
  });

  it('does nothing to the sessions and authenticators of others', async () => {
    const victim = createHttpBrowser(server.baseUrl);
    const person = await signedIn(['password', 'totp', 'phone'], victim);
    const page = await victim.get('/account');
    await signedIn(['password', 'totp', 'phone']);
    await browser.get('/account');
    await browser.post(actionOf(page, 'remove-totp'), {});
    expect(await kindsOf(person)).toEqual(['password', 'phone', 'totp']);
  });

  it('tells what happened lately', async () => {
    await signedIn(['password']);
    expect((await browser.get('/account')).html).toContain('Account created');
  });

  it('closes the account when that was meant', async () => {
    const person = await signedIn(['password']);
    await browser.get('/account/close');
    expect((await browser.post('/account/close', {})).status).toBe(422);
    const closed = await browser.post('/account/close', { sure: 'yes' });
    expect(closed.html).toContain('Your account is closed');
    expect((await control('GET', `/people/${person.id}`)).state).toBe('closed');
    expect((await browser.get('/account')).url).toMatch(/\/signin$/);
    await mailTo(person.email, 'Your account was closed');
  });

  it.each(['password', 'close', 'recovery-codes', 'sessions/end-others', 'authenticators/new'])(
    'refuses a post to %s that comes without the token of its form',
    async (page) => {
      await signedIn(['password']);
      const answer = await browser.post(`/account/${page}`, {}, { csrf: null });
      expect(answer.status).toBe(403);
    },
  );

  it('says why somebody cannot get in', async () => {
    const person = await control('POST', '/people', {});
    await control('POST', `/people/${person.id}/lifecycle`, { event: 'lock' });
    const signIn = await browser.get('/signin');
    const answer = await browser.post(signIn.url, {
      ...{ email: person.email, password: person.password },
    });
    expect(answer.status).toBe(403);
    expect(answer.html).toContain('This account is locked');
  });
});

describe('a forgotten password', () => {
  const linkFor = async (email: string): Promise<string> =>
    (await mailTo(email, 'Set a new password')).links[0];

  it('is set anew by the link of a mail, once, and ends every session', async () => {
    const other = createHttpBrowser(server.baseUrl);
    const person = await signedIn(['password'], other);
    await browser.get('/forgot');
    const sent = await browser.post('/forgot', { email: person.email.toUpperCase() });
    expect(sent.html).toContain('Look into your mail');
    const link = await linkFor(person.email);
    const token = new URL(link).searchParams.get('token') ?? '';
    expect((await browser.get(link)).status).toBe(200);
    const weak = await browser.post('/forgot/reset', { token, password: 'password' });
    expect(weak.status).toBe(422);
    const password = 'eleven brass kettles whistle';
    const done = await browser.post('/forgot/reset', { token, password });
    expect(done.html).toContain('Your password is set');
    expect((await browser.post('/forgot/reset', { token, password })).status).toBe(410);
    await mailTo(person.email, 'Your password was changed');
    while (!/\/signin$/.test((await other.get('/account')).url));
    const signIn = await browser.get('/signin');
    const back = await browser.post(signIn.url, { email: person.email, password });
    expect(new URL(back.url).pathname).toBe('/account');
  });

  it('answers for an address without account like for one with', async () => {
    const person = await control('POST', '/people', {});
    await browser.get('/forgot');
    const known = await browser.post('/forgot', { email: person.email });
    const unknown = await browser.post('/forgot', { email: 'stranger@example.com' });
    const neutral = ({ html }: Answer, email: string) =>
      html.replaceAll(email, 'X').replaceAll(encodeURIComponent(email), 'X');
    expect(neutral(unknown, 'stranger@example.com')).toBe(neutral(known, person.email));
    const { items } = await control('GET', '/messages?to=stranger@example.com');
    expect(items).toEqual([]);
  });

  it.each([(id: string) => `${id}@example.com`, () => 'nobody-here@example.com'])(
    'lets nobody be flooded',
    async (addressOf) => {
      const { id } = await control('POST', '/people', {});
      const email = addressOf(id);
      await browser.get('/forgot');
      const statuses = [];
      for (let i = 0; i < 3; i++) statuses.push((await browser.post('/forgot', { email })).status);
      expect(statuses).toEqual([200, 200, 422]);
    },
  );

  it('refuses what is no address, and a link that never was', async () => {
    await browser.get('/forgot');
    expect((await browser.post('/forgot', { email: 'no' })).status).toBe(422);
    expect((await browser.get('/forgot/reset?token=abc')).status).toBe(410);
    expect((await browser.post('/forgot', { email: 'a@example.com' }, { csrf: null })).status).toBe(
      403,
    );
  });
});
