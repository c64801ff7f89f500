import sharp from 'sharp';
import type { PictureRefusal, Sanitized } from '../tasks.js';
import { MAX_BYTES, MAX_PIXELS } from './limits.js';
import { sniff } from './sniff.js';

const LONG_EDGE = 1800;

const refuse = (reason: PictureRefusal): Sanitized => ({ ok: false, reason });

/**
 * Makes a plain JPEG of an upload (contract section 8): at most 16 MB and 50 megapixels, JPEG, PNG, WebP, or HEIC where the
 * decoder has it, by content. The header alone decides about size, so a bomb is never decoded. Stands upright, metadata gone,
 * long edge at most 1800 pixels.
 */
export async function sanitize(bytes: Uint8Array): Promise<Sanitized> {
  if (bytes.length > MAX_BYTES) return refuse('picture.too_large');
  if (!sniff(bytes)) return refuse('picture.not_a_picture');
  const header = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined);
  if (!header) return refuse('picture.not_a_picture');
  if (header.width * header.height > MAX_PIXELS) return refuse('picture.too_many_pixels');
  return normalize(bytes).catch(() => refuse('picture.not_a_picture'));
}

async function normalize(bytes: Uint8Array): Promise<Sanitized> {
  const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .autoOrient()
    .resize(LONG_EDGE, LONG_EDGE, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    .toBuffer({ resolveWithObject: true });
  return { ok: true, jpeg: data, width: info.width, height: info.height };
}
