import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createWorker } from '../../src/engine/worker.js';
import type { Worker } from '../../src/engine/worker.js';
import { bundle, startChild } from '../support/childProcess.js';
import type { Order } from './workerParent.js';

/** A program that answers like the engine's own and can be told to misbehave. */
const PROGRAM = `
process.on('disconnect', () => process.exit());
process.on('message', ({ say, do: what }) => {
  if (what === 'exit') process.exit(7);
  if (what === 'spin') for (;;);
  if (what === 'throw') process.send({ fault: 'no picture' });
  else process.send({ value: what === 'self' ? { pid: process.pid, env: Object.keys(process.env) } : say });
});`;

const LONG = 15_000;
let folder: string;
let file: string;
let worker: Worker;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'standin-worker-'));
  file = path.join(folder, 'worker.mjs');
  await writeFile(file, PROGRAM);
});

afterEach(() => worker.close());
afterAll(() => rm(folder, { recursive: true }));

const create = (idleMs = LONG): Worker => (worker = createWorker(file, idleMs));

async function self(): Promise<{ pid: number; env: string[] }> {
  const answer = await worker.run({ do: 'self' }, LONG);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.value as { pid: number; env: string[] };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function untilGone(pid: number): Promise<void> {
  while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('a worker process', () => {
  it('answers tasks in their order, all in one process that sees no environment', async () => {
    create();
    const answers = await Promise.all(
      [1, 2, 3].map((say) => worker.run({ say: Buffer.from([say]) }, LONG)),
    );
    expect(answers).toEqual([1, 2, 3].map((n) => ({ ok: true, value: Buffer.from([n]) })));
    const { pid, env } = await self();
    expect(pid).not.toBe(process.pid);
    expect((await self()).pid).toBe(pid);
    expect(env).not.toContain('HOME');
  });

  it('ends when idle, and another one starts with the next task', async () => {
    create(20);
    const { pid } = await self();
    await untilGone(pid);
    expect((await self()).pid).not.toBe(pid);
  });

  it('answers vendor.unavailable when it crashes, and works on', async () => {
    create();
    const answers = await Promise.all([
      worker.run({ do: 'exit' }, LONG),
      worker.run({ say: 'next' }, LONG),
    ]);
    expect(answers).toEqual([
      { ok: false, reason: 'vendor.unavailable' },
      { ok: true, value: 'next' },
    ]);
  });

  it('is killed when a task takes too long, and works on', async () => {
    create();
    const { pid } = await self();
    const late = await worker.run({ do: 'spin' }, 100);
    expect(late).toEqual({ ok: false, reason: 'vendor.timeout' });
    await untilGone(pid);
    expect(await worker.run({ say: 'next' }, LONG)).toEqual({ ok: true, value: 'next' });
  });

  it('throws what its program threw', async () => {
    create();
    await expect(worker.run({ do: 'throw' }, LONG)).rejects.toThrow('no picture');
  });

  it('answers vendor.unavailable when its file is absent', async () => {
    worker = createWorker(path.join(folder, 'absent.mjs'), LONG);
    expect(await worker.run({}, LONG)).toEqual({ ok: false, reason: 'vendor.unavailable' });
  });

  it('leaves nothing behind when the server is killed', async () => {
    create();
    const parent = startChild(bundle('test/engine/workerParent.ts'), { file } satisfies Order);
    await parent.until(1);
    const pid = Number(parent.said[0]);
    expect(isRunning(pid)).toBe(true);
    await parent.kill();
    await untilGone(pid);
  });
});
