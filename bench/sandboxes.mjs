// A thousand live sandboxes in one process on each engine: how many a second, how many bytes each, what the first sign-in in one
// costs (its keys are made then); and what 500 open long polls of the inbox cost while nothing happens. Aims: under 20 ms and
// 100 KB for a sandbox; nothing measurable for the polls. Usage: node bench/sandboxes.mjs [sandboxes]
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { agent, control, send } from './support/http.mjs';
import { postgres, startStandin } from './support/servers.mjs';

const SANDBOXES = Number(process.argv[2] ?? 1000);
const USED = 12;
const POLLS = 500;
const REST_MS = 10_000;
const APP = { client_id: 'app', redirect_uris: ['http://localhost:3999/callback'] };
const folder = mkdtempSync(join(tmpdir(), 'standin-bench-'));

const bytesOfFiles = () =>
  readdirSync(folder)
    .filter((name) => name.startsWith('standin.db'))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

async function bytesOfDatabase(url) {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query('SELECT pg_database_size(current_database()) AS size');
  await client.end();
  return Number(rows[0].size);
}

/** What each of the sandboxes costs on the server and in its database. */
async function measureMaking({ base, cpu }, bytes) {
  await control(base, '/sandboxes', {}); // warm
  const [size, spent, started] = [await bytes(), await cpu(), performance.now()];
  for (let i = 0; i < SANDBOXES; i++) await control(base, '/sandboxes', { id: `box-${i}` });
  const ms = (performance.now() - started) / SANDBOXES;
  const cpuEach = ((await cpu()) - spent) / SANDBOXES;
  const kilobytes = ((await bytes()) - size) / SANDBOXES / 1024;
  return `a sandbox, one after the other: ${ms.toFixed(1)} ms (${(1000 / ms).toFixed(0)} a second), ${cpuEach.toFixed(1)} ms of CPU, ${kilobytes.toFixed(1)} KB (aims: under 20 ms, under 100 KB)`;
}

/** Every one of them is asked for its discovery document; some are signed in to, twice. */
async function measureUse({ base, memory }) {
  for (let i = 0; i < SANDBOXES; i++) {
    const { status } = await send(`${base}/s/box-${i}/.well-known/openid-configuration`);
    if (status !== 200) throw new Error(`discovery of box-${i} answers ${status}`);
  }
  const times = [[], []];
  for (let i = 0; i < USED; i++) {
    const own = `${base}/s/box-${i}`;
    await control(own, '/clients', APP);
    await control(own, '/people', { id: 'ana' });
    for (const list of times) {
      const started = performance.now();
      const asked = { client_id: 'app', person: 'ana', scope: 'openid', exchange: true };
      const { claims } = await control(own, '/sign-in', asked);
      if (claims?.iss !== own) throw new Error('not signed in');
      list.push(performance.now() - started);
    }
  }
  const [first, next] = times.map((list) => list.sort((a, b) => a - b)[USED >> 1].toFixed(0));
  const megabytes = (await memory()) / 1024 ** 2;
  return `${SANDBOXES} of them live in one process: ${megabytes.toFixed(0)} MB; the first sign-in in one ${first} ms, the next ${next} ms (medians of ${USED})`;
}

async function measurePolls({ base, cpu }) {
  /** CPU in ms while nobody asks anything. */
  async function rest() {
    const before = await cpu();
    await sleep(REST_MS);
    return (await cpu()) - before;
  }
  await sleep(2000);
  const alone = await rest();
  const polls = Array.from({ length: POLLS }, () =>
    send(`${base}/control/v1/messages?wait=60`).catch(() => undefined),
  );
  await sleep(10_000); // they have all come by then, on a busy machine, too
  const open = await rest();
  return {
    polls,
    line: `at rest for ${REST_MS / 1000} s: ${alone.toFixed(0)} ms of CPU; with ${POLLS} long polls open ${open.toFixed(0)} ms`,
  };
}

const engines = {
  SQLite: () => ({ env: {}, bytes: bytesOfFiles }),
  PostgreSQL: async () => {
    const env = await postgres(folder);
    return { env, bytes: () => bytesOfDatabase(env.DATABASE_URL) };
  },
};
for (const [name, prepare] of Object.entries(engines)) {
  const { env, bytes } = await prepare();
  const server = await startStandin(['--data', folder], env);
  process.stdout.write(`on ${name}\n  ${await measureMaking(server, bytes)}\n`);
  process.stdout.write(`  ${await measureUse(server)}\n`);
  const { polls, line } = await measurePolls(server);
  process.stdout.write(`  ${line}\n`);
  await server.stop();
  agent.destroy();
  await Promise.all(polls);
}
rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
