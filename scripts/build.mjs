// Builds what is stale into dist/: the server's bundle, the engine's workers, styles and browser scripts. Each part is
// compared by the content of all it is made from (dist/.stamp.json), so that a second run costs next to nothing.
// Usage: node scripts/build.mjs [--package] [--warm] [--quiet]. --package builds what only the package needs, too; --warm starts
// the server once, so that its code cache exists.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const stampFile = join(root, 'dist', '.stamp.json');
const quiet = process.argv.includes('--quiet');
const forPackage = process.argv.includes('--package');

/** `from` names what a part is made of, `after` a part it is written beside, `makes` what must be there afterwards. */
const parts = [
  {
    name: 'server',
    from: ['src', 'scripts/build/bundle.mjs'],
    makes: ['dist/standin.cjs'],
    make: bundleServer,
  },
  {
    name: 'engine',
    from: ['src/engine', 'src/platform', 'scripts/build/engine.mjs'],
    makes: ['dist/engine'],
    make: () => runScript('scripts/build/engine.mjs'),
  },
  {
    name: 'assets',
    from: ['views', 'src/web', 'scripts/build/assets.mjs'],
    makes: ['dist/assets/manifest.json'],
    make: () => runScript('scripts/build/assets.mjs'),
  },
  {
    name: 'configuration schema',
    from: ['src', 'scripts/build/configSchema.mjs'],
    makes: ['dist/standin.config.schema.json'],
    make: () => runScript('scripts/build/configSchema.mjs'),
  },
  {
    name: 'sdk',
    from: ['src/sdk', 'src/platform', 'package.json', 'scripts/build/sdk.mjs'],
    makes: ['dist/sdk/cjs/package.json'],
    make: () => runScript('scripts/build/sdk.mjs'),
  },
  {
    name: 'sdk types',
    after: 'sdk',
    from: ['src', 'package.json', 'scripts/build/sdk.mjs', 'scripts/build/sdkTypes.mjs'],
    makes: ['dist/sdk/esm/types'],
    make: () => runScript('scripts/build/sdkTypes.mjs'),
    packageOnly: true,
  },
];

async function bundleServer() {
  const { bundle } = await import('./build/bundle.mjs');
  const outfile = join(root, 'dist/standin.cjs');
  await bundle({ entry: join(root, 'src/main.ts'), outfile });
}

/** Runs a part's own script in a process of its own: the machine's other core takes it. Output goes to stderr. */
function runScript(script) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [join(root, script)], {
      cwd: root,
      stdio: ['ignore', quiet ? 'ignore' : 2, 2],
    });
    child.on('error', failed);
    child.on('exit', (code) => (code === 0 ? done() : failed(new Error(`${script} failed`))));
  });
}

function filesBelow(name) {
  const path = join(root, name);
  if (!existsSync(path)) return [];
  if (/\.\w+$/.test(name)) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const contents = new Map();
function readOnce(file) {
  if (!contents.has(file)) contents.set(file, readFileSync(file));
  return contents.get(file);
}

/** Digest of a part's sources and of every package version; reading all of `src` costs some 20 ms. */
function fingerprint(part) {
  const digest = createHash('sha256').update(readOnce(join(root, 'package-lock.json')));
  for (const file of part.from.flatMap(filesBelow)) {
    digest.update(`\0${relative(root, file)}\0`).update(readOnce(file));
  }
  return digest.digest('hex');
}

function readStamps() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return {};
  }
}

function writeStamps(stamps) {
  const partial = `${stampFile}.${process.pid}`;
  writeFileSync(partial, `${JSON.stringify(stamps, null, 1)}\n`);
  renameSync(partial, stampFile);
}

async function makePart(part, mark) {
  const started = performance.now();
  await part.make();
  if (!quiet) {
    process.stderr.write(`built ${part.name} in ${Math.round(performance.now() - started)} ms\n`);
  }
  // Read again before writing: another build may have finished a part of its own meanwhile.
  writeStamps({ ...readStamps(), [part.name]: mark });
}

/** Starts the server once and stops it, which leaves its code cache in dist/. */
function warm() {
  return new Promise((done, failed) => {
    const args = ['start', '--ephemeral', '--port', '0', '--no-irs', '--json'];
    const child = spawn(process.execPath, [join(root, 'bin/standin.cjs'), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 2],
    });
    child.stdout.once('data', () => child.kill('SIGTERM'));
    child.on('error', failed);
    child.on('exit', (code) =>
      code === 0 ? done() : failed(new Error('the server did not start')),
    );
  });
}

mkdirSync(join(root, 'dist'), { recursive: true });
const stamps = readStamps();
const stale = parts
  .filter(({ packageOnly }) => !packageOnly || forPackage)
  .map((part) => ({ part, mark: fingerprint(part) }))
  .filter(
    ({ part, mark }) =>
      stamps[part.name] !== mark || part.makes.some((made) => !existsSync(join(root, made))),
  );
const making = new Map();
for (const { part, mark } of stale) {
  const before = making.get(part.after) ?? Promise.resolve();
  making.set(
    part.name,
    before.then(() => makePart(part, mark)),
  );
}
const results = await Promise.allSettled(making.values());
for (const result of results.filter(({ status }) => status === 'rejected')) {
  process.stderr.write(`${result.reason?.message ?? result.reason}\n`);
  process.exitCode = 1;
}
if (process.argv.includes('--warm') && process.exitCode === undefined) await warm();
