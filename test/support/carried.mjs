// Tests want a browser and a PostgreSQL: the system's where it has them, else those that npm packages carry. These are a project of
// their own, `test/carried`, so that whoever only starts the server does not install them (130 MB).
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../carried');
const MANIFEST = join(FOLDER, 'package.json');

/** Loads and resolves as a module of that project does. */
export const requireCarried = createRequire(MANIFEST);

const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The system's Chromium, if it has one. */
export const systemChromium = () => BROWSERS.find((path) => existsSync(path));

/** The folder of the newest PostgreSQL of a Debian, if it has one. */
export function systemPostgres() {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return versions
    .map((version) => join(root, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
}

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** What is installed of a package; undefined where it is not. */
export function carriedVersion(name) {
  const file = join(FOLDER, 'node_modules', name, 'package.json');
  return existsSync(file) ? read(file).version : undefined;
}

const isInstalled = () =>
  Object.entries(read(MANIFEST).dependencies).every(
    ([name, version]) => carriedVersion(name) === version,
  );

const npm =
  process.env.npm_execpath ??
  join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');

/** Installs them where the system lacks one and they are not there as the lock file says. */
export function fetchCarried() {
  if ((systemChromium() && systemPostgres()) || isInstalled()) return;
  process.stdout.write('tests need a browser and a database: installing test/carried\n');
  const args = ['ci', '--prefix', FOLDER, '--prefer-offline', '--loglevel', 'error'];
  const { status } = spawnSync(process.execPath, [npm, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
