/**
 * Prints every page with sample data and photographs it, phone-sized and desktop-sized, light and (phone) dark.
 * node scripts/viewSamples.mjs [--out DIR] [--only PART-OF-NAME]
 */
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { buildAssets } from './build/assets.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const SIZES = [
  { label: 'phone', width: 390, colorScheme: 'light' },
  { label: 'dark', width: 390, colorScheme: 'dark' },
  { label: 'desktop', width: 1280, colorScheme: 'light' },
];

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(tmpdir(), 'standin-views') },
    only: { type: 'string', default: '' },
  },
});

/** The samples are TypeScript: bundled to a file that this Node can load. */
async function loadSamples() {
  const outfile = join(ROOT, 'dist/samples.mjs');
  await build({
    stdin: {
      contents: `export * from './test/web/pages/samples.ts'; export * from './test/web/pages/sampleServer.ts';
        export * from './test/support/browser.ts';`,
      resolveDir: ROOT,
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  const loaded = await import(pathToFileURL(outfile).href);
  rmSync(outfile);
  return loaded;
}

await buildAssets();
const { SAMPLES, serveSamples, launchBrowser } = await loadSamples();
const server = await serveSamples(ROOT);
const browser = await launchBrowser();
mkdirSync(values.out, { recursive: true });
for (const { label, width, colorScheme } of SIZES) {
  const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme });
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && console.error(message.text()));
  for (const [index, { name }] of SAMPLES.entries()) {
    if (!name.includes(values.only)) continue;
    await page.goto(`${server.origin}/${index}`);
    const file = join(values.out, `${name.replace(/[^\w]+/g, '-')}.${label}.png`);
    await page.screenshot({ path: file, fullPage: true });
  }
  await context.close();
}
await browser.close();
await server.close();
console.log(`pictures are in ${values.out}`);
