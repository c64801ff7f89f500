import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import { createEngine } from '../../src/engine/index.js';
import type { Bench } from './pictures.js';
import { CONTEXT, createBench, personaOf } from './pictures.js';

const MINUTE = 60_000;
let bench: Bench;

beforeAll(async () => {
  bench = await createBench();
}, MINUTE);

afterAll(() => bench.engine.close());

const grey = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#888888' } });

/** A PNG whose header promises `width` by `height` pixels, with next to nothing behind it. */
async function bomb(width: number, height: number): Promise<Buffer> {
  const png = await grey(1, 1).png().toBuffer();
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  return png;
}

/** The back of a card whose barcode carries this issuer's number. */
async function backOf(iin: string): Promise<Buffer> {
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm');
  const wasmBinary = new Uint8Array(await readFile(wasm)).buffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  const text = `@\n\x1e\rANSI ${iin}100101DL00310040DLDAQS1234567\nDCSSAMPLE\nDBB01011990\r`;
  const { svg } = await writeBarcode(text, { format: 'PDF417' });
  return sharp(Buffer.from(svg), { density: 300 })
    .resize(900)
    .extend({ top: 100, bottom: 100, left: 100, right: 100, background: '#ffffff' })
    .flatten({ background: '#ffffff' })
    .jpeg()
    .toBuffer();
}

it('an upload whose reader ends is refused for now, not lost', async () => {
  const workersDir = await mkdtemp(join(tmpdir(), 'standin-workers-'));
  const names = ['faceWorker.mjs', 'ssd_mobilenetv1_model.bin', 'face_recognition_model.bin'];
  for (const name of names) await writeFile(join(workersDir, name), '');
  await writeFile(join(workersDir, 'textWorker.mjs'), 'process.exit(1);');
  const engine = createEngine({ workersDir });
  const picture = await grey(400, 300).jpeg().toBuffer();
  expect(await engine.sanitizePicture(picture)).toEqual({ ok: false, reason: 'picture.not_read' });
  await engine.close();
  await rm(workersDir, { recursive: true });
});

describe('uploads (contract section 8)', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    'makes a plain JPEG of at most 1800 pixels of a %s',
    async (format) => {
      const clean = await bench.engine.sanitizePicture(
        await grey(2400, 1200)
          .withExif({ IFD0: { Artist: 'somebody' } })
          .toFormat(format)
          .toBuffer(),
      );
      if (!clean.ok) throw new Error(clean.reason);
      const made = await sharp(Buffer.from(clean.jpeg)).metadata();
      expect(made).toMatchObject({ format: 'jpeg', width: 1800, height: 900 });
      expect(made.exif).toBeUndefined();
    },
    MINUTE,
  );

  it('stands a picture upright before it forgets how it was held', async () => {
    const lying = await grey(800, 400).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await bench.engine.sanitizePicture(lying)).toMatchObject({ width: 400, height: 800 });
  });

  it.each([
    ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['text', () => Buffer.from('%PDF-1.4 and so on')],
    ['nothing', () => Buffer.alloc(0)],
    ['half a JPEG', async () => (await grey(900, 900).jpeg().toBuffer()).subarray(0, 300)],
    ['a GIF', () => grey(9, 9).gif().toBuffer()],
  ])('refuses %s', async (_, make) => {
    expect(await bench.engine.sanitizePicture(await make())).toEqual({
      ok: false,
      reason: 'picture.not_a_picture',
    });
  });

  it('refuses more than 16 MB and more than 50 megapixels without decoding', async () => {
    const start = performance.now();
    expect(await bench.engine.sanitizePicture(Buffer.alloc(16 * 1024 * 1024 + 1))).toMatchObject({
      reason: 'picture.too_large',
    });
    expect(await bench.engine.sanitizePicture(await bomb(60_000, 60_000))).toMatchObject({
      reason: 'picture.too_many_pixels',
    });
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it(
    'refuses a card with a real issuer number when the guard is on, and a specimen never',
    async () => {
      const guarded = async (iin: string) =>
        bench.engine.sanitizePicture(await backOf(iin), { guard: 'back' });
      expect(await guarded('636014')).toEqual({ ok: false, reason: 'picture.looks_real' });
      expect(await guarded('000000')).toMatchObject({ ok: true });
      expect(
        await bench.engine.sanitizePicture(await backOf('636014'), { guard: 'front' }),
      ).toMatchObject({ reason: 'picture.looks_real' });
      expect(await bench.engine.sanitizePicture(await backOf('636014'))).toMatchObject({
        ok: true,
      });
    },
    MINUTE,
  );

  it('names the picture that it refuses to inspect', async () => {
    const text = Buffer.from('no picture');
    expect(
      await bench.engine.inspect({ type: 'passport', front: text, today: CONTEXT.today }),
    ).toEqual({ ok: false, reason: 'picture.not_a_picture', details: { picture: 'front' } });
  });
});

describe('without its workers', () => {
  it('says that it is unavailable and blames nobody', async () => {
    const engine = createEngine({ workersDir: '/nonexistent' });
    const person = personaOf(bench, 'maria');
    const selfie = () => bench.press.pictureOf(person, 'selfie');
    expect(engine.available).toBe(false);
    expect(await engine.selfieCheck.check(CONTEXT, selfie, [])).toEqual({
      outcome: 'error',
      reasons: ['vendor.unavailable'],
      decidedBy: 'engine',
    });
  });
});
