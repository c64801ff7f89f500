// Takes the pictures of the README anew: `node scripts/screenshots.mjs`. Starts the built server, keeps nothing.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const root = join(import.meta.dirname, '..');
const images = join(root, 'docs/images');
const specimens = mkdtempSync(join(tmpdir(), 'standin-specimens-'));
mkdirSync(images, { recursive: true });

const node = (script, ...args) => execFileSync(process.execPath, [join(root, script), ...args]);
const standin = join(root, 'bin/standin.cjs');
node('scripts/build.mjs', '--quiet');
const document = ['--persona', 'amara', '--type', 'drivers_license', '--out', specimens];
node('bin/standin.cjs', 'press', ...document);

const args = ['start', '--ephemeral', '--port', '0', '--json'];
const server = spawn(process.execPath, [standin, ...args], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [line] = await once(server.stdout, 'data');
const { base_url: base, irs_url: irs } = JSON.parse(String(line));

const { path, libraries } = JSON.parse(node('test/support/chromium.mjs'));
const browser = await chromium.launch({
  executablePath: path,
  ...(libraries !== undefined && { env: { ...process.env, LD_LIBRARY_PATH: libraries } }),
  args: ['--no-sandbox'],
});

/** A browser of somebody new, at the front page. */
async function visitor() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 960 } });
  const page = await context.newPage();
  await page.goto(base, { waitUntil: 'networkidle' });
  return page;
}

async function take(page, name) {
  await page.evaluate('scrollTo(0, 0)');
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(images, `${name}.png`) });
}

const landing = await visitor();
await take(landing, 'landing');

// Somebody who is not verified yet, with the front of a licence picked.
const amara = await visitor();
await amara.getByTestId('sign-in-as-amara').click();
for (const box of ['notice', 'biometrics']) await amara.locator(`label[for="${box}"]`).click();
await amara.getByTestId('submit').click();
await amara
  .getByTestId('type-drivers_license')
  .locator('xpath=following-sibling::label[1]')
  .click();
await amara.getByTestId('submit').click();
await amara.setInputFiles('[name=front]', join(specimens, 'amara-drivers_license-front.jpg'));
await amara.locator('[data-preview]').first().waitFor();
await take(amara, 'upload');

// Somebody who is verified, back at the IRS: what it received.
const maria = await visitor();
await maria.getByTestId('enter-irs-as-maria').click();
if (maria.url().startsWith(base)) await maria.getByTestId('allow').click();
await maria.waitForURL((url) => url.href.startsWith(irs));
await maria.goto(`${irs}/received`);
await take(maria, 'claims');

await browser.close();
server.kill('SIGTERM');
rmSync(specimens, { recursive: true });
