import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const BIN = fileURLToPath(new URL('../../bin/standin.cjs', import.meta.url));

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Where {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
  /** Arguments of Node.js itself. */
  readonly node?: readonly string[];
  readonly input?: string;
  /** The program, where it is not the checkout's. */
  readonly bin?: string;
}

/** Nothing of the environment of the tests but what finds programs. */
const surroundings = ({ cwd, env = {}, uid }: Where) => ({
  cwd,
  env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: cwd, ...env },
  ...(uid !== undefined && { uid, gid: uid }),
});

/** Runs the built program to its end. */
export const standin = (args: readonly string[], where: Where): Promise<Ran> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...(where.node ?? []), where.bin ?? BIN, ...args],
      { ...surroundings(where), timeout: 60_000 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ code, stdout, stderr });
      },
    );
    child.stdin?.end(where.input ?? '');
  });

export interface Started {
  /** What the ready line says. */
  readonly ready: any;
  readonly process: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  stop(): Promise<number | null>;
}

/** Starts the built server with `--json` and waits for its ready line. */
export const startServer = (args: readonly string[], where: Where): Promise<Started> =>
  launch(['start', '--json', ...args], where, (stdout) => {
    const line = stdout.split('\n').find((text) => text.startsWith('{'));
    return stdout.endsWith('\n') && line !== undefined ? JSON.parse(line) : undefined;
  });

/** Starts the program and waits until its output says what is waited for. */
export function launch(
  args: readonly string[],
  where: Where,
  readyIn: (stdout: string) => unknown,
): Promise<Started> {
  const child = spawn(process.execPath, [where.bin ?? BIN, ...args], surroundings(where));
  let stdout = '';
  let stderr = '';
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      stdout += String(chunk);
      const ready = readyIn(stdout);
      if (ready === undefined) return;
      const stop = () => {
        child.kill('SIGTERM');
        return ended;
      };
      resolve({
        ...{ ready, process: child, ended, stop },
        stdout: () => stdout,
        stderr: () => stderr,
      });
    });
    void ended.then((code) => reject(new Error(`it ended with ${code}: ${stderr}`)));
  });
}

/** A folder of the test's own, open to every user. */
export function makeFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'standin-cli-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
