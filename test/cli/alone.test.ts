import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { clockFinding, nodeFinding } from '../../src/cli/start/doctor/machine.js';
import { openPostgres } from '../support/databases.js';
import { makeFolder, standin, startServer, type Ran } from './standin.js';

jest.setTimeout(60_000);

const SECRET = Buffer.alloc(32, 7).toString('base64url');
const folder = makeFolder();
afterAll(() => folder.remove());
const run = (args: readonly string[], env: Record<string, string> = {}): Promise<Ran> =>
  standin(args, { cwd: folder.path, env });

describe('standin press', () => {
  it('writes both sides of a document and the selfie, without a server', async () => {
    const { code, stdout } = await run([
      ...['press', '--persona', 'maria', '--type', 'drivers_license', '--out', 'pictures'],
    ]);
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toEqual([
      'pictures/maria-drivers_license-front.jpg',
      'pictures/maria-drivers_license-back.jpg',
      'pictures/maria-selfie.jpg',
    ]);
    expect(readdirSync(join(folder.path, 'pictures'))).toHaveLength(3);
  });

  it('wears the pictures by name or by reason code', async () => {
    const press = ['press', '--persona', 'maria', '--type', 'passport', '--out', 'worn', '--json'];
    const { stdout } = await run([...press, '--wear', 'image_blurred']);
    expect(JSON.parse(stdout).files[0]).toBe('worn/maria-passport-front-blurred.jpg');
  });

  it('lists the wears with what the engine says to each', async () => {
    const { stdout } = await run(['press', '--list']);
    expect(stdout).toMatch(/^blurred +document selfie +document\.image_blurred +Out of focus\.$/m);
    expect(
      JSON.parse((await run(['press', '--list', '--json'])).stdout).items.length,
    ).toBeGreaterThan(10);
  });

  it.each([
    [
      'an unknown persona',
      ['--persona', 'x', '--type', 'passport', '--out', 'o'],
      2,
      'known: maria',
    ],
    [
      'an unknown wear',
      ['--persona', 'maria', '--type', 'passport', '--out', 'o', '--wear', 'x'],
      2,
      'known: good',
    ],
    ['no folder', ['--persona', 'maria', '--type', 'passport'], 2, '--out is missing'],
    [
      'a folder that is a file',
      ['--persona', 'maria', '--type', 'passport', '--out', 'file'],
      1,
      'cannot be written',
    ],
  ])('refuses %s', async (_, args, exit, said) => {
    writeFileSync(join(folder.path, 'file'), '');
    const { code, stderr } = await run(['press', ...args]);
    expect(code).toBe(exit);
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});

describe('standin inspect', () => {
  const pictures = (name: string) => [
    ...['inspect', '--type', 'drivers_license', '--json', '--selfie', `${name}/maria-selfie.jpg`],
    ...['--front', `${name}/maria-drivers_license-front.jpg`],
    ...['--back', `${name}/maria-drivers_license-back.jpg`],
  ];
  const press = ['press', '--persona', 'maria', '--type', 'drivers_license', '--out', 'good'];

  it('asks the engine in this process when no server runs, and a running one when there is', async () => {
    await run(press);
    const here = await run(pictures('good'));
    expect([here.stderr, here.code]).toEqual(['', 0]);
    expect(JSON.parse(here.stdout)).toMatchObject({ outcome: 'pass', reasons: [] });
    const server = await startServer(['--ephemeral', '--no-irs', '--port', '0'], {
      cwd: folder.path,
    });
    const there = await run(pictures('good'), { STANDIN_URL: server.ready.base_url });
    await server.stop();
    expect(JSON.parse(there.stdout)).toMatchObject({ outcome: 'pass', reasons: [] });
  });

  it('says what is wrong with the pictures, also when the last server died without a word', async () => {
    mkdirSync(join(folder.path, 'data'), { recursive: true });
    const dead = { base_url: 'http://127.0.0.1:1', pid: 1 };
    writeFileSync(join(folder.path, 'data/server.json'), JSON.stringify(dead));
    await run([...press, '--wear', 'blurred']);
    const front = 'good/maria-drivers_license-front-blurred.jpg';
    const args = ['inspect', '--type', 'drivers_license', '--front', front];
    const { code, stdout } = await run(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^outcome +retry$/m);
    expect(stdout).toMatch(/^document\.image_blurred +\S+/m);
  });

  it('refuses what is no picture, a file that is not there, and a server that was named and is not there', async () => {
    writeFileSync(join(folder.path, 'text.jpg'), 'hello');
    const args = ['inspect', '--type', 'passport', '--front'];
    const text = await run([...args, 'text.jpg']);
    expect([text.code, text.stderr]).toEqual([1, expect.stringMatching(/^standin: .*front/)]);
    expect((await run([...args, 'gone.jpg'])).stderr).toBe(
      'standin: --front: gone.jpg cannot be read\n',
    );
    const named = await run([...args, 'text.jpg', '--url', 'http://127.0.0.1:1']);
    expect([named.code, named.stderr]).toEqual([1, expect.stringContaining('no server answers')]);
  });
});

describe('standin migrate', () => {
  it('makes the tables of the embedded database, and nothing the second time', async () => {
    const first = await run(['migrate', '--data', 'migrated']);
    expect(first.stdout).toMatch(
      /^the database in migrated is up to date; applied \d+ migrations\n$/,
    );
    const second = await run(['migrate', '--data', 'migrated']);
    expect(second.stdout).toBe('the database in migrated is up to date; nothing was done\n');
    const { stdout } = await run(['migrate', '--data', 'migrated', '--json']);
    expect(JSON.parse(stdout)).toEqual({ database: 'sqlite', applied: 0 });
  });

  it('makes the tables on PostgreSQL, on which doctor and start go on', async () => {
    const { url = '', close } = await openPostgres({ empty: true });
    const env = { DATABASE_URL: url, STANDIN_SECRET: SECRET };
    const before = await run(['doctor', '--port', '0'], env);
    expect(before.stdout).toMatch(/^ok {4}database +is empty/m);
    const { stdout } = await run(['migrate', '--json'], env);
    expect(JSON.parse(stdout)).toEqual({ database: 'postgres', applied: expect.any(Number) });
    const server = await startServer(['--no-irs', '--port', '0', '--data', 'pg'], {
      cwd: folder.path,
      env,
    });
    expect(server.ready.database).toBe('postgres');
    expect(await server.stop()).toBe(0);
    const after = await run(['doctor', '--port', '0'], env);
    expect([after.code, after.stdout]).toEqual([
      0,
      expect.stringMatching(/database +answers and is up/),
    ]);
    const other = { ...env, STANDIN_SECRET: Buffer.alloc(32, 8).toString('base64url') };
    const { code, stdout: told } = await run(['doctor', '--port', '0'], other);
    expect([code, told]).toEqual([1, expect.stringMatching(/^FAIL {2}deployment key /m)]);
    await close();
  });
});

describe('standin doctor', () => {
  it('finds a machine well on which nothing was started yet, and changes nothing', async () => {
    mkdirSync(join(folder.path, 'untouched'));
    const { code, stdout, stderr } = await run([
      'doctor',
      '--port',
      '0',
      '--data',
      'untouched/data',
    ]);
    expect([stderr, code]).toEqual(['', 0]);
    const names = stdout
      .trim()
      .split('\n')
      .map((line) => /^ok {4}(.{16})/.exec(line)?.[1]?.trim());
    expect(names).toEqual([
      ...['node', 'clock', 'assets', 'fonts', 'engine', 'configuration', 'port', 'IRS port'],
      ...['camera', 'data folder', 'database', 'deployment key'],
    ]);
    expect(readdirSync(join(folder.path, 'untouched'))).toEqual([]);
  });

  it('says who holds a port and what to do, with exit code 1', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const { port } = holder.address() as AddressInfo;
    const { code, stdout } = await run(['doctor', '--port', String(port), '--no-irs']);
    await new Promise((resolve) => holder.close(resolve));
    expect(code).toBe(1);
    expect(stdout).toMatch(
      new RegExp(`^FAIL {2}port +${port} is in use by .*; start with --port \\d+$`, 'm'),
    );
  });

  it('asks the running server about its data, and knows its port', async () => {
    const server = await startServer(['--no-irs', '--port', '0'], { cwd: folder.path });
    const { port } = new URL(server.ready.base_url);
    const { code, stdout } = await run(['doctor', '--json', '--no-irs', '--port', port]);
    await server.stop();
    expect(code).toBe(0);
    const findings = JSON.parse(stdout).findings as { name: string; ok: boolean; detail: string }[];
    const detail = (name: string) => findings.find((one) => one.name === name)?.detail;
    expect(detail('database')).toBe('answers the running server and is up to date');
    if (process.platform === 'linux')
      expect(detail('port')).toBe(`${port} is the running server's`);
  });

  it('names every wrong setting', async () => {
    const { code, stdout } = await run(['doctor'], { PORT: 'x', LOG_LEVEL: 'y' });
    expect(code).toBe(1);
    expect(stdout.match(/^FAIL {2}configuration /gm)).toHaveLength(2);
  });

  it('finds an old Node.js and a clock that cannot be right', () => {
    expect(nodeFinding('v20.18.3').ok).toBe(false);
    expect(nodeFinding('v20.19.0').ok).toBe(true);
    expect(nodeFinding('v24.1.0').ok).toBe(true);
    const built = Date.parse('2026-01-01');
    expect(clockFinding(Date.parse('2026-02-01'), built).ok).toBe(true);
    expect(clockFinding(0, built).ok).toBe(false);
    expect(clockFinding(Date.parse('2099-01-01'), built).ok).toBe(false);
  });
});
