import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BIN, makeFolder } from '../standin.js';
import { isAlive, until } from './processes.js';

jest.setTimeout(40_000);

const started: number[] = [];
const folders: ReturnType<typeof makeFolder>[] = [];

afterEach(() => {
  for (const pid of started.splice(0)) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  for (const folder of folders.splice(0)) folder.remove();
});

/** A package whose script is this, run by npm; answers npm's process and the server's once that is ready. */
async function runByNpm(script: string): Promise<{ npm: number; server: number }> {
  const folder = makeFolder();
  folders.push(folder);
  writeFileSync(join(folder.path, 'package.json'), JSON.stringify({ scripts: { idp: script } }));
  const child = spawn('npm', ['run', 'idp'], { cwd: folder.path, stdio: 'ignore' });
  const npm = child.pid ?? 0;
  started.push(npm);
  const pidOf = (): number => {
    try {
      const text = readFileSync(join(folder.path, 'data/server.json'), 'utf8');
      return (JSON.parse(text) as { pid: number }).pid;
    } catch {
      return 0;
    }
  };
  await until(() => pidOf() > 0);
  started.push(pidOf());
  return { npm, server: pidOf() };
}

const START = `"${process.execPath}" "${BIN}" start --no-irs --port 0`;

describe('a server that is run by a script of npm (contract section 1)', () => {
  it('stops when npm is told to, though npm tells its shell alone', async () => {
    const { npm, server } = await runByNpm(START);
    process.kill(npm, 'SIGTERM');
    await until(() => !isAlive(server));
    expect(isAlive(npm)).toBe(false);
  });

  it('goes on when the script put it in the background', async () => {
    const { npm, server } = await runByNpm(`${START} > log 2>&1 & wait`);
    process.kill(npm, 'SIGTERM');
    await until(() => !isAlive(npm));
    await sleep(1000);
    expect(isAlive(server)).toBe(true);
  });
});
