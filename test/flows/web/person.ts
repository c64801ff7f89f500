import { totpCode } from '../../../src/authenticators/totp/code.js';
import type { Answer, HttpBrowser } from './httpBrowser.js';

export const PASSWORD = 'correct horse battery staple';
const VERIFY_FIRST = '/verify/start';

let people = 0;
export const newAddress = (): string => `form${++people}@example.com`;

/** The page of a sign-in, whose address is below `/interaction/<uid>`. */
export const pageOf = ({ url }: Answer, name: string): string =>
  url.replace(/(\/interaction\/[\w-]+).*/, `$1/${name}`);

export const nameOf = ({ url }: Answer): string => new URL(url).pathname.split('/').at(-1) ?? '';

/** Fills in the sign-up form of Standin's own pages; answers the page that asks for the mail's code. */
export async function register(browser: HttpBrowser, email: string): Promise<Answer> {
  const first = await browser.get(VERIFY_FIRST);
  const form = await browser.get(pageOf(first, 'signup'));
  return browser.post(form.url, { email, password: PASSWORD, terms: 'yes' });
}

export async function codeFor(browser: HttpBrowser, to: string): Promise<string> {
  const { html } = await browser.get(`/inbox?to=${encodeURIComponent(to)}`);
  return /data-testid="message-code">(\d+)</.exec(html)?.[1] ?? '';
}

/** A confirmed person with an authenticator app, on the page before the documents. */
export async function signUp(browser: HttpBrowser, email: string): Promise<Answer> {
  const checkMail = await register(browser, email);
  const code = await codeFor(browser, email);
  await browser.get(checkMail.url);
  const setup = await browser.post(checkMail.url, { code });
  const secret = /data-secret="(\w+)"/.exec(setup.html)?.[1] ?? '';
  const totp = await totpCode(secret, Date.now());
  const codes = await browser.post(setup.url, { code: totp.code });
  return browser.post(codes.url, { saved: 'yes' });
}

/** A person on the page that takes the pictures of a driver's licence. */
export async function atDocument(browser: HttpBrowser, email: string): Promise<Answer> {
  const start = await signUp(browser, email);
  const types = await browser.post(start.url, { notice: 'yes', biometrics: 'yes' });
  return browser.post(types.url, { type: 'drivers_license' });
}
