import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { wearNamed } from '../../src/press/index.js';
import type { WearName } from '../../src/press/index.js';
import { DOCUMENT_TYPES, sidesOf } from '../../src/proofing/index.js';
import { persona, press } from './support.js';

async function barcodeOn(picture: Buffer): Promise<string | undefined> {
  const { data, info } = await sharp(picture)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const image = { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
  const [found] = await readBarcodes(image as Parameters<typeof readBarcodes>[0], {
    formats: ['PDF417'],
    textMode: 'Plain',
    tryInvert: false,
    tryRotate: false,
  });
  return found?.text;
}

const back = (id: string, wear?: WearName): Promise<Buffer> =>
  press.renderDocument({ person: persona(id), type: 'drivers_license', side: 'back', wear });

/** Mean of a picture's three channels, and its size. */
async function look(picture: Buffer) {
  const { channels } = await sharp(picture).stats();
  const { width, height, format } = await sharp(picture).metadata();
  return { width, height, format, means: channels.map(({ mean }) => mean) };
}

jest.setTimeout(30_000); // pictures are real, and a busy machine takes its time

let good: Buffer;

beforeAll(async () => {
  good = await back('maria');
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const wasmBinary = new Uint8Array(readFileSync(file)).buffer;
  prepareZXingModule({ overrides: { wasmBinary } });
});

describe('specimen documents', () => {
  it.each(DOCUMENT_TYPES.flatMap((type) => sidesOf(type).map((side) => [type, side] as const)))(
    'photographs a %s from the %s as a JPEG of 1600 x 1200',
    async (type, side) => {
      const picture = await press.renderDocument({ person: persona('maria'), type, side });
      expect(await look(picture)).toMatchObject({ width: 1600, height: 1200, format: 'jpeg' });
    },
  );

  it('gives the same bytes for the same order', async () => {
    expect((await back('maria')).equals(good)).toBe(true);
  });

  it('prints a side alone as a PNG of 1000 pixels', async () => {
    const order = { person: persona('james'), type: 'passport', side: 'front' } as const;
    const picture = await press.renderDocument({ ...order, view: 'print', format: 'png' });
    expect(await look(picture)).toMatchObject({ width: 1000, height: 704, format: 'png' });
  });

  it.each(['suharja', 'zoe', 'wilhelmina'])(
    'writes a barcode for %s that a reader reads back from the photograph',
    async (id) => {
      const text = await barcodeOn(await back(id));
      expect(text).toContain(`DAQ${persona(id).documents.drivers_license?.number}\n`);
      expect(text?.startsWith('@\n\x1e\rANSI 000000100001DL0031')).toBe(true);
    },
  );

  it('writes the barcode of a state ID as an ID subfile', async () => {
    const order = { person: persona('henry'), type: 'state_id', side: 'back' } as const;
    expect(await barcodeOn(await press.renderDocument(order))).toContain('IDDAQS');
  });

  it('puts the barcode of somebody else on a mismatching back', async () => {
    const text = await barcodeOn(await back('maria', 'front_back_mismatch'));
    expect(text).toContain('DAQT');
    expect(text).not.toContain('DCSALVAREZ');
  });

  it('changes nothing but the birth date where barcode and print disagree', async () => {
    const text = await barcodeOn(await back('maria', 'barcode_print_mismatch'));
    expect(text).toContain('DCSALVAREZ');
    expect(text).not.toContain('DBB06141991');
  });

  it('dates an expired card before today, also in the barcode', async () => {
    expect(await barcodeOn(await back('maria', 'expired'))).toContain('DBA04302023');
  });

  it('damages a barcode so that it cannot be read', async () => {
    expect(await barcodeOn(await back('maria', 'barcode_damaged'))).toBeUndefined();
  });

  it('darkens, bleaches and shrinks as it is told', async () => {
    const mean = ({ means }: Awaited<ReturnType<typeof look>>): number =>
      means.reduce((a, b) => a + b, 0) / 3;
    expect(mean(await look(await back('maria', 'dark')))).toBeLessThan(45);
    expect(mean(await look(await back('maria', 'glared')))).toBeGreaterThan(mean(await look(good)));
    expect((await look(await back('maria', 'low_resolution'))).width).toBeLessThan(700);
    const [red = 0, green = 1, blue = 2] = (await look(await back('maria', 'black_white'))).means;
    expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(1);
  });

  it.each(['rotated', 'perspective', 'cropped', 'jpeg_worn', 'blurred'] as const)(
    'holds and treats the camera otherwise for %s',
    async (wear) => {
      expect((await back('maria', wear)).equals(good)).toBe(false);
    },
  );
});

describe('pictures of a person', () => {
  it('shows another face for someone else, and two for two faces', async () => {
    const maria = persona('maria');
    const good = await press.pictureOf(maria, 'selfie');
    expect((await press.pictureOf(maria, 'selfie', 'someone_else')).equals(good)).toBe(false);
    const two = await press.pictureOf(maria, 'selfie', wearNamed('two_faces')?.name);
    expect(await look(two)).toMatchObject({ width: 960, height: 600 });
  });

  it('takes a wear that a selfie cannot have as good', async () => {
    const maria = persona('maria');
    const picture = await press.pictureOf(maria, 'smile', 'mrz_broken');
    expect(picture.equals(await press.pictureOf(maria, 'smile'))).toBe(true);
  });
});

describe('pressing to a folder', () => {
  it('writes each side and the selfie', async () => {
    const out = await mkdtemp(join(tmpdir(), 'press-'));
    const person = persona('maria');
    const files = await press.pressToFolder({ person, type: 'passport_card', out });
    expect(files.map((file) => file.slice(out.length + 1))).toEqual([
      'maria-passport_card-front.jpg',
      'maria-passport_card-back.jpg',
      'maria-selfie.jpg',
    ]);
    expect(await look(readFileSync(files[1] ?? ''))).toMatchObject({ format: 'jpeg' });
    await rm(out, { recursive: true });
  });
});
