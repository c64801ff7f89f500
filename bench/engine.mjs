// What the engine takes and how well it does: `node bench/engine.mjs [--personas N]`. Prints time of the first and of warm
// verifications (licence and selfie), event-loop delay meanwhile, memory of this process and of the workers before, while and
// after, the share of the press's good captures that pass, and distances of faces over all pairs of the synthetic people.
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildEngine } from '../scripts/build/engine.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = path.join(root, '.cache/bench');
const TODAY = '2026-11-22';
const [MATCH, REVIEW] = [0.39, 0.52];
const flag = process.argv.indexOf('--personas');
const limit = flag > 0 ? Number(process.argv[flag + 1]) : Infinity;

async function load(room) {
  await mkdir(cache, { recursive: true });
  const outfile = path.join(cache, `${room}.mjs`);
  const entry = path.join(root, `src/${room}/index.ts`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  return import(outfile);
}

const print = (name, value) => process.stdout.write(`${name.padEnd(46)} ${value}\n`);
const megabytes = (bytes) => `${Math.round(bytes / 2 ** 20)} MB`;

/** Resident memory of this process, and of the workers that it started. */
function rss() {
  const rows = execFileSync('ps', ['-A', '-o', 'ppid=,rss=,comm='], { encoding: 'utf8' })
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
    .filter(([parent, , name]) => Number(parent) === process.pid && name === 'node');
  const kilobytes = rows.reduce((sum, [, size]) => sum + Number(size), 0);
  return `${megabytes(process.memoryUsage.rss())}, ${rows.length} workers ${megabytes(kilobytes * 1024)}`;
}

const percent = (part, of) => `${part} of ${of} (${((100 * part) / of).toFixed(1)} %)`;
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

const { target } = await buildEngine();
const { createEngine } = await load('engine');
const { createPress } = await load('press');
const press = createPress({ fixtures: path.join(root, 'fixtures') });
const engine = createEngine({ workersDir: target, idleMs: 1500 });
const personas = (await press.personas.list()).slice(0, limit);

async function capture(person, type) {
  const sides = type === 'passport' ? ['front'] : ['front', 'back'];
  const [front, back] = await Promise.all(
    sides.map((side) => press.renderDocument({ person, type, side })),
  );
  return { front, back, selfie: await press.pictureOf(person, 'selfie') };
}

async function verify(person, type, { front, back, selfie }) {
  const context = { today: TODAY };
  const start = performance.now();
  const document = await engine.documentCheck.check(
    context,
    type,
    async () => ({ front, back }),
    person.attributes,
  );
  const face = await engine.selfieCheck.check(context, async () => selfie, document.portrait);
  return { ms: performance.now() - start, document, face };
}

// A persona whose document must not pass, such as an expired one, says nothing about the readers.
const excused = new Set(['document.expired', 'data.underage', 'data.name_mismatch']);

async function speed() {
  const person = personas[0];
  const pictures = await capture(person, 'drivers_license');
  print('memory before', rss());
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  print(
    'first ever, licence + selfie',
    `${Math.round((await verify(person, 'drivers_license', pictures)).ms)} ms`,
  );
  const times = [];
  for (let i = 0; i < 9; i += 1) times.push((await verify(person, 'drivers_license', pictures)).ms);
  delay.disable();
  print('warm, median of 9', `${Math.round(median(times))} ms`);
  print('event-loop delay p99', `${(delay.percentile(99) / 1e6).toFixed(1)} ms`);
  print('memory while working', rss());
  await new Promise((resolve) => setTimeout(resolve, 4000));
  print('memory after the workers ended', rss());
}

async function captures() {
  let [passed, judged] = [0, 0];
  for (const person of personas) {
    for (const type of ['drivers_license', 'passport']) {
      const { document, face } = await verify(person, type, await capture(person, type));
      const reasons = [...document.reasons, ...face.reasons];
      if (reasons.length > 0) print(`  ${person.id} ${type}`, reasons.join(' '));
      if (reasons.some((reason) => excused.has(reason))) continue;
      judged += 1;
      if (reasons.length === 0) passed += 1;
    }
  }
  print('good captures verified', percent(passed, judged));
}

async function pairs() {
  const folder = path.join(root, 'fixtures/faces');
  const worker = fork(path.join(target, 'faceWorker.mjs'), { serialization: 'advanced' });
  const findFaces = async (task) => {
    worker.send(task);
    const [{ value }] = await once(worker, 'message');
    return value;
  };
  const faces = [];
  for (const file of (await readdir(folder)).filter((name) => /^p\d\d_\w+\.jpg$/.test(name))) {
    const [face] = (await findFaces({ bytes: await readFile(path.join(folder, file)) })).faces;
    if (face) faces.push({ person: file.slice(0, 3), shot: file.slice(4, -4), ...face });
    else print('  no face', file);
  }
  worker.disconnect();
  const distances = { same: [], other: [] };
  for (const [i, a] of faces.entries()) {
    for (const b of faces.slice(i + 1)) {
      const squares = a.descriptor.reduce((sum, v, k) => sum + (v - b.descriptor[k]) ** 2, 0);
      const portrait = a.shot === 'id' || b.shot === 'id';
      distances[a.person === b.person ? 'same' : 'other'].push({ portrait, d: Math.sqrt(squares) });
    }
  }
  for (const [name, only] of [
    ['all pairs', () => true],
    ['portrait against live shot', (p) => p.portrait],
  ]) {
    const [same, other] = [distances.same.filter(only), distances.other.filter(only)];
    print(
      `${name}: same person`,
      `max ${Math.max(...same.map((p) => p.d)).toFixed(3)}, match ${percent(same.filter((p) => p.d < MATCH).length, same.length)}`,
    );
    print(
      `${name}: others`,
      `min ${Math.min(...other.map((p) => p.d)).toFixed(3)}, taken for the same ${percent(other.filter((p) => p.d < MATCH).length, other.length)}, to review ${other.filter((p) => p.d >= MATCH && p.d <= REVIEW).length}`,
    );
  }
}

await speed();
await captures();
await pairs();
await engine.close();
