import sharp from 'sharp';
import type { Quality } from '../tasks.js';
import { outlineOf } from './outline.js';
import { decode } from './pixels.js';
import { colourOf, glareShare, mean, sharpnessOf } from './quality.js';

const LONG_EDGE = 1000;
const THUMBNAIL = 240;

/** Figures of a picture at a long edge of 1000 pixels, with its real size. */
export async function measure(bytes: Uint8Array): Promise<Quality> {
  const { width, height } = (await sharp(bytes).metadata()).autoOrient;
  const grey = await decode(bytes, { longEdge: LONG_EDGE, channels: 1 });
  const small = await decode(bytes, { longEdge: THUMBNAIL, channels: 3 });
  return {
    width,
    height,
    sharpness: Math.round(sharpnessOf(grey)),
    brightness: Math.round(mean(grey)),
    glare: Math.round(glareShare(grey) * 1000) / 1000,
    colour: Math.round(colourOf(small) * 10) / 10,
    outline: outlineOf(small),
  };
}
