import type { Pixels } from './pixels.js';
import type { Box } from '../tasks.js';

/** A connected patch of ink. */
export interface Component extends Box {
  readonly ink: number;
}

/** Ink is darker than the mean of its surroundings by this share, and by this many greys. */
const DARKER_SHARE = 0.14;
const DARKER_GREYS = 5;

/** Marks ink: pixels darker than the mean of the square of side 2 `reach` + 1 around them (by an integral image). */
export function findInk({ data, width, height }: Pixels, reach: number): Uint8Array {
  const sums = integral(data, width, height);
  const ink = new Uint8Array(width * height);
  const stride = width + 1;
  for (let y = 0; y < height; y += 1) {
    const [top, bottom] = [Math.max(0, y - reach), Math.min(height, y + reach + 1)];
    for (let x = 0; x < width; x += 1) {
      const [left, right] = [Math.max(0, x - reach), Math.min(width, x + reach + 1)];
      const sum =
        sums[bottom * stride + right]! -
        sums[top * stride + right]! -
        sums[bottom * stride + left]! +
        sums[top * stride + left]!;
      const mean = sum / ((bottom - top) * (right - left));
      const grey = data[y * width + x]!;
      if (mean - grey > DARKER_GREYS + mean * DARKER_SHARE) ink[y * width + x] = 1;
    }
  }
  return ink;
}

function integral(data: Uint8Array, width: number, height: number): Float64Array {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += data[y * width + x]!;
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1]! + row;
    }
  }
  return sums;
}

/** Boxes of the 8-connected patches of ink. */
export function findComponents(ink: Uint8Array, width: number, height: number): Component[] {
  const labels = new Int32Array(width * height);
  const parents: number[] = [0];
  const root = (label: number): number => {
    let at = label;
    while (parents[at] !== at) at = parents[at] = parents[parents[at]!]!;
    return at;
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const i = y * width + x;
      if (!ink[i]) continue;
      let label = 0;
      const join = (other: number): void => {
        if (!other) return;
        const found = root(other);
        if (!label) label = found;
        else if (found !== label) parents[Math.max(found, label)] = label = Math.min(found, label);
      };
      if (x > 0) join(labels[i - 1]!);
      if (y > 0) {
        join(labels[i - width]!);
        if (x > 0) join(labels[i - width - 1]!);
        if (x < width - 1) join(labels[i - width + 1]!);
      }
      if (!label) parents.push((label = parents.length));
      labels[i] = label;
    }
  }
  return boxesOf(labels, root, width);
}

function boxesOf(labels: Int32Array, root: (label: number) => number, width: number): Component[] {
  const found = new Map<number, { l: number; r: number; t: number; b: number; ink: number }>();
  labels.forEach((label, i) => {
    if (!label) return;
    const key = root(label);
    const [x, y] = [i % width, Math.floor(i / width)];
    const box = found.get(key);
    if (!box) {
      found.set(key, { l: x, r: x, t: y, b: y, ink: 1 });
      return;
    }
    if (x < box.l) box.l = x;
    if (x > box.r) box.r = x;
    box.b = y;
    box.ink += 1;
  });
  return [...found.values()].map(({ l, r, t, b, ink }) => ({
    x: l,
    y: t,
    width: r - l + 1,
    height: b - t + 1,
    ink,
  }));
}

/** Components that may be characters: neither specks nor blocks, and not much wider than high (two may touch). */
export const mayBeCharacter = ({ width, height, ink }: Component): boolean =>
  height >= 8 &&
  height <= 110 &&
  width >= 2 &&
  width <= 3.2 * height &&
  ink > 0.12 * width * height;
