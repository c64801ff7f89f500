// Runs every benchmark of bench/ in turn, each in a process of its own, after a build. A benchmark prints its own table.
// Usage: node scripts/bench.mjs [name ...]
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, parse } from 'node:path';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'bench');
const wanted = process.argv.slice(2);

const run = (args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status;

/** Benchmarks in TypeScript are bundled first, beside the server's bundle, so that they measure what ships. */
async function runnable(file) {
  if (!file.endsWith('.ts')) return join(folder, file);
  const outfile = join(root, 'dist', 'bench', `${parse(file).name}.cjs`);
  const { bundle } = await import('./build/bundle.mjs');
  await bundle({ entry: join(folder, file), outfile });
  return outfile;
}

if (run([join(root, 'scripts/build.mjs')]) !== 0) process.exit(1);

const files = existsSync(folder) ? readdirSync(folder) : [];
const chosen = files
  .filter((file) => /\.(ts|mjs)$/.test(file))
  .filter((file) => wanted.length === 0 || wanted.includes(parse(file).name))
  .sort();

process.stdout.write(`Node.js ${process.version}, ${cpus().length} x ${cpus()[0]?.model}\n`);
for (const file of chosen) {
  process.stdout.write(`\n== ${parse(file).name}\n`);
  if (run([await runnable(file)]) !== 0) process.exitCode = 1;
}
