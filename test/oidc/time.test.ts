import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as oidc from 'openid-client';
import {
  createVisitor,
  describeProviders,
  signIn,
  type Running,
  type Visitor,
} from '../support/provider.js';
import { discover, obtain, redeem, request, type Party } from './driver.js';

const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
const OFFLINE = { scope: 'openid email offline_access', prompt: 'consent' };
const PHONE = { authenticators: ['password', 'phone'] };

interface Message {
  readonly to: string;
  readonly codes: readonly [string];
  readonly links: readonly [string];
}

/** A sandbox of its own for each test: ageing one leaves the others alone. */
async function sandboxIn(at: Running, id: string) {
  const { base_url: base } = await at.control<{ base_url: string }>('POST', '/sandboxes', { id });
  const control: Running['control'] = (method, path, body) => at.control(method, path, body, id);
  return {
    base,
    control,
    party: async () => discover(base, await at.client({}, id)),
    person: (wanted = {}) => at.person(wanted, id),
    visitor: () => createVisitor(base),
    pass: (by: string) => control<{ rows: object }>('POST', '/clock/advance', { by }),
    /** Nothing runs tasks by itself here; a second that passes does. */
    newest: async (to: string) => {
      await control('POST', '/clock/advance', { by: 'PT1S' });
      return (
        await control<{ items: Message[] }>('GET', `/messages?to=${encodeURIComponent(to)}`)
      ).items.at(-1);
    },
    headless: (asked: object) =>
      control<{ outcome: string; reasons: string[]; steps: { step: string }[] }>(
        'POST',
        '/sign-in',
        asked,
      ),
  };
}

const silently = async (party: Party, visitor: Visitor) =>
  (await visitor.get((await request(party, { prompt: 'none' })).url.href)).left?.searchParams.get(
    'error',
  );

const userinfo = async (base: string, token = '') =>
  (await fetch(`${base}/connect/userinfo`, { headers: { authorization: `Bearer ${token}` } }))
    .status;

