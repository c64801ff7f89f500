import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A program of our own in another process, which talks by `process.send`. */
export interface Child {
  readonly process: ChildProcess;
  /** What it has said so far. */
  readonly said: readonly unknown[];
  /** Resolves when it has said so many things; throws when it ends before. */
  until(count: number): Promise<void>;
  /** Ends it at once, as kill -9 does, and resolves when it is gone. */
  kill(): Promise<void>;
  /** Resolves when it ends by itself; throws when it fails. */
  ended(): Promise<void>;
}

/** Bundles a TypeScript program (a path from the project's root) so that Node can run it; answers the file. */
export function bundle(entry: string): string {
  const outfile = join(
    ROOT,
    'node_modules/.cache/standin',
    `${entry.replace(/\W+/g, '-')}-${process.pid}.mjs`,
  );
  const options = {
    entryPoints: [join(ROOT, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
  };
  const build = "require('esbuild').buildSync(JSON.parse(process.argv[1]))"; // esbuild refuses to run in Jest's realm
  execFileSync(process.execPath, ['-e', build, JSON.stringify(options)], { cwd: ROOT });
  return outfile;
}

/** Starts a bundled program with one argument, as JSON. */
export function startChild(file: string, argument: unknown): Child {
  const child = fork(file, [JSON.stringify(argument)], {
    cwd: ROOT,
    execArgv: ['--no-warnings'],
    silent: true,
  });
  const said: unknown[] = [];
  let errors = '';
  child.stderr?.on('data', (chunk) => (errors += String(chunk)));
  child.on('message', (message) => said.push(message));
  const gone = new Promise<number | null>((resolve) =>
    child.once('close', (code) => resolve(code)),
  );
  return {
    process: child,
    said,
    async until(count) {
      while (said.length < count) {
        if (child.exitCode !== null) throw new Error(`the child ended: ${errors}`);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    async ended() {
      if ((await gone) !== 0) throw new Error(`the child failed: ${errors}`);
    },
  };
}
