import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { copyFileSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { BIN, makeFolder, startServer } from '../standin.js';

jest.setTimeout(60_000);

describe("the bundle's code cache", () => {
  const root = join(dirname(BIN), '..');
  const copy = makeFolder();
  const bin = join(copy.path, 'bin/standin.cjs');

  beforeAll(() => {
    for (const folder of ['bin', 'dist']) mkdirSync(join(copy.path, folder));
    for (const file of ['bin/standin.cjs', 'dist/standin.cjs'])
      copyFileSync(join(root, file), join(copy.path, file));
    for (const each of ['package.json', 'node_modules', 'migrations', 'views', 'fixtures'])
      symlinkSync(join(root, each), join(copy.path, each));
    for (const each of ['assets', 'engine'])
      symlinkSync(join(root, 'dist', each), join(copy.path, 'dist', each));
  });
  afterAll(copy.remove);

  const caches = (): readonly string[] =>
    readdirSync(join(copy.path, 'dist')).flatMap((name) =>
      name.includes('cache') ? [name.replace(/^standin\.cjs\.[^_]*-[0-9a-f]{16}/, '')] : [],
    );

  async function run(use: (base: string) => Promise<unknown>, env = {}): Promise<void> {
    const args = ['--ephemeral', '--no-irs', '--port', '0'];
    const server = await startServer(args, { cwd: copy.path, bin, env });
    await use(server.ready.base_url);
    server.process.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  }

  async function makeSomebody(base: string): Promise<void> {
    const body = JSON.stringify({ ial: 2, authenticators: ['password', 'totp'] });
    const headers = { 'content-type': 'application/json' };
    const made = await fetch(`${base}/control/v1/people`, { method: 'POST', headers, body });
    expect(made.status).toBe(201);
  }

  it('is made by the first start, and made anew once by the first run that was used', async () => {
    await run(async () => undefined);
    expect(caches()).toEqual(['.cache']);
    await run(async () => undefined);
    expect(caches()).toEqual(['.cache']);
    await run(makeSomebody);
    expect(caches()).toEqual(['.cache', '.used.cache']);
    await run(makeSomebody);
    expect(caches()).toEqual(['.cache', '.used.cache']);
  });

  it('holds what starting takes also after a long run, in which V8 puts away what nobody calls', async () => {
    for (const name of readdirSync(join(copy.path, 'dist')))
      if (name.includes('cache')) rmSync(join(copy.path, 'dist', name));
    const preload = join(copy.path, 'tidy.cjs');
    writeFileSync(preload, TIDY);
    const tidied = { NODE_OPTIONS: `--require ${preload}` };
    await run(async () => undefined, tidied);
    await run(async (base) => {
      await makeSomebody(base);
      await setTimeout(6000);
    }, tidied);
    expect(caches()).toEqual(['.cache', '.used.cache']);
  });
});

/** As much garbage as hours bring. */
const TIDY = `
let kept = [];
setInterval(() => {
  kept.push(new Array(200_000).fill(0).map((_, i) => ({ i })));
  if (kept.length > 8) kept = [];
}, 20).unref();
`;
