import { deskScene } from './desk.js';
import { toUnitSquare } from './homography.js';
import type { Pose } from './pose.js';
import { PICTURE, cornersOf } from './pose.js';

/** Pixels as sharp's `raw()` gives them: RGB, row by row. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const DESK = [121, 92, 66] as const;
const SHADOW = 0.035; // of the card's size
const CARD_LIGHT = 0.94; // plastic is a little darker than the file it was printed from

/** How much of a pixel near the card's edge is card, 0 to 1: edges are not stairs. */
const edgeOf = (u: number, v: number, { width, height }: Pixels): number =>
  Math.min(1, u * width, (1 - u) * width, v * height, (1 - v) * height);

/** One photograph's upper half over another's lower half: two documents on one desk, if each lies in its half. */
export function above(upper: Pixels, lower: Pixels): Pixels {
  const half = Math.floor(upper.height / 2) * upper.width * 3;
  const data = Buffer.concat([upper.data.subarray(0, half), lower.data.subarray(half)]);
  return { ...upper, data };
}

/** The soft shadow beside the card: 0.55 at its edge, 1 where the desk lies open. */
function shadow(u: number, v: number): number {
  const away = Math.max(-u, u - 1, -v, v - 1);
  return away < SHADOW ? 0.55 + 0.45 * (away / SHADOW) : 1;
}

/** Writes to `out` at `at` what lies at (column, row) of the card, between four of its pixels. */
function paster(card: Pixels, out: Uint8ClampedArray) {
  const { data } = card;
  const stride = card.width * 3;
  return (at: number, column: number, row: number, light: number, dust: number): void => {
    const x = column | 0;
    const y = row | 0;
    const right = column - x;
    const below = row - y;
    const start = y * stride + x * 3;
    for (let k = 0; k < 3; k++) {
      const p = start + k;
      const q = p + stride;
      const upper = data[p]! + (data[p + 3]! - data[p]!) * right;
      const lower = data[q]! + (data[q + 3]! - data[q]!) * right;
      out[at + k] = (upper + (lower - upper) * below) * light + dust;
    }
  };
}

/**
 * A photograph of a flat document on a wooden desk: projective pose, soft shadow, light that falls off towards one
 * corner, grain. Deterministic.
 */
export function photograph(card: Pixels, pose: Pose): Pixels {
  const { wood, grain } = deskScene();
  const { width, height } = PICTURE;
  const [a, b, c, d, e, f, g, h, i] = toUnitSquare(cornersOf(pose, card.width / card.height));
  const out = new Uint8ClampedArray(width * height * 3);
  const paste = paster(card, out);
  const columns = card.width - 1.001;
  const rows = card.height - 1.001;
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const w = g * x + h * y + i;
      const u = (a * x + b * y + c) / w;
      const v = (d * x + e * y + f) / w;
      const light = 1.02 - (x / width) * 0.07 - (y / height) * 0.06;
      const dust = grain[pixel]!;
      const at = pixel * 3;
      const inside = u >= 0 && u <= 1 && v >= 0 && v <= 1;
      if (inside) paste(at, u * columns, v * rows, light * CARD_LIGHT, dust);
      const edge = inside ? edgeOf(u, v, card) : 0;
      if (edge === 1) continue;
      const shade = light * shadow(u, v);
      for (let k = 0; k < 3; k++) {
        const desk = (DESK[k]! + wood[pixel]!) * shade + dust;
        out[at + k] = inside ? out[at + k]! * edge + desk * (1 - edge) : desk;
      }
    }
  }
  return { data: new Uint8Array(out.buffer), width, height };
}
