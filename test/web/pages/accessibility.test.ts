import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../support/browser.js';
import { buildAssets, ROOT } from './checkout.js';
import type { SampleServer } from './sampleServer.js';
import { serveSamples } from './sampleServer.js';
import { SAMPLES } from './samples.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Dark differs from light in colours alone. */
const RULES = {
  light: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  dark: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
};

let browser: Browser;
let server: SampleServer;

beforeAll(async () => {
  buildAssets();
  server = await serveSamples(ROOT);
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser.close();
  await server.close();
});

describe.each(['light', 'dark'] as const)('every page, %s and phone-sized', (colorScheme) => {
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    page = await browser.newPage({ viewport: { width: 390, height: 844 }, colorScheme });
    page.on('console', (said) => said.type() === 'error' && complaints.push(said.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
  });

  it.each(SAMPLES.map(({ name }, index) => [name, index] as const))(
    '%s: axe finds nothing of WCAG 2.2 AA, nothing sticks out, no script or policy complains',
    async (_, index) => {
      await page.goto(`${server.origin}/${index}`);
      await page.evaluate(
        "document.querySelectorAll('details').forEach((one) => { one.open = true; })",
      );
      expect(await brokenRules(page, colorScheme)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
      expect(complaints.splice(0)).toEqual([]);
    },
  );
});

it('is a test that notices: an input without a label breaks a rule', async () => {
  const page = await browser.newPage();
  await page.setContent('<html lang="en"><title>A page</title><input name="email"></html>');
  expect(await brokenRules(page, 'light')).toEqual(['label: <input name="email">']);
  await page.close();
});

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Rules broken, with the elements that break them. The script comes by the debugger, past the page's policy. */
async function brokenRules(
  page: Page,
  colorScheme: keyof typeof RULES,
): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const options = JSON.stringify({ runOnly: RULES[colorScheme] });
  const violations = await page.evaluate<readonly Violation[]>(
    `axe.run(${options}).then(({ violations }) => violations)`,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
