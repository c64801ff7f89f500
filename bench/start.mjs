// Start: from spawning `node bin/standin.cjs start` to the first 200 of discovery, and memory then, beside bare
// oidc-provider in memory, taken in turns in one run. Ratio at most 1, memory below 120 MB.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = join(import.meta.dirname, '..');
const ROUNDS = Number(process.argv[2] ?? 9);

const BARE = `
import { Provider } from 'oidc-provider';
const port = Number(process.argv[1]);
const provider = new Provider('http://localhost:' + port, { clients: [] });
provider.listen(port);`;

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

const discovery = (base) =>
  new Promise((done) => {
    get(`${base}/.well-known/openid-configuration`, { agent: false }, (response) => {
      response.resume();
      done(response.statusCode === 200);
    }).on('error', () => done(false));
  });

/** Resident memory in MB; /proc is Linux's, elsewhere the column stays empty. */
function memory(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
  } catch {
    return NaN;
  }
}

/** Spawns, asks until discovery answers, stops; `base` answers where, as soon as that is known. */
async function measure(args, base) {
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((done) => child.on('exit', done));
  try {
    const url = await base(child);
    while (!(await discovery(url))) {
      if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended: ${child.exitCode}`);
      await sleep(2);
    }
    return { ms: performance.now() - started, mb: memory(child.pid) };
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

/** Reads the ready line of `start --json`. */
const readyLine = (child) =>
  new Promise((done, failed) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const line = text.split('\n').find((each) => each.startsWith('{') && each.endsWith('}'));
      if (line) done(JSON.parse(line).base_url);
    });
    child.on('exit', (code) => failed(new Error(`the server ended before it was ready: ${code}`)));
  });

const standin = () =>
  measure(
    ['bin/standin.cjs', 'start', '--ephemeral', '--port', '0', '--no-irs', '--json'],
    readyLine,
  );

async function bare() {
  const port = await freePort();
  const base = `http://localhost:${port}`;
  return measure(['--input-type=module', '-e', BARE, String(port)], async () => base);
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const column = (list, key) => median(list.map((each) => each[key]));

await standin(); // leaves the code cache behind
const ours = [];
const theirs = [];
for (let round = 0; round < ROUNDS; round += 1) {
  theirs.push(await bare());
  ours.push(await standin());
}

const row = (name, list) =>
  `${name.padEnd(16)} ${column(list, 'ms').toFixed(0).padStart(9)} ${column(list, 'mb').toFixed(0).padStart(8)}`;
const ratio = column(ours, 'ms') / column(theirs, 'ms');
process.stdout.write(`start to the first 200 of discovery, median of ${ROUNDS}
                        ms       MB
${row('standin', ours)}
${row('oidc-provider', theirs)}
ratio of time ${ratio.toFixed(2)} (at most 1.00), memory ${column(ours, 'mb').toFixed(0)} MB (below 120)
`);
