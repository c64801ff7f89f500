import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { launch, makeFolder, standin, startServer, type Started } from './standin.js';

jest.setTimeout(40_000);

const FREE = ['--port', '0'];
const QUICK = ['--ephemeral', '--no-irs', ...FREE];
const running: Started[] = [];
const folders: ReturnType<typeof makeFolder>[] = [];

const folder = (): string => {
  const made = makeFolder();
  folders.push(made);
  return made.path;
};
const start = async (args: readonly string[], cwd = folder(), env = {}): Promise<Started> => {
  const started = await startServer(args, { cwd, env });
  running.push(started);
  return started;
};

afterEach(async () => {
  for (const { process: child, ended } of running.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  for (const made of folders.splice(0)) made.remove();
});

const status = async (url: string, headers = {}): Promise<number> =>
  (await fetch(url, { headers })).status;
const mode = (file: string): string => (statSync(file).mode & 0o777).toString(8);

describe('standin start (contract section 1)', () => {
  it('prints one line of JSON when ready, and nothing else on stdout', async () => {
    const { ready, stdout, process: child } = await start(['--ephemeral', ...FREE]);
    expect(stdout().trim().split('\n')).toHaveLength(1);
    expect(ready).toEqual({
      base_url: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      irs_url: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      control_url: `${ready.base_url}/control/v1`,
      issuers: expect.objectContaining({
        standard: ready.base_url,
        idme: `${ready.base_url}/oidc`,
      }),
      database: 'sqlite',
      pid: child.pid,
      ms: expect.any(Number),
    });
    expect(await status(`${ready.base_url}/.well-known/openid-configuration`)).toBe(200);
    expect(await status(`${ready.irs_url}/`)).toBe(200);
  });

  it('ends its start-up with the sentence that people look for', async () => {
    const args = ['start', '--ephemeral', '--port', '0'];
    const started = await launch(
      args,
      { cwd: folder() },
      (text) => /ready at/.exec(text) ?? undefined,
    );
    running.push(started);
    expect(started.stdout()).toMatch(
      /^the simulated IRS is at http:\/\/localhost:\d+\nstandin ready at http:\/\/localhost:\d+ in \d+ ms\n$/,
    );
  });

  it('says in server.json (0600) where it is, and forgets it at its end', async () => {
    const cwd = folder();
    const started = await start(['--no-irs', ...FREE], cwd);
    const file = join(cwd, 'data/server.json');
    expect(mode(file)).toBe('600');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      base_url: started.ready.base_url,
      control_url: started.ready.control_url,
      pid: started.process.pid,
    });
    expect((await standin(['person', 'list'], { cwd })).stdout).toBe('(none)\n');
    expect(await started.stop()).toBe(0);
    expect(existsSync(file)).toBe(false);
  });

  it('keeps nothing and says nothing in a data folder when ephemeral', async () => {
    const cwd = folder();
    await start([...QUICK, '--data', 'kept'], cwd);
    expect(existsSync(join(cwd, 'kept'))).toBe(false);
    expect(existsSync(join(cwd, 'data'))).toBe(false);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'stops cleanly within five seconds at %s, though a client holds a request open',
    async (signal) => {
      const { ready, process: child, ended, stderr } = await start(QUICK);
      const port = Number(new URL(ready.base_url).port);
      const socket = connect(port, '127.0.0.1').on('error', () => undefined);
      socket.write(
        'POST /connect/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nhalf',
      );
      await new Promise((resolve) => setTimeout(resolve, 100));
      const at = performance.now();
      child.kill(signal);
      expect(await ended).toBe(0);
      expect(performance.now() - at).toBeLessThan(5000);
      expect(stderr()).not.toMatch(/\n {4}at /);
    },
  );

  it('stops cleanly when told so the moment it is ready', async () => {
    const cwd = folder();
    const started = await start(['--no-irs', ...FREE], cwd);
    expect(await started.stop()).toBe(0);
    expect(existsSync(join(cwd, 'data/standin.db-wal'))).toBe(false);
  });

  it('stops at once at a second signal, and forgets where it was', async () => {
    const cwd = folder();
    const { ready, process: child, ended } = await start(['--no-irs', ...FREE], cwd);
    const socket = connect(Number(new URL(ready.base_url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      'POST /connect/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nhalf',
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    child.kill('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const at = performance.now();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(performance.now() - at).toBeLessThan(1000);
    expect(existsSync(join(cwd, 'data/server.json'))).toBe(false);
  });

  it('takes the port of the IRS that it is given', async () => {
    const taken = await start(QUICK);
    const port = Number(new URL(taken.ready.base_url).port);
    await taken.stop();
    const { ready } = await start(['--ephemeral', ...FREE, '--irs-port', String(port)]);
    expect(ready.irs_url).toBe(`http://localhost:${port}`);
  });

  it('names no IRS with --no-irs', async () => {
    expect((await start(QUICK)).ready).not.toHaveProperty('irs_url');
  });

  it('prints every value with where it came from, and starts nothing, at --check-config', async () => {
    const args = ['start', '--check-config', '--port', '4999'];
    const env = {
      LOG_LEVEL: 'warn',
      STANDIN_CONTROL_TOKEN: 'do-not-tell',
      STANDIN_CONFIG_INLINE: 'records: strict',
    };
    const { code, stdout } = await standin(args, { cwd: folder(), env });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^port +4999 +flag$/m);
    expect(stdout).toMatch(/^log_level +warn +environment$/m);
    expect(stdout).toMatch(/^records +strict +file$/m);
    expect(stdout).toMatch(/^data +\.\/data +default$/m);
    expect(stdout).toMatch(/^irs_port +\(port \+ 1\) +default$/m);
    expect(stdout).toMatch(/^public_url +- +default$/m);
    expect(stdout).not.toContain('do-not-tell');
    const { settings, sandbox } = JSON.parse(
      (await standin([...args, '--json'], { cwd: folder(), env })).stdout,
    );
    expect(settings).toContainEqual({ key: 'port', value: '4999', source: 'flag' });
    expect(settings).toContainEqual({
      ...{ key: 'control_token', value: '(secret)', source: 'environment' },
    });
    expect(sandbox).toEqual({});
  });

  it('refuses one port for the provider and the IRS', async () => {
    const args = ['start', '--check-config', '--port', '4999', '--irs-port', '4999'];
    const { code, stderr } = await standin(args, { cwd: folder() });
    expect({ code, stderr }).toEqual({
      ...{ code: 2, stderr: 'standin: irs_port must not be 4999, the port of the provider\n' },
    });
  });
});

describe('the token of the control API (contract section 4)', () => {
  it('is not asked for on loopback', async () => {
    const { ready } = await start(QUICK);
    expect(ready).not.toHaveProperty('control_token');
    expect(await status(`${ready.control_url}/people`)).toBe(200);
  });

  it('is made on another address, asked for, and kept (0600) for the next start', async () => {
    const cwd = folder();
    const args = ['--no-irs', '--host', '0.0.0.0', ...FREE];
    const first = await start(args, cwd);
    const token = first.ready.control_token as string;
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await status(`${first.ready.control_url}/people`)).toBe(401);
    const bearer = { authorization: `Bearer ${token}` };
    expect(await status(`${first.ready.control_url}/people`, bearer)).toBe(200);
    expect((await standin(['person', 'list'], { cwd })).stdout).toBe('(none)\n');
    expect(mode(join(cwd, 'data/control-token'))).toBe('600');
    await first.stop();
    expect((await start(args, cwd)).ready.control_token).toBe(token);
  });

  it('is told once, with how it is used', async () => {
    const cwd = folder();
    const args = ['start', '--no-irs', '--host', '0.0.0.0', '--port', '0'];
    const say = async (): Promise<string> => {
      const started = await launch(args, { cwd }, (text) => /ready at/.exec(text) ?? undefined);
      running.push(started);
      await started.stop();
      return started.stdout();
    };
    const told = await say();
    const token = readFileSync(join(cwd, 'data/control-token'), 'utf8').trim();
    expect(told).toContain(`told once: ${token}\n`);
    expect(told).toContain('Authorization: Bearer <token>');
    expect(told).toContain('STANDIN_TOKEN');
    // By itself and in the console link, and never again.
    expect(told.split(token)).toHaveLength(3);
    const again = await say();
    expect(again).not.toContain(token);
    expect(again).toContain('asks for the token in data/control-token');
  });

  it('is the one of STANDIN_CONTROL_TOKEN where that is given', async () => {
    const cwd = folder();
    const env = { STANDIN_CONTROL_TOKEN: 'a-token-of-my-own' };
    const { ready } = await start(['--no-irs', '--host', '0.0.0.0', ...FREE], cwd, env);
    expect(ready.control_token).toBe('a-token-of-my-own');
    expect(await status(`${ready.control_url}/people`)).toBe(401);
    expect(existsSync(join(cwd, 'data/control-token'))).toBe(false);
  });
});
