import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import type { Visitor } from './visitor.js';
import { openWorld, type World } from './world.js';

jest.setTimeout(120_000);

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Rules of WCAG 2.2 AA that the page breaks, and whether something sticks out of the screen. */
async function faults(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const options = JSON.stringify({ runOnly: RULES });
  const broken = await page.evaluate<readonly string[]>(
    `axe.run(${options}).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
  );
  const sticksOut = await page.evaluate<boolean>(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  );
  return sticksOut ? [...broken, 'wider than the screen'] : broken;
}

describe('on a phone', () => {
  let visitor: Visitor;
  /** What was wrong, by page. */
  const found: Record<string, readonly string[]> = {};
  const look = async (): Promise<void> => {
    found[visitor.at()] = await faults(visitor.page);
  };

  it('the whole way can be gone', async () => {
    visitor = await world.visitor(PHONE);
    const { page } = visitor;
    const maria = world.pictures.persona('maria');
    await page.goto(world.server.irsUrl);
    await look();
    await visitor.askIrsFor('account');
    await look();
    await visitor.signUp('code', look);
    await look();
    await visitor.consentToProofing();
    await look();
    await visitor.choose('drivers_license');
    await look();
    await visitor.giveDocument(
      await world.pictures.document('maria', 'drivers_license', 'dark'),
      'retry',
    );
    await look();
    await visitor.press('submit', 'document');
    await visitor.giveDocument(await world.pictures.document('maria', 'drivers_license'));
    await look();
    await visitor.giveSelfie(await world.pictures.selfie('maria'));
    await look();
    await visitor.fillDetails(maria);
    await look();
    await visitor.typePhoneCode(maria);
    await look();
    await visitor.sendReview();
    await look();
    await visitor.press('submit', 'consent');
    await look();
    await visitor.share('account');
    await look();
    for (const path of [
      '/account',
      '/inbox',
      '/',
      '/docs/engine',
      '/nowhere',
      '/interaction/gone',
    ]) {
      await page.goto(world.server.baseUrl + path);
      found[`standin ${path}`] = await faults(page);
    }
    await page.goto(`${world.server.irsUrl}/received`);
    await look();
  });

  it('no page of it breaks a rule of WCAG 2.2 AA or sticks out, and nothing complains', () => {
    expect(Object.keys(found).length).toBeGreaterThan(20);
    expect(Object.entries(found).filter(([, wrong]) => wrong.length > 0)).toEqual([]);
    expect(visitor.complaints).toEqual([]);
  });
});

describe('without JavaScript', () => {
  it('a person signs up, verifies with files, waits on pages that reload themselves, and returns', async () => {
    const visitor = await world.visitor({ javaScriptEnabled: false });
    const amara = world.pictures.persona('amara');
    await visitor.askIrsFor('account');
    await visitor.signUp();
    await visitor.consentToProofing();
    await visitor.choose('passport');
    await visitor.giveDocument(await world.pictures.document('amara', 'passport'));
    await visitor.giveSelfie(await world.pictures.selfie('amara'));
    await visitor.fillDetails(amara);
    await visitor.typePhoneCode(amara);
    await visitor.sendReview();
    await visitor.press('submit', 'consent');
    await visitor.share('account');
    expect((await visitor.received()).achieved).toEqual({ ial: 2, aal: 2 });
    await visitor.context.close();
  });
});
