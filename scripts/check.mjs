// The fast gate: types, lint, format, dependency rules, dead code, lock file. Each check is a program of its own; as many run
// at once as the machine has cores, longest first. Prints a line per check and the words of those that failed.
// Usage: node scripts/check.mjs [name ...]
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** The program a package brings, run by this Node.js: no shell and no .cmd file in between. */
function program(name, bin = name) {
  const folder = join(root, 'node_modules', name);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[bin]);
}

const npm =
  process.env.npm_execpath ??
  join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');
const CACHED = ['--cache', '--cache-strategy', 'content', '--cache-location', '.cache/prettier'];

/** Longest first. */
const checks = [
  ['format', [program('prettier'), '--check', '--log-level', 'warn', '.', ...CACHED]],
  ['lint and types', [program('oxlint'), '.']],
  ['dead code', [program('knip')]],
  ['directions', ['scripts/check/dependencies.mjs']],
  ['start', ['scripts/check/start.mjs']],
  ['lock file', [npm, 'ci', '--dry-run', '--ignore-scripts']],
  ['lock file of tests', [npm, 'ci', '--dry-run', '--prefix', 'test/carried']],
];

/** Runs one check; answers what it said and how long it took. A warning is shown, and fails nothing. */
function run([name, args]) {
  const started = performance.now();
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const hear = (chunk) => (said += chunk);
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', (error) => done({ name, ok: false, said: error.message, seconds: 0 }));
    child.on('close', (code) => {
      const seconds = (performance.now() - started) / 1000;
      done({ name, ok: code === 0, said: said.trim(), seconds });
    });
  });
}

function print({ name, ok, said, seconds }) {
  process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)\n`);
  if (!ok || (name === 'lint and types' && said)) process.stdout.write(`${said}\n`);
}

const wanted = process.argv.slice(2);
const queue = checks.filter(([name]) => wanted.length === 0 || wanted.includes(name));
const failed = [];
async function worker() {
  for (let check = queue.shift(); check; check = queue.shift()) {
    const result = await run(check);
    print(result);
    if (!result.ok) failed.push(result.name);
  }
}
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker));
process.stdout.write(failed.length > 0 ? `check failed: ${failed.join(', ')}\n` : 'check passed\n');
process.exitCode = failed.length > 0 ? 1 : 0;
