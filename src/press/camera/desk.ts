import { PICTURE } from './pose.js';

const { width, height } = PICTURE;

/** What a camera adds to any scene, one entry for each pixel of a picture. */
export interface Scene {
  /** Brightness of the wood beside its mean, 0-255 steps. */
  readonly wood: Int8Array;
  /** Grain of the sensor, 0-255 steps. */
  readonly grain: Int8Array;
}

/** Roughly normal numbers, mean 0 and deviation 1, always the same (Numerical Recipes' generator). */
function* normals(): Generator<number, never> {
  let state = 20_260_101;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (;;) yield (next() + next() + next() - 1.5) * 2;
}

const GRAIN = 2.1;
const TABLE = 1 << 16;

function grain(): Int8Array {
  const numbers = normals();
  const table = Int8Array.from({ length: TABLE }, () => Math.round(numbers.next().value * GRAIN));
  const out = new Int8Array(width * height);
  // Each row starts elsewhere in the table, so that no pattern repeats to the eye.
  for (let y = 0; y < height; y++) {
    const start = (y * 40_503) & (TABLE - 1);
    for (let x = 0; x < width; x++) out[y * width + x] = table[(start + x) & (TABLE - 1)] ?? 0;
  }
  return out;
}

const BOARD = 300; // pixels

/** Boards along the picture, their rings as two waves. */
function wood(): Int8Array {
  const out = new Int8Array(width * height);
  for (let y = 0; y < height; y++) {
    const board = Math.floor(y / BOARD);
    const seam = y % BOARD < 4 ? -26 : 0;
    for (let x = 0; x < width; x++) {
      const along = y + 9 * Math.sin(x / 210 + board * 1.7) + 4 * Math.sin(x / 67 + board * 2.9);
      const rings = 5 * Math.sin(along / 7) + 3 * Math.sin(along / 2.7 + x / 900);
      out[y * width + x] = Math.round(rings + seam + board * 3);
    }
  }
  return out;
}

let scene: Scene | undefined;

/** The scene of every photograph: made when the first is taken, about 150 ms and 4 MB. */
export const deskScene = (): Scene => (scene ??= { wood: wood(), grain: grain() });
