import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPool, type Pool } from '../../src/engine/pool.js';
import type { Side } from '../../src/proofing/index.js';

/** Every reading has a width of its own; the guard looks for a barcode on backs, for everything on fronts. */
const PROGRAM = `
let read = 0;
const reading = () => ({ quality: { width: process.pid * 1000 + read++ }, barcode: { text: 'AAMVA', turned: 0 }, mrz: { lines: ['P<UTO'] }, printed: [] });
const clean = ({ bytes, guard }) => ({
  ok: true, jpeg: bytes, width: 1, height: 1,
  ...(guard && { lookup: { question: { barcode: true, text: guard === 'front' }, reading: reading() } }),
});
process.on('disconnect', () => process.exit());
process.on('message', (task) => process.send({ value: task.kind === 'sanitize' ? clean(task) : reading() }));`;

const LONG = 15_000;
let folder: string;
let pool: Pool;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'standin-pool-'));
  await writeFile(path.join(folder, 'textWorker.mjs'), PROGRAM);
});
afterEach(() => pool.close());
afterAll(() => rm(folder, { recursive: true }));

async function guarded(picture: Buffer, guard: Side | undefined) {
  const answer = await pool.sanitize({ kind: 'sanitize', bytes: picture, guard }, LONG);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.value;
}

async function read(picture: Buffer, question: { barcode: boolean; text: boolean }) {
  const answer = await pool.document({ kind: 'document', bytes: picture, question }, LONG);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.value;
}

describe('what the guard read of a picture', () => {
  const picture = Buffer.from('a picture');

  it('answers the check of the same picture, as far as it was asked for', async () => {
    pool = createPool(folder, LONG);
    expect(await guarded(picture, 'front')).not.toHaveProperty('lookup');
    const { quality, ...text } = await read(picture, { barcode: false, text: true });
    expect(text).toEqual({ mrz: { lines: ['P<UTO'] }, printed: [] });
    expect(await read(picture, { barcode: true, text: false })).toEqual({
      ...{ quality, barcode: { text: 'AAMVA', turned: 0 }, printed: [] },
    });
    const another = await read(Buffer.from('another'), { barcode: false, text: true });
    expect(another.quality).not.toEqual(quality);
  });

  it('does not answer what it did not look for', async () => {
    pool = createPool(folder, LONG);
    await guarded(picture, 'back');
    const everything = () => read(picture, { barcode: true, text: true });
    expect((await everything()).quality).not.toEqual((await everything()).quality);
  });

  it('is not there without the guard, and is forgotten with the workers', async () => {
    pool = createPool(folder, 50);
    const barcode = () => read(picture, { barcode: true, text: false });
    await guarded(picture, undefined);
    expect((await barcode()).quality).not.toEqual((await barcode()).quality);
    await guarded(picture, 'back');
    const { quality } = await barcode();
    while ((await barcode()).quality.width === quality.width)
      await new Promise((resolve) => setTimeout(resolve, 10));
  });
});
