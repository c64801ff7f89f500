import type { PictureRefusal, Sanitized } from '../tasks.js';
import { MAX_BYTES, MAX_PIXELS } from './limits.js';
import { sniff } from './sniff.js';

const refuse = (reason: PictureRefusal): Sanitized => ({ ok: false, reason });

/** Markers of ITU-T T.81, annex B. */
const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
/** JFIF and Adobe say how colours are meant; every other application segment is metadata. */
const KEPT_APPS = [0xe0, 0xee];

const isApp = (marker: number): boolean => marker >= 0xe0 && marker <= 0xef;
const isMetadata = (marker: number): boolean =>
  marker === COM || (isApp(marker) && !KEPT_APPS.includes(marker));
/** Start of frame: C0 to CF without the tables DHT (C4) and DAC (CC) and the reserved C8. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/**
 * What can be done for an upload where nothing decodes pictures: a JPEG as it is, without its metadata and whatever follows its
 * end, judged by its header. It is not turned upright, and whether its data can be decoded nobody knows.
 */
export function plainJpeg(bytes: Uint8Array): Sanitized {
  if (bytes.length > MAX_BYTES) return refuse('picture.too_large');
  const type = sniff(bytes);
  if (type !== 'jpeg') return refuse(type ? 'picture.not_jpeg' : 'picture.not_a_picture');
  const read = segmentsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  if (!read) return refuse('picture.not_a_picture');
  const { width, height, kept } = read;
  if (width * height > MAX_PIXELS) return refuse('picture.too_many_pixels');
  return { ok: true, jpeg: Buffer.concat([Buffer.of(0xff, SOI), ...kept]), width, height };
}

interface Segments {
  readonly width: number;
  readonly height: number;
  readonly kept: readonly Buffer[];
}

/** Walks from marker to marker; undefined when the file breaks off or has no frame. */
function segmentsOf(bytes: Buffer): Segments | undefined {
  const kept: Buffer[] = [];
  let size = { width: 0, height: 0 };
  for (let at = 2; at + 4 <= bytes.length || bytes[at + 1] === EOI;) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return undefined;
    if (marker === EOI)
      return size.width * size.height > 0
        ? { ...size, kept: [...kept, Buffer.of(0xff, EOI)] }
        : undefined;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (isFrame(marker) && at + 9 <= bytes.length)
      size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    const next = marker === SOS ? endOfScan(bytes, end) : end;
    if (!isMetadata(marker)) kept.push(bytes.subarray(at, next));
    at = next;
  }
  return undefined;
}

/** Where the next marker is that neither restarts the scan nor is a stuffed byte (T.81 B.1.1.5). */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    const inScan = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
    if (!inScan) return at;
  }
  return bytes.length;
}
