import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startServer, type RunningServer } from '../support/server.js';
import { packAndInstall, type Scratch } from './scratch.js';

jest.setTimeout(240_000);

let scratch: Scratch;
let server: RunningServer;
beforeAll(async () => {
  scratch = packAndInstall();
  server = await startServer({ args: ['--no-irs'] });
});
afterAll(async () => {
  await server.close();
  scratch.remove();
});

const USE = `
  const person = await standin.people.create({ givenName: 'Ann' });
  console.log(person.givenName, standin.url.startsWith('http'));
  await standin.close();`;

describe('the installed package', () => {
  it('starts a server for a program of ES modules', async () => {
    scratch.write(
      'start.mjs',
      `import { startStandin } from 'standin'; const standin = await startStandin();${USE}`,
    );
    const { output } = await scratch.run(process.execPath, ['start.mjs']);
    expect(output).toBe('Ann true\n');
  });

  it('starts one for CommonJS, where both entries throw the same errors', async () => {
    scratch.write(
      'start.cjs',
      `const { startStandin, StandinError } = require('standin');
       console.log(StandinError === require('standin/client').StandinError);
       (async () => { const standin = await startStandin();${USE} })();`,
    );
    const { output } = await scratch.run(process.execPath, ['start.cjs']);
    expect(output).toBe('true\nAnn true\n');
  });

  it.each([
    ['ES modules', 'connect.mjs', "import { connect } from 'standin/client';"],
    ['CommonJS', 'connect.cjs', "const { connect } = require('standin/client');"],
  ])('has a client for %s', async (_form, name, load) => {
    scratch.write(
      name,
      `${load}
       (async () => { const standin = await connect();${USE} })();`,
    );
    const env = { STANDIN_URL: server.baseUrl };
    const { output } = await scratch.run(process.execPath, [name], { env });
    expect(output).toBe('Ann true\n');
  });

  it('has a client that imports nothing but Node.js', () => {
    const folder = join(scratch.folder, 'node_modules/standin/dist/sdk/esm');
    const files = new Set(['client.js']);
    const imported = new Set<string>();
    for (const file of files) {
      const text = readFileSync(join(folder, file), 'utf8');
      for (const [, name = ''] of text.matchAll(/(?:\bfrom |\bimport |\bimport\()"([^"]+)"/g))
        if (name.startsWith('./')) files.add(name.slice(2));
        else imported.add(name);
    }
    expect([...imported].filter((name) => !name.startsWith('node:'))).toEqual([]);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining([...files]));
  });

  it('runs as a program', async () => {
    const bin = 'node_modules/standin/bin/standin.cjs';
    const { output } = await scratch.run(process.execPath, [bin, 'doctor', '--help']);
    expect(output).toMatch(/^Usage: standin doctor/);
  });

  it('starts by npx, with its engine, and answers discovery', async () => {
    const args = ['--no-install', 'standin', 'start', '--ephemeral', '--port', '0', '--json'];
    const npx = spawn('npx', args, { cwd: scratch.folder, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((done) => npx.once('close', done));
    for await (const line of createInterface({ input: npx.stdout })) {
      const { base_url, control_url, pid } = JSON.parse(line);
      const discovery = await fetch(`${base_url}/.well-known/openid-configuration`);
      expect(await discovery.json()).toMatchObject({ issuer: base_url });
      const service = await fetch(`${control_url}/`);
      expect(await service.json()).toMatchObject({ features: { engine: true } });
      process.kill(pid, 'SIGTERM');
    }
    await ended;
    expect.assertions(2);
  });

  it('takes less than 150 MB of a disk, engine included', () => {
    const args = ['scripts/installSize.mjs', '--json', scratch.folder];
    const { total, packages } = JSON.parse(
      execFileSync(process.execPath, args, { encoding: 'utf8' }),
    );
    expect(packages.map(({ name }: { name: string }) => name)).toContain('@img');
    expect(total).toBeLessThan(150e6);
  });

  it.each([
    ['ES modules', 'sample.mts'],
    ['CommonJS', 'sample.cts'],
  ])('has types for %s that stand alone', async (_form, name) => {
    scratch.write(
      name,
      `import { startStandin, ProblemError, type Person } from 'standin';
       import { connect } from 'standin/client';
       import { matchers } from 'standin/jest';
       import { test } from 'standin/playwright';
       export async function sample(): Promise<string> {
         await using standin = await startStandin({ ephemeral: true, port: 0 });
         const person: Person = await standin.people.create({ ial: 2, authenticators: ['totp'] });
         // @ts-expect-error: no such member
         await standin.people.create({ givenNmae: 'Ann' });
         // @ts-expect-error: no such level
         await standin.people.create({ ial: 3 });
         const { claims } = await standin.signIn({ person, clientId: 'a', scope: 'openid' });
         await using events = await standin.events.follow({ type: 'account.created' });
         for await (const { id, data } of events) void [id.length, Object.keys(data)];
         // @ts-expect-error: a stream has no pages
         await standin.events.follow({ limit: 5 });
         const { sameSite } = await standin.people.session(person);
         const lax: 'Lax' = sameSite;
         const { rows } = await standin.import(await standin.export());
         const { reasons } = await standin.engine.inspect({ type: 'passport', front: new Uint8Array() });
         void [lax, rows['accounts'], reasons[0]?.code];
         const other = await connect(undefined, { token: 'x', sandbox: 'y' });
         matchers.toHaveAssurance(claims, { ial: 2 });
         test('typed', async ({ page, journey, camera, person: own }) => {
           camera.deny();
           const name: string = await journey(page).verify(own, { until: 'review' });
           return void name;
         });
         return other.url + (new Error() instanceof ProblemError);
       }`,
    );
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022'];
    const lib = ['--lib', 'es2023,esnext.disposable,dom', '--skipLibCheck', '--types', 'node'];
    const args = [...options, ...lib, name];
    const { output } = await scratch.runner('typescript/bin/tsc', args);
    expect(output).toBe('');
  });
});

/** Whether a program is on this machine. */
const has = (program: string, ...args: readonly string[]): boolean =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0;

/** Why an example cannot be run here; it is said, since silence would pass for success. */
function skipWithout(what: string, there: boolean): typeof it | typeof it.skip {
  if (!there) process.stderr.write(`skipped: the example for ${what}, which is not here\n`);
  return there ? it : it.skip;
}

describe('the examples', () => {
  const named = () => ({ env: { STANDIN_URL: server.baseUrl } });

  it('for node:test passes', async () => {
    const cwd = scratch.example('node-test');
    const { output } = await scratch.run(process.execPath, ['--test'], { cwd });
    expect(output).toMatch(/pass 1\n/);
  });

  it('for Jest passes', async () => {
    const cwd = scratch.example('jest');
    const { output } = await scratch.runner(
      'jest/bin/jest.js',
      ['--rootDir', cwd, '--testTimeout', '60000'],
      { cwd },
    );
    expect(output).toMatch(/1 passed, 1 total/);
  });

  it('for Vitest passes', async () => {
    const cwd = scratch.example('vitest');
    const { output } = await scratch.runner(
      'vitest/vitest.mjs',
      ['run', '--testTimeout', '60000'],
      { cwd },
    );
    expect(output).toMatch(/Tests {2}1 passed/);
  });

  skipWithout('curl', has('curl', '--version'))('for curl passes', async () => {
    const cwd = scratch.example('curl');
    const { output } = await scratch.run('sh', ['signIn.sh'], { cwd, ...named() });
    expect(output).toBe('maria arrived at IAL2\n');
  });

  skipWithout('pytest', has('python3', '-m', 'pytest', '--version'))(
    'for pytest passes',
    async () => {
      const cwd = scratch.example('pytest');
      const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'];
      const { output } = await scratch.run('python3', args, { cwd, ...named() });
      expect(output).toMatch(/1 passed/);
    },
  );

  skipWithout('Go', has('go', 'version'))('for Go passes', async () => {
    const cwd = scratch.example('go');
    const { output } = await scratch.run('go', ['test', './signin_test.go'], { cwd, ...named() });
    expect(output).toMatch(/^ok/);
  });

  skipWithout('RSpec', has('rspec', '--version'))('for RSpec passes', async () => {
    const cwd = scratch.example('rspec');
    const { output } = await scratch.run('rspec', ['sign_in_spec.rb'], { cwd, ...named() });
    expect(output).toMatch(/1 example, 0 failures/);
  });
});

describe('standin/playwright', () => {
  const chromium = () => {
    const found = execFileSync(process.execPath, ['test/support/chromium.mjs'], {
      encoding: 'utf8',
    });
    return JSON.parse(found) as { path: string; libraries?: string };
  };

  /** Runs the specs of a folder; answers Playwright's own report. */
  async function play(cwd: string): Promise<{ stats: any; attachments: string[]; output: string }> {
    const { path, libraries } = chromium();
    const use = { launchOptions: { executablePath: path, args: ['--no-sandbox'] } };
    const config = { testDir: '.', timeout: 120_000, workers: 1, use };
    scratch.write('playwright.config.mjs', `export default ${JSON.stringify(config)};`);
    const env = { ...(libraries !== undefined && { LD_LIBRARY_PATH: libraries }) };
    const args = ['test', '-c', '../playwright.config.mjs', cwd, '--reporter', 'json'];
    const { output } = await scratch.runner('@playwright/test/cli.js', args, { cwd, env });
    const report = JSON.parse(output.slice(output.indexOf('{\n')));
    const names = [...output.matchAll(/"name": "(standin-[^"]+)"/g)].map(([, name = '']) => name);
    return { stats: report.stats, attachments: names, output };
  }

  it('signs in, and shows the camera what the test says: the example passes', async () => {
    const { stats, output } = await play(scratch.example('playwright'));
    expect([stats, output]).toMatchObject([{ expected: 2, unexpected: 0 }, expect.any(String)]);
  });

  it('attaches messages, verifications, traces and the pictures shown to the report of a failure', async () => {
    const cwd = join(scratch.folder, 'failing');
    mkdirSync(cwd);
    scratch.write(
      'failing/failing.spec.mjs',
      `import { expect, test } from 'standin/playwright';
       test.use({ sandboxPerWorker: true });
       test('fails on the way', async ({ page, person, journey, standin }) => {
         await standin.outcomes.create({ match: { person: person.id }, step: 'document', results: ['document.tampered'] });
         expect(standin.sandboxId).not.toBe('default');
         expect(await journey(page).verify(person)).toBe('consent');
       });
       test('removes its person', async ({ person, standin }) => {
         await standin.people.remove(person);
         expect(standin.url).toBe('elsewhere');
       });
       test('has no camera', async ({ page, person, journey, camera }) => {
         await journey(page).verify(person, { until: 'document' });
         for (const [trouble, words] of [['deny', /camera/i], ['none', /camera/i]]) {
           camera[trouble]();
           await page.locator('[data-testid=camera-front]').click();
           await expect(page.locator('.capture__words--bad').first()).toHaveText(words);
         }
       });`,
    );
    const { stats, attachments, output } = await play(cwd);
    expect([stats, output]).toMatchObject([{ expected: 1, unexpected: 2 }, expect.any(String)]);
    expect(output).not.toContain('ProblemError');
    expect(output).toMatch(/Expected: .*consent[^]*Received: .*declined/);
    expect(attachments.sort()).toEqual([
      ...['standin-attempts.json', 'standin-events.json', 'standin-events.json'],
      ...['standin-messages.json', 'standin-shown-back.jpg', 'standin-shown-front.jpg'],
      'standin-trace-1.html',
    ]);
  });
});
