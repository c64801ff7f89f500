// Prints what an installation of the package takes, by package: packs it and installs it into a new folder as a user would, or
// looks at FOLDER, where it is installed already.
// Usage: node scripts/installSize.mjs [--json] [FOLDER]
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const args = process.argv.slice(2);
const given = args.find((word) => !word.startsWith('-'));

/** Bytes of the files below, as a disk gives them out: in blocks. Links are not followed. */
function bytesIn(path) {
  const stat = lstatSync(path);
  if (!stat.isDirectory()) return Math.max(stat.size, 512 * (stat.blocks ?? 0));
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0);
}

/** By package, those of one scope together, the largest first. */
function sizesIn(folder) {
  const modules = join(folder, 'node_modules');
  return readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .map((name) => ({ name, bytes: bytesIn(join(modules, name)) }))
    .sort((a, b) => b.bytes - a.bytes);
}

function install() {
  const folder = mkdtempSync(join(tmpdir(), 'standin-install-'));
  const npm = (words, cwd) => execFileSync('npm', words, { cwd, encoding: 'utf8', stdio: 'pipe' });
  const told = npm(['pack', '--json', '--pack-destination', folder], root);
  const [{ filename, size }] = JSON.parse(told.slice(told.indexOf('[\n')));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  npm(['install', '--prefer-offline', '--no-audit', '--no-fund', `./${filename}`], folder);
  return { folder, packed: size };
}

const megabytes = (bytes) => (bytes / 1e6).toFixed(1).padStart(7);

const { folder, packed } = given === undefined ? install() : { folder: given };
const packages = sizesIn(folder);
const total = packages.reduce((sum, { bytes }) => sum + bytes, 0);
if (args.includes('--json')) {
  process.stdout.write(`${JSON.stringify({ packed, total, packages })}\n`);
} else {
  const rows = packages.map(({ name, bytes }) => `${megabytes(bytes)}  ${name}`);
  const head = packed === undefined ? [] : [`${megabytes(packed)}  the tarball`];
  process.stdout.write(
    `${['     MB', ...head, `${megabytes(total)}  installed, of which`, ...rows].join('\n')}\n`,
  );
}
if (given === undefined) rmSync(folder, { recursive: true, force: true });
