import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Jest runs from the checkout's root. */
const ROOT = process.cwd();

export interface RunningServer {
  readonly baseUrl: string;
  readonly irsUrl: string;
  readonly controlUrl: string;
  readonly pid: number;
  /** What it has written so far, logs and all. */
  output(): string;
  /** Ends it as a person would (SIGTERM), and at once when it does not go. */
  close(): Promise<void>;
}

export interface ServerWishes {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The program, where it is not the checkout's. */
  readonly bin?: string;
}

/** Builds what is stale; costs next to nothing when nothing is. */
export const buildServer = (): void => {
  execFileSync(process.execPath, [join(ROOT, 'scripts/build.mjs'), '--quiet'], { stdio: 'pipe' });
};

/** The built program in a process of its own, on free ports, keeping nothing: as `standin start --ephemeral` runs it. */
export async function startServer({
  args = [],
  env = {},
  bin = join(ROOT, 'bin/standin.cjs'),
}: ServerWishes = {}): Promise<RunningServer> {
  buildServer();
  const folder = mkdtempSync(join(tmpdir(), 'standin-server-'));
  const command = [bin, 'start', '--ephemeral', '--port', '0', '--json'];
  const child = spawn(process.execPath, [...command, ...args], {
    cwd: folder, // no configuration file of ours
    env: { ...process.env, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const orphaned = () => child.kill('SIGKILL');
  process.once('exit', orphaned);
  let output = '';
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  const ready = await readiness(child, () => output);
  return {
    baseUrl: ready.base_url,
    irsUrl: ready.irs_url,
    controlUrl: ready.control_url,
    pid: ready.pid,
    output: () => output,
    async close() {
      process.removeListener('exit', orphaned);
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Readiness {
  readonly base_url: string;
  readonly irs_url: string;
  readonly control_url: string;
  readonly pid: number;
}

/** The line of JSON that says where it listens. */
async function readiness(child: ChildProcess, output: () => string): Promise<Readiness> {
  if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith('{"base_url"')) return JSON.parse(line) as Readiness;
    }
  }
  throw new Error(`the server did not start: ${output()}`);
}

const PATIENCE_MS = 5000;

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  await gone;
  clearTimeout(timer);
}
