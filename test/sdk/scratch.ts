import { execFile, execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = process.cwd();
const NPM_ENV = { npm_config_audit: 'false', npm_config_fund: 'false' };

export interface Ended {
  readonly code: number;
  /** What it wrote, both streams. */
  readonly output: string;
}

/** A project of somebody else's with the packed package in it. */
export interface Scratch {
  readonly folder: string;
  /** Bytes of the tarball. */
  readonly packed: number;
  write(name: string, text: string): void;
  /** Copies an example's folder into it. */
  example(name: string): string;
  run(
    command: string,
    args: readonly string[],
    wishes?: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> },
  ): Promise<Ended>;
  /** A runner's program, run by this Node.js. */
  runner(
    script: string,
    args: readonly string[],
    wishes?: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> },
  ): Promise<Ended>;
  remove(): void;
}

const environment = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => {
  const { NODE_OPTIONS: _options, JEST_WORKER_ID: _worker, ...rest } = process.env;
  return { ...rest, NO_COLOR: '1', ...more };
};

/** Packs the package and installs the tarball; what it needs comes from npm's cache where it is there. */
export function packAndInstall(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'standin-scratch-'));
  const npm = (args: readonly string[], cwd: string): string =>
    execFileSync('npm', args, { cwd, encoding: 'utf8', env: environment(NPM_ENV), stdio: 'pipe' });
  const told = npm(['pack', '--json', '--pack-destination', folder], ROOT);
  const [pack] = JSON.parse(told.slice(told.indexOf('[\n'))) as [
    { filename: string; size: number },
  ];
  writeFileSync(join(folder, 'package.json'), '{ "name": "scratch", "private": true }\n');
  npm(['install', '--prefer-offline', '--ignore-scripts', `./${pack.filename}`], folder);
  for (const runner of RUNNERS) {
    const place = join(folder, 'node_modules', runner);
    if (existsSync(place)) continue; // the package brings it along
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', runner), place, 'junction');
  }

  const run: Scratch['run'] = (command, args, { cwd = folder, env } = {}) =>
    new Promise((done) => {
      execFile(command, args, { cwd, env: environment(env) }, (error, stdout, stderr) => {
        done({ code: error === null ? 0 : Number(error.code), output: stdout + stderr });
      });
    });
  return {
    folder,
    packed: pack.size,
    write: (name, text) => writeFileSync(join(folder, name), text),
    example(name) {
      cpSync(join(ROOT, 'examples', name), join(folder, name), { recursive: true });
      return join(folder, name);
    },
    run,
    runner: (script, args, wishes) =>
      run(process.execPath, [join(ROOT, 'node_modules', script), ...args], wishes),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Their users have them; ours come from here. */
const RUNNERS = ['jest', 'vitest', '@playwright/test', 'typescript', '@types/node'];
