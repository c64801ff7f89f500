import sharp from 'sharp';
import type { Degrees } from '../tasks.js';

/** The picture as a JPEG, turned clockwise: for a document that lies upside down or on its side. */
export const turn = (bytes: Uint8Array, degrees: Degrees): Promise<Buffer> =>
  sharp(bytes, { failOn: 'none' }).autoOrient().rotate(degrees).jpeg({ quality: 95 }).toBuffer();
