import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('./postgresServer.mjs', import.meta.url));

/**
 * The URL of a throw-away PostgreSQL's maintenance database. There is one server per process that runs tests, started
 * by the first test file that asks (about 0.6 s) and stopped by its own keeper when the process is gone.
 */
export async function postgresUrl(): Promise<string> {
  const folder = join(tmpdir(), `standin-postgres-${process.pid}`);
  if (startsHere(folder))
    spawn(process.execPath, [SERVER, folder, String(process.pid)], {
      detached: true,
      stdio: 'ignore',
    }).unref();
  for (let waited = 0; waited < 50_000; waited += 20) {
    if (existsSync(join(folder, 'ready.json'))) return urlIn(folder);
    if (existsSync(join(folder, 'failed.txt')))
      throw new Error(
        `PostgreSQL did not start: ${readFileSync(join(folder, 'failed.txt'), 'utf8')}`,
      );
    await sleep(20);
  }
  throw new Error('PostgreSQL did not start in time');
}

function startsHere(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false; // an earlier test file of this process began it
  }
}

function urlIn(folder: string): string {
  const { port } = JSON.parse(readFileSync(join(folder, 'ready.json'), 'utf8')) as { port: number };
  return `postgres://standin@127.0.0.1:${port}/postgres`;
}
