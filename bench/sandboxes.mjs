// Sandboxes: how many a second and how many bytes each, and what 500 open long polls of the inbox cost while nothing happens.
// Aims: under 20 ms and 100 KB for a sandbox; nothing measurable for the polls. Usage: node bench/sandboxes.mjs [sandboxes]
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { agent, control, send } from './support/http.mjs';
import { startStandin } from './support/servers.mjs';

const SANDBOXES = Number(process.argv[2] ?? 200);
const POLLS = 500;
const REST_MS = 10_000;
const folder = mkdtempSync(join(tmpdir(), 'standin-bench-'));

const bytes = () =>
  readdirSync(folder)
    .filter((name) => name.startsWith('standin.db'))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

const { base, cpu, stop } = await startStandin(['--data', folder]);

await control(base, '/sandboxes', {}); // warm
const size = bytes();
const spent = await cpu();
const started = performance.now();
for (let i = 0; i < SANDBOXES; i++) await control(base, '/sandboxes', {});
const ms = (performance.now() - started) / SANDBOXES;
const cpuEach = ((await cpu()) - spent) / SANDBOXES;
const kilobytes = (bytes() - size) / SANDBOXES / 1024;
process.stdout
  .write(`a sandbox, one after the other on SQLite: ${ms.toFixed(1)} ms (${(1000 / ms).toFixed(0)} a second), ${cpuEach.toFixed(1)} ms of CPU, ${kilobytes.toFixed(1)} KB on disk
  (aims: under 20 ms, under 100 KB; ${SANDBOXES} of them)\n`);

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
process.stdout.write(
  `at rest for ${REST_MS / 1000} s: ${alone.toFixed(0)} ms of CPU; with ${POLLS} long polls open ${open.toFixed(0)} ms\n`,
);
await stop();
agent.destroy();
await Promise.all(polls);
rmSync(folder, { recursive: true, force: true });
