import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { plainJpeg } from '../../src/engine/picture/plainJpeg.js';

const face = readFileSync('fixtures/faces/p00_selfie.jpg');
const withExif = () =>
  sharp(face)
    .withExif({ IFD0: { Artist: 'somebody', Copyright: 'at a place' } })
    .jpeg({ progressive: true })
    .toBuffer();

describe('a picture without an engine', () => {
  it('loses its metadata and what follows its end, and is the same picture', async () => {
    const given = Buffer.concat([await withExif(), Buffer.from('trailing: somebody')]);
    const made = plainJpeg(given);
    if (!made.ok) throw new Error(made.reason);
    expect(given.includes('somebody')).toBe(true);
    expect(Buffer.from(made.jpeg).includes('somebody')).toBe(false);
    const { width, height, exif } = await sharp(made.jpeg).metadata();
    expect([width, height, exif]).toEqual([made.width, made.height, undefined]);
    const pixels = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();
    expect((await pixels(made.jpeg)).equals(await pixels(given))).toBe(true);
  });

  it.each([
    ['what is no picture', Buffer.from('hello'), 'picture.not_a_picture'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'picture.not_a_picture'],
    ['a JPEG that breaks off', face.subarray(0, 2000), 'picture.not_a_picture'],
    ['a JPEG of nothing', Buffer.from('ffd8ffd9', 'hex'), 'picture.not_a_picture'],
    ['more than 16 MB', Buffer.concat([face], 16 * 1024 * 1024 + 1), 'picture.too_large'],
  ])('is refused when it is %s', (_what, bytes, reason) => {
    expect(plainJpeg(bytes)).toEqual({ ok: false, reason });
  });

  it('is refused when it is of another type, which could not be read', async () => {
    const png = await sharp(face).png().toBuffer();
    expect(plainJpeg(png)).toEqual({ ok: false, reason: 'picture.not_jpeg' });
  });

  it('is refused by its header when it has more than 50 megapixels', async () => {
    const bomb = await sharp(face).jpeg().toBuffer();
    const frame = bomb.indexOf(Buffer.from([0xff, 0xc0]));
    bomb.writeUInt16BE(60_000, frame + 5);
    bomb.writeUInt16BE(60_000, frame + 7);
    expect(plainJpeg(bomb)).toEqual({ ok: false, reason: 'picture.too_many_pixels' });
  });
});
