import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildServer } from './server.js';

const ROOT = process.cwd();
/** What the engine needs of packages, which are optional. */
const ENGINE = ['sharp', 'zxing-wasm', '@img'];

const link = (from: string, to: string): void => symlinkSync(from, to, 'junction');

export interface Installation {
  /** The program. */
  readonly bin: string;
  /** Where to run it. */
  readonly folder: string;
  remove(): void;
}

/** Standin as it is installed without its engine: neither the models nor the packages that read pictures, nor those `also` named. */
export function installWithoutEngine(also: readonly string[] = []): Installation {
  buildServer();
  const folder = mkdtempSync(join(tmpdir(), 'standin-without-engine-'));
  mkdirSync(join(folder, 'dist'));
  for (const name of ['bin', 'package.json', 'dist/standin.cjs'])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  for (const name of ['migrations', 'views', 'fixtures', 'dist/assets'])
    link(join(ROOT, name), join(folder, name));
  mkdirSync(join(folder, 'node_modules'));
  // What a link leads to finds its packages beside itself, and libsql is to miss its own here.
  cpSync(join(ROOT, 'node_modules/libsql'), join(folder, 'node_modules/libsql'), {
    recursive: true,
  });
  for (const name of readdirSync(join(ROOT, 'node_modules')))
    if (![...ENGINE, ...also, 'libsql'].includes(name) && !name.startsWith('.'))
      link(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  return {
    bin: join(folder, 'bin/standin.cjs'),
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
