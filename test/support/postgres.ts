import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  if (!hasKeeper(folder)) startKeeper(folder);
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

/** Whether an earlier test file of this process has started it; a folder of a process long gone does not count. */
function hasKeeper(folder: string): boolean {
  try {
    process.kill(Number(readFileSync(join(folder, 'keeper.pid'), 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}

function startKeeper(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const keeper = spawn(process.execPath, [SERVER, folder, String(process.pid)], {
    detached: true,
    stdio: 'ignore',
  });
  keeper.unref();
  writeFileSync(join(folder, 'keeper.pid'), String(keeper.pid));
}

function urlIn(folder: string): string {
  const { port } = JSON.parse(readFileSync(join(folder, 'ready.json'), 'utf8')) as { port: number };
  return `postgres://standin@127.0.0.1:${port}/postgres`;
}
