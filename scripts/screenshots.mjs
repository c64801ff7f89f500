// Takes the pictures of the README anew: `node scripts/screenshots.mjs`. Starts the built server, keeps nothing.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const root = join(import.meta.dirname, '..');
const images = join(root, 'docs/images');
mkdirSync(images, { recursive: true });

execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--quiet'], { stdio: 'inherit' });
const found = execFileSync(process.execPath, [join(root, 'test/support/chromium.mjs')]);
const { path, libraries } = JSON.parse(found);
const args = ['start', '--ephemeral', '--port', '0', '--json'];
const server = spawn(process.execPath, [join(root, 'bin/standin.cjs'), ...args], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [line] = await once(server.stdout, 'data');
const { base_url: base } = JSON.parse(String(line));

const browser = await chromium.launch({
  executablePath: path,
  ...(libraries !== undefined && { env: { ...process.env, LD_LIBRARY_PATH: libraries } }),
  args: ['--no-sandbox'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 960 } });
await page.goto(base, { waitUntil: 'networkidle' });
await page.screenshot({ path: join(images, 'landing.png') });
await browser.close();
server.kill('SIGTERM');