describeProviders('time that passes', (start) => {
  let at: Running;
  beforeAll(async () => {
    at = await start();
  }, 60_000);
  afterAll(() => at.close());

  it('ends the link and the code of a confirmation mail after a day', async () => {
    const { party, visitor, pass, newest } = await sandboxIn(at, 'mail');
    const asked = await request(await party());
    const email = 'new@example.com';
    const fields = { email, password: 'plover lantern quarry', terms: 'yes' };
    const register = async () => {
      const browser = visitor();
      const page = await browser.get(
        (await browser.get(asked.url.href)).url.replace('signin', 'signup'),
      );
      return [browser, await browser.submit(page, fields)] as const;
    };
    const [, page] = await register();
    expect(page.url).toContain('check-mail');
    const mail = await newest(email);
    await pass('P1D');
    const late = await visitor().get(mail?.links[0] ?? '');
    expect([late.status, /expired|too old/i.test(late.html)]).toEqual([410, true]);
    const back = visitor();
    const again = await back.submit(await back.get(asked.url.href), fields);
    expect(again.url).toContain('check-mail');
    const refused = await back.submit(again, { code: mail?.codes[0] });
    expect(refused.html).toContain('This code is too old');
  });

  it('ends a text code after ten minutes', async () => {
    const { party, person, visitor, pass, newest } = await sandboxIn(at, 'text');
    const made = await person({ ...PHONE, phone: '+12025550141' });
    const browser = visitor();
    const start = await browser.get((await request(await party())).url.href);
    const page = await browser.submit(start, made);
    expect(page.url).toContain('second-factor');
    const text = await newest('+12025550141');
    await pass('PT11M');
    const refused = await browser.submit(page, { code: text?.codes[0] });
    expect(refused.html).toContain('This code is too old');
  });

  it('ends an authorization code, an access token and a refresh token, and openid-client accepts by its real clock what is issued then', async () => {
    const { base, party, person, visitor, pass } = await sandboxIn(at, 'tokens');
    const [made, app, browser] = [await person(), await party(), visitor()];
    const asked = await request(app);
    const code = await signIn(browser, asked.url.href, made);
    await pass('PT10M');
    await expect(redeem(app, asked, code)).rejects.toMatchObject({ error: 'invalid_grant' });

    const tokens = await obtain(app, browser, made, OFFLINE);
    expect(await userinfo(base, tokens.access_token)).toBe(200);
    await pass('P1D');
    expect(await userinfo(base, tokens.access_token)).toBe(401);
    const renewed = await oidc.refreshTokenGrant(app.config, tokens.refresh_token ?? '');
    expect(await userinfo(base, renewed.access_token)).toBe(200);
    expect(renewed.claims()?.['auth_time']).toBeLessThan(Date.now() / 1000 - 86_000);
    await pass('P400D');
    await expect(
      oidc.refreshTokenGrant(app.config, renewed.refresh_token ?? ''),
    ).rejects.toMatchObject({ error: 'invalid_grant' });

    const fresh = await request(app, { max_age: '60' });
    const issued = await redeem(app, fresh, await signIn(browser, fresh.url.href, made), 60);
    const { iat = 0, exp = 0 } = issued.claims() ?? {};
    expect([Math.abs(iat - Date.now() / 1000) < 60, exp > Date.now() / 1000]).toEqual([true, true]);
    expect(await userinfo(base, issued.access_token)).toBe(200);
  });

  it('ends a session after twelve hours, and makes it too old for max_age before', async () => {
    const { party, person, visitor, pass } = await sandboxIn(at, 'session');
    const [made, app, browser] = [await person(), await party(), visitor()];
    await obtain(app, browser, made);
    expect(await silently(app, browser)).toBeNull();
    await pass('PT2H');
    const strict = await request(app, { prompt: 'none', max_age: '3600' });
    expect((await browser.get(strict.url.href)).left?.searchParams.get('error')).toBe(
      'login_required',
    );
    expect(await silently(app, browser)).toBeNull();
    await pass('PT13H');
    expect(await silently(app, browser)).toBe('login_required');
  });

  it('asks for consent again after a year', async () => {
    const { party, person, pass, headless } = await sandboxIn(at, 'consent');
    const { client } = await party();
    const { id } = await person();
    const asked = { client_id: client.client_id, scope: 'openid email', person: id };
    const steps = async () => (await headless(asked)).steps.map(({ step }) => step);
    expect(await steps()).toContain('consent');
    await pass('P364D');
    expect(await steps()).not.toContain('consent');
    await pass('P2D');
    expect(await steps()).toContain('consent');
  });

  it('lets guesses be made again that were throttled', async () => {
    const { party, person, visitor, pass } = await sandboxIn(at, 'throttle');
    const [made, app, browser] = [await person(), await party(), visitor()];
    const start = await browser.get((await request(app)).url.href);
    const guess = (password: string) => browser.submit(start, { email: made.email, password });
    let page = await guess('wrong 0');
    for (let i = 1; i < 12 && !page.html.includes('Too many tries'); i++)
      page = await guess(`wrong ${i}`);
    expect((await guess(made.password)).html).toContain('Too many tries');
    await pass('PT11M');
    expect((await guess(made.password)).url).toContain('second-factor');
  });

  it('abandons an attempt that nobody goes on with, and expires it a month later, before it answers', async () => {
    const { party, person, visitor, pass, control } = await sandboxIn(at, 'attempt');
    const [made, app, browser] = [await person(), await party(), visitor()];
    const asked = await request(app, { acr_values: IAL2 });
    let page = await browser.get(asked.url.href);
    page = await browser.submit(page, made);
    const other = await browser.get(`${page.url.split('?')[0]}?kind=recovery_code`);
    page = await browser.submit(other, { code: made.recovery_codes.pop() });
    await browser.submit(page, { notice: 'yes', biometrics: 'yes' });
    const state = async () =>
      (await control<{ items: { state: string }[] }>('GET', '/attempts')).items[0]?.state;
    expect(await state()).toBe('in_progress');
    await pass('PT31M');
    expect(await state()).toBe('abandoned');
    await pass('P31D');
    expect(await state()).toBe('expired');
  });

  it('makes a verification older and leaves it in force', async () => {
    const { person, pass, control } = await sandboxIn(at, 'verification');
    const { id } = await person({ ial: 2 });
    interface Shown {
      readonly ial: number;
      readonly verification: { readonly verified_at: string };
    }
    const shown = () => control<Shown>('GET', `/people/${id}`);
    const before = Date.parse((await shown()).verification.verified_at);
    await pass('P400D');
    const after = await shown();
    expect(after.ial).toBe(2);
    expect(before - Date.parse(after.verification.verified_at)).toBe(400 * 86_400_000);
  });

  it('leaves other sandboxes where they are', async () => {
    const one = await sandboxIn(at, 'one');
    const two = await sandboxIn(at, 'two');
    const [made, app, browser] = [await two.person(), await two.party(), two.visitor()];
    const tokens = await obtain(app, browser, made, OFFLINE);
    await one.pass('P10D');
    expect(await userinfo(two.base, tokens.access_token)).toBe(200);
    expect(await silently(app, browser)).toBeNull();
    const { today } = await two.control<{ today: string }>('GET', '/clock');
    const ahead = await one.control<{ today: string; aged_by: string }>('GET', '/clock');
    expect(ahead.aged_by).toBe('P10D');
    expect(Date.parse(ahead.today) - Date.parse(today)).toBe(10 * 86_400_000);
  });
});
