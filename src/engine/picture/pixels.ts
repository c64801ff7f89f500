import sharp from 'sharp';
import { MAX_PIXELS } from './limits.js';

/** Pixels of a decoded picture, row by row, `channels` bytes each. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
}

// One picture at a time per worker, nothing kept between them.
sharp.concurrency(1);
sharp.cache(false);

export interface Wanted {
  readonly longEdge: number;
  readonly channels: 1 | 3 | 4;
  /** Degrees, clockwise, about the middle; what comes in at the corners is the picture's own mid grey. */
  readonly turn?: number;
  /** Also make small pictures larger. */
  readonly enlarge?: boolean;
}

/** Decodes, stands upright, shrinks to the long edge (and turns). Throws when the bytes are no picture. */
export async function decode(bytes: Uint8Array, wanted: Wanted): Promise<Pixels> {
  const { longEdge, channels, turn, enlarge } = wanted;
  let image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'none' })
    .autoOrient()
    .resize(longEdge, longEdge, { fit: 'inside', withoutEnlargement: !enlarge });
  if (turn) image = image.rotate(turn, { background: '#808080' });
  image = image.flatten({ background: '#ffffff' });
  image = channels === 1 ? image.toColourspace('b-w') : image.toColourspace('srgb');
  if (channels === 4) image = image.ensureAlpha();
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  if (info.channels !== channels) throw new Error(`decoded ${info.channels} channels`);
  return { data, width: info.width, height: info.height, channels };
}
