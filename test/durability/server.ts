import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openDatabase, type Database } from '../../src/storage/index.js';
import { openSqlite } from '../../src/storage/sqlite.js';
import { openPostgres, TEST_SECRET } from '../support/databases.js';

const ROOT = process.cwd(); // Jest runs from the checkout's root

/** Where servers of one deployment keep their data, and a connection of the test's own to look into it. */
export interface Place {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  open(): Promise<Database>;
  remove(): Promise<void>;
}

/** A data folder of the embedded database. */
export function sqlitePlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'standin-durability-'));
  return {
    args: ['--data', folder],
    env: {},
    open: () => openSqlite({ file: join(folder, 'standin.db') }),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A database of its own on PostgreSQL. */
export async function postgresPlace(): Promise<Place> {
  const opened = await openPostgres({ empty: true });
  const url = opened.url ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'standin-durability-'));
  return {
    args: ['--database-url', url, '--data', folder],
    env: { STANDIN_SECRET: TEST_SECRET },
    open: () => openDatabase({ url, connections: 1 }),
    async remove() {
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One life of a server. */
export interface Server {
  readonly base: string;
  output(): string;
  /** Ends it at once (kill -9) and resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to stop (SIGTERM); resolves with its exit code. */
  stop(): Promise<number | null>;
}

/** Starts the built program and resolves when it says that it is ready; throws with what it said when it ends instead. */
export async function startServer(
  place: Place,
  port: number,
  args: readonly string[] = [],
): Promise<Server> {
  const child = launch(place, ['--port', String(port), '--no-irs', ...args]);
  const gone = once(child, 'exit') as Promise<[number | null]>;
  const orphaned = () => child.kill('SIGKILL');
  process.once('exit', orphaned);
  void gone.then(() => process.removeListener('exit', orphaned));
  let output = '';
  child.stderr?.on('data', (chunk) => (output += String(chunk)));
  await ready(child, () => output);
  return {
    base: `http://localhost:${port}`,
    output: () => output,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    async stop() {
      child.kill('SIGTERM');
      const [code] = await gone;
      return code;
    },
  };
}

const launch = (place: Place, args: readonly string[]): ChildProcess =>
  spawn(
    process.execPath,
    [join(ROOT, 'bin/standin.cjs'), 'start', '--json', ...place.args, ...args],
    {
      cwd: tmpdir(), // no configuration file of ours
      // What clients do wrong here is told as a warning, and meant to be.
      env: { ...process.env, LOG_LEVEL: 'error', STANDIN_CLIENTS: 'refuse', ...place.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );

async function ready(child: ChildProcess, output: () => string): Promise<void> {
  if (child.stdout)
    for await (const line of createInterface({ input: child.stdout }))
      if (line.startsWith('{"base_url"')) return;
  throw new Error(`the server did not start: ${output()}`);
}

/** Runs the program until it ends by itself. */
export async function runServer(
  place: Place,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = launch(place, args);
  let said = '';
  child.stderr?.on('data', (chunk) => (said += String(chunk)));
  child.stdout?.resume();
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

/** A port that is free, and stays so between two lives: below those that systems give to outgoing connections. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 15_000 + Math.floor(Math.random() * 15_000);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, 'localhost', () => resolve(true));
    });
    await new Promise((resolve) => server.close(resolve));
    if (free) return port;
  }
}
