import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { totpCode } from '../../src/authenticators/totp/code.js';
import { createKeyboard, type Keyboard } from './keyboard.js';
import { PASSWORD, type Visitor } from './visitor.js';
import { openWorld, type World } from './world.js';

jest.setTimeout(180_000);

/** WCAG 2.2: 1.4.10 (320 CSS pixels), 2.3.3 (reduced motion), and the colours of a person's own (forced colours). */
const NARROW = { viewport: { width: 320, height: 640 } };
const WISHES = { reducedMotion: 'reduce', forcedColors: 'active' } as const;

/** What a page does that these people cannot use. */
const FAULTS = `(() => {
  const faults = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  const beyond = (one) => one.getBoundingClientRect().right > clientWidth + 1;
  if (scrollWidth > clientWidth) {
    faults.push('scrolls sideways');
    for (const one of document.querySelectorAll('main *'))
      if (beyond(one)) faults.push('sticks out: ' + one.outerHTML.slice(0, 80));
  }
  const seconds = (list) => Math.max(...list.split(',').map(parseFloat));
  for (const one of document.querySelectorAll('body, body *')) {
    const style = getComputedStyle(one);
    const turns = style.animationName !== 'none' && seconds(style.animationDuration) > 0.01;
    if (turns || seconds(style.transitionDuration) > 0.01) faults.push('moves: ' + one.outerHTML.slice(0, 80));
  }
  const controls = '.usa-button:not(.usa-button--unstyled), select, textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=file])';
  for (const one of document.querySelectorAll(controls)) {
    const { borderTopStyle, borderTopWidth } = getComputedStyle(one);
    if (borderTopStyle === 'none' || parseFloat(borderTopWidth) < 1) faults.push('without an edge: ' + one.outerHTML.slice(0, 80));
  }
  return faults;
})()`;

/** Puts the most spacing that WCAG 1.4.12 names on every element. */
const SPACED = `document.querySelectorAll('body, body *').forEach(({ style }) => {
  style.letterSpacing = '0.12em';
  style.wordSpacing = '0.16em';
  style.lineHeight = '1.5';
})`;

const PAGES = [
  '/',
  '/account',
  '/inbox',
  '/verify',
  '/help',
  '/docs',
  '/docs/cli',
  '/docs/errors',
  '/docs/selectors',
];

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Scripts decide what the pictures are worth: this is about the way, not about reading. */
async function scriptFor(email: string): Promise<void> {
  for (const step of ['document', 'selfie'])
    await world.control('POST', '/outcomes', {
      match: { email },
      step,
      results: ['pass'],
      then: 'last',
    });
}

async function codeFor(to: string): Promise<string> {
  const { body } = await world.control('GET', `/messages?to=${encodeURIComponent(to)}&wait=10`);
  const { items } = body as { items: readonly { codes: readonly string[] }[] };
  return items.at(-1)?.codes[0] ?? '';
}

const DETAILS = {
  ...{ given_name: 'Amara', family_name: 'Okafor-Lindqvist' },
  ...{ birthdate_month: '3', birthdate_day: '9', birthdate_year: '1990', ssn: '900123456' },
  ...{ street_address: '12 Harbor Lane', locality: 'Port Larkin', region: 'Cascadia' },
  ...{ postal_code: '98701', phone: '+12025550142' },
};

describe('with a keyboard alone, at 320 pixels, in forced colours and without motion', () => {
  let visitor: Visitor;
  let page: Page;
  let keys: Keyboard;
  const found: Record<string, readonly string[]> = {};
  const look = async (): Promise<void> => {
    const faults = await page.evaluate<readonly string[]>(FAULTS);
    found[visitor.at()] = [...(found[visitor.at()] ?? []), ...faults];
  };
  const go = async (testId: string, next: string): Promise<void> => {
    await keys.press(testId);
    await visitor.arrive(next);
    await look();
  };

  beforeAll(async () => {
    visitor = await world.visitor({ ...NARROW, ...WISHES });
    page = visitor.page;
    keys = createKeyboard(page);
  });
  afterAll(() => visitor.context.close());

  it('an account is made and protected', async () => {
    await scriptFor(visitor.email);
    await page.goto(world.server.irsUrl);
    await keys.press('irs-service-account');
    await keys.press('irs-provider-standin');
    await page.waitForURL((url) => url.origin === world.server.baseUrl);
    await look();
    await go('sign-up', 'signup');
    await keys.type('email', visitor.email);
    await keys.type('password', PASSWORD);
    await keys.press('terms', 'Space');
    await go('submit', 'check-mail');
    await keys.type('code', await codeFor(visitor.email));
    await go('submit', 'second-factor-setup');
    const secret = (await page.getByTestId('totp-secret').innerText()).replace(/\s/g, '');
    await keys.type('code', (await totpCode(secret, Date.now())).code);
    await go('submit', 'recovery-codes');
    await keys.press('saved', 'Space');
    await keys.press('submit');
    await page.getByTestId('biometrics').waitFor({ state: 'attached' });
    await look();
  });

  it('an identity is verified and shared', async () => {
    const { front = '', back = '' } = await world.pictures.document('amara', 'drivers_license');
    await keys.press('notice', 'Space');
    await keys.press('biometrics', 'Space');
    await go('submit', 'document-type');
    await keys.press('type-drivers_license', 'Space');
    await go('submit', 'document');
    await keys.pick('front', front);
    await keys.pick('back', back);
    await go('submit', 'selfie');
    await keys.pick('selfie', await world.pictures.selfie('amara'));
    await go('submit', 'details');
    for (const [name, value] of Object.entries(DETAILS)) await keys.type(name, value);
    await go('submit', 'phone-code');
    await keys.type('code', await codeFor(DETAILS.phone));
    await go('submit', 'review');
    await go('submit', 'verified');
    await go('submit', 'consent');
    await go('allow', '/services/account');
    expect((await visitor.received()).achieved).toEqual({ ial: 2, aal: 2 });
  });

  it.each([...PAGES, '/docs/errors/code_used_twice'])('the page %s can be read', async (path) => {
    await page.goto(world.server.baseUrl + path);
    await look();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('usa-skipnav');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
  });

  it.each(PAGES)('the page %s holds text with wide spacing (1.4.12)', async (path) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(world.server.baseUrl + path);
    await page.evaluate(SPACED);
    expect(await page.evaluate(FAULTS)).toEqual([]);
  });

  it('no page moves, scrolls sideways, or hides a field’s edge', () => {
    expect(Object.keys(found).length).toBeGreaterThan(20);
    expect(Object.entries(found).filter(([, faults]) => faults.length > 0)).toEqual([]);
  });

  it('the focus is seen at every stop', () => {
    expect(keys.unseen).toEqual([]);
  });
});
