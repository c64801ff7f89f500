import type { Sharp } from 'sharp';
import type { WearName } from '../wears.js';
import type { Pixels } from './photograph.js';
import type { Pose } from './pose.js';

export type Format = 'jpeg' | 'png';

/** Poses that a wear asks for; the others are held straight. */
const POSES: Readonly<Partial<Record<WearName, Partial<Pose>>>> = {
  rotated: { turn: 12, fill: 0.74 },
  perspective: { lean: 0.1, slant: 0.05, fill: 0.76 },
  cropped: { shift: [-0.24, 0.02], fill: 0.82 },
  upside_down: { turn: 181 },
  sideways: { turn: 89, fill: 0.6 },
  two_documents: { shift: [0, -0.245], fill: 0.5 },
};

/** How the camera is held; `sway` in [0, 1) makes two good pictures differ a little. */
export const poseFor = (wear: WearName, sway: number): Pose => ({
  fill: 0.8,
  turn: sway * 4 - 2,
  lean: 0.012 + sway * 0.02,
  slant: 0.015 - sway * 0.02,
  shift: [sway * 0.02 - 0.01, 0.01 - sway * 0.02],
  ...POSES[wear],
});

/** A lamp's reflection that burns out about a sixth of the picture. */
function reflection({ width, height }: Pixels): Buffer {
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><radialGradient id="g"><stop offset="0.72" stop-color="#fff"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs>
    <ellipse cx="${width * 0.52}" cy="${height * 0.52}" rx="${width * 0.36}" ry="${height * 0.26}" fill="url(#g)"/></svg>`);
}

type Step = (picture: Sharp, pixels: Pixels) => Sharp;

const STEPS: Readonly<Partial<Record<WearName, Step>>> = {
  blurred: (picture) => picture.blur(6),
  dark: (picture) => picture.linear(0.16, 0),
  glared: (picture, pixels) => picture.composite([{ input: reflection(pixels) }]),
  black_white: (picture) => picture.greyscale().toColourspace('srgb'),
  low_resolution: (picture) => picture.resize(480),
  jpeg_worn: (picture) => picture.resize(1200),
};

/** What the camera's software makes of the pixels: the wear's lens and light, then the file. */
export async function finish(pixels: Pixels, wear: WearName, format: Format): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const { data, width, height } = pixels;
  const raw = sharp(data, { raw: { width, height, channels: 3 } });
  const picture = STEPS[wear]?.(raw, pixels) ?? raw;
  if (wear === 'jpeg_worn') {
    const once = await picture.jpeg({ quality: 30 }).toBuffer();
    return encode(sharp(once), format, 55);
  }
  return encode(picture, format, 88);
}

export const encode = (picture: Sharp, format: Format, quality: number): Promise<Buffer> =>
  format === 'png'
    ? picture.png({ compressionLevel: 6 }).toBuffer()
    : picture.jpeg({ quality }).toBuffer();
