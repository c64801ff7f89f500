import { toUnitSquare } from './homography.js';
import type { Pose } from './pose.js';
import { PICTURE, cornersOf } from './pose.js';

/** Pixels as sharp's `raw()` gives them: RGB, row by row. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const NOISE_SIZE = 1 << 16;

/** Grain of sensor and wood: a fixed sequence (Numerical Recipes' generator), roughly normal, mean 0, deviation 1. */
function noiseTable(): Float32Array {
  const table = new Float32Array(NOISE_SIZE);
  let state = 20_260_101;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (let i = 0; i < NOISE_SIZE; i++) table[i] = (next() + next() + next() - 1.5) * 2;
  return table;
}

let noise: Float32Array | undefined;

/** Brightness of the desk: planks of wood along the picture. */
function plank(x: number, y: number): number {
  const board = Math.floor(y / 300);
  const along = y + 9 * Math.sin(x / 210 + board * 1.7);
  const seam = y % 300 < 4 ? -26 : 0;
  return 5 * Math.sin(along / 7) + 3 * Math.sin(along / 2.7 + x / 900) + seam + board * 3;
}

/** One channel of the card at (u, v) of the unit square, between four pixels. */
function sample(card: Pixels, column: number, row: number, channel: number): number {
  const x = Math.floor(column);
  const y = Math.floor(row);
  const right = column - x;
  const below = row - y;
  const start = (y * card.width + x) * 3 + channel;
  const next = start + card.width * 3;
  const { data } = card;
  const upper = (data[start] ?? 0) * (1 - right) + (data[start + 3] ?? 0) * right;
  const lower = (data[next] ?? 0) * (1 - right) + (data[next + 3] ?? 0) * right;
  return upper * (1 - below) + lower * below;
}

const DESK = [121, 92, 66] as const;
const SHADOW = 0.035; // of the card's size

/**
 * A photograph of a flat document on a wooden desk: projective pose, soft shadow, light falling off towards one corner,
 * grain. Deterministic. About 60 ms for the whole picture.
 */
export function photograph(card: Pixels, pose: Pose): Pixels {
  noise ??= noiseTable();
  const { width, height } = PICTURE;
  const corners = cornersOf(pose, card.width / card.height);
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 1] = toUnitSquare(corners);
  const out = new Uint8Array(width * height * 3);
  const lastColumn = card.width - 1.001;
  const lastRow = card.height - 1.001;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const w = g * x + h * y + i;
      const u = (a * x + b * y + c) / w;
      const v = (d * x + e * y + f) / w;
      const light = 1.02 - (x / width) * 0.07 - (y / height) * 0.06;
      const grain = (noise[(y * 7919 + x * 31) & (NOISE_SIZE - 1)] ?? 0) * 2.2;
      if (u >= 0 && u <= 1 && v >= 0 && v <= 1) {
        const column = u * lastColumn;
        const row = v * lastRow;
        for (let k = 0; k < 3; k++) {
          out[at + k] = clamp(sample(card, column, row, k) * light * 0.94 + grain);
        }
        continue;
      }
      const away = Math.max(-u, u - 1, -v, v - 1);
      const shade = light * (away < SHADOW ? 0.55 + 0.45 * (away / SHADOW) : 1);
      const wood = plank(x, y) + grain * 1.5;
      for (let k = 0; k < 3; k++) out[at + k] = clamp(((DESK[k] ?? 0) + wood) * shade);
    }
  }
  return { data: out, width, height };
}

const clamp = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);
