import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type Sharp from 'sharp';
import type { Bearer } from './personas/persona.js';
import { strangerTo } from './personas/stranger.js';
import type { WearName } from './wears.js';

export const SHOTS = ['selfie', 'smile', 'turn', 'left', 'dim', 'id'] as const;
/** `turn` shows one cheek, `left` the other; `id` is the studio portrait that the documents carry. */
export type Shot = (typeof SHOTS)[number];

const WALL = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="480" height="600">
  <defs><linearGradient id="w" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#cfd6cf"/><stop offset="1" stop-color="#9aa79d"/></linearGradient></defs>
  <rect width="480" height="600" fill="url(#w)"/><rect y="430" width="480" height="14" fill="#f2efe6"/><rect y="444" width="480" height="156" fill="#8a6f58"/>
  <rect x="250" y="70" width="160" height="210" fill="#f6f3ea" stroke="#5b4636" stroke-width="10"/><path d="M262 268l50-90l30 46l24-34l34 78z" fill="#5f8d87"/></svg>`);

/** Portraits that are made of photographs (`own`, `other`); every other one is a photograph as it is. */
const MADE: Readonly<
  Partial<
    Record<WearName, (sharp: typeof Sharp, own: string, other: string) => ReturnType<typeof Sharp>>
  >
> = {
  blurred: (sharp, own) => sharp(own).blur(9),
  dark: (sharp, own) => sharp(own).linear(0.1, 0),
  no_face: (sharp) => sharp(WALL).flatten(),
  two_faces: (sharp, own, other) =>
    sharp({ create: { width: 960, height: 600, channels: 3, background: '#888888' } }).composite([
      { input: own, left: 0, top: 0 },
      { input: other, left: 480, top: 0 },
    ]),
};

/** Whether the portrait is a photograph as it is, for which nothing needs to be drawn. */
export const isPhotograph = (wear: WearName = 'good'): boolean => MADE[wear] === undefined;

/**
 * A picture of the person as a 480 x 600 JPEG (960 x 600 for two faces): `good` is the synthetic photograph itself.
 * Wears that a selfie cannot have are taken as good.
 */
export async function pictureOf(
  faces: string,
  bearer: Bearer,
  shot: Shot,
  wear: WearName = 'good',
): Promise<Buffer> {
  const file = (face: string): string => join(faces, `${face}_${shot}.jpg`);
  const [own, other] = [file(bearer.face), file(strangerTo(bearer).face)];
  const make = MADE[wear];
  if (!make) return readFile(wear === 'someone_else' ? other : own);
  const { default: sharp } = await import('sharp');
  return make(sharp, own, other).jpeg({ quality: 88 }).toBuffer();
}
