// Servers under measurement: started as children that tell how much CPU they have used.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = join(import.meta.dirname, '../..');
const REPORT = join(import.meta.dirname, 'report.cjs');

/** Starts a server that prints its address as JSON; answers it with ways to ask for its CPU time and memory. */
export async function start(args, env = {}) {
  const child = spawn(process.execPath, ['-r', REPORT, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  let text = '';
  const base = await new Promise((done, failed) => {
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const line = text.split('\n').find((each) => each.startsWith('{') && each.endsWith('}'));
      if (line) done(JSON.parse(line).base_url);
    });
    child.on('exit', (code) => failed(new Error(`the server ended: ${code}`)));
  });
  const report = () =>
    new Promise((done) => {
      child.once('message', done);
      child.send('report');
    });
  return {
    base,
    /** In ms. */
    cpu: async () => {
      const { cpu } = await report();
      return (cpu.user + cpu.system) / 1000;
    },
    /** Bytes that are resident. */
    memory: async () => (await report()).memory,
    stop: () =>
      new Promise((done) => {
        child.removeAllListeners('exit');
        child.on('exit', done);
        child.disconnect(); // an open channel would keep it alive
        child.kill('SIGTERM');
      }),
  };
}

/** Standin with its embedded database kept nowhere, or as the arguments say. */
export const startStandin = (args = ['--ephemeral'], env = {}) =>
  start(['bin/standin.cjs', 'start', '--port', '0', '--no-irs', '--json', ...args], env);

/** A throw-away PostgreSQL of the tests' own kind in `folder`, which ends with this process: the settings to use it with. */
export async function postgres(folder) {
  const keeper = spawn(
    process.execPath,
    [join(root, 'test/support/postgresServer.mjs'), folder, String(process.pid)],
    { stdio: 'ignore' },
  );
  while (!existsSync(join(folder, 'ready.json'))) {
    if (keeper.exitCode !== null) throw new Error('PostgreSQL did not start');
    await sleep(50);
  }
  const { port } = JSON.parse(readFileSync(join(folder, 'ready.json'), 'utf8'));
  return {
    DATABASE_URL: `postgres://standin@127.0.0.1:${port}/postgres`,
    STANDIN_SECRET: randomBytes(32).toString('base64url'),
  };
}
