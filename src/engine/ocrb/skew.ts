import type { Pixels } from '../picture/pixels.js';
import type { Component } from '../picture/components.js';

const LIMIT = 24;
const STEP = 0.5;
const BIN = 4;

/** The angle in degrees (clockwise positive) by which the rows of characters lean: that with the most even rows. */
export function skewOf(components: readonly Component[]): number {
  let best = { angle: 0, score: -1 };
  for (let angle = -LIMIT; angle <= LIMIT; angle += STEP) {
    const score = evenness(components, (angle * Math.PI) / 180);
    if (score > best.score) best = { angle, score };
  }
  return best.angle;
}

/** Sum of squares of how many characters' middles fall on each row of a picture leaning by `radians`. */
function evenness(components: readonly Component[], radians: number): number {
  const [sin, cos] = [Math.sin(radians), Math.cos(radians)];
  const rows = new Map<number, number>();
  for (const { x, y, width, height } of components) {
    const row = Math.round(((y + height / 2) * cos - (x + width / 2) * sin) / BIN);
    rows.set(row, (rows.get(row) ?? 0) + 1);
  }
  let sum = 0;
  for (const count of rows.values()) sum += count * count;
  return sum;
}

/** The grey picture turned back by `angle` degrees, so that rows leaning by it become level. Corners come in mid grey. */
export function level({ data, width, height }: Pixels, angle: number): Pixels {
  const radians = (angle * Math.PI) / 180;
  const [sin, cos] = [Math.sin(radians), Math.cos(radians)];
  const wide = Math.ceil(width * Math.abs(cos) + height * Math.abs(sin));
  const high = Math.ceil(width * Math.abs(sin) + height * Math.abs(cos));
  const turned = new Uint8Array(wide * high).fill(128);
  for (let y = 0; y < high; y += 1) {
    for (let x = 0; x < wide; x += 1) {
      const [u, v] = [x - wide / 2, y - high / 2];
      const sourceX = u * cos - v * sin + width / 2;
      const sourceY = u * sin + v * cos + height / 2;
      if (sourceX < 0 || sourceY < 0 || sourceX >= width - 1 || sourceY >= height - 1) continue;
      turned[y * wide + x] = interpolate(data, width, sourceX, sourceY);
    }
  }
  return { data: turned, width: wide, height: high, channels: 1 };
}

/** Grey between four pixels; the point must lie inside the picture. */
export function interpolate(data: Uint8Array, width: number, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [dx, dy] = [x - left, y - top];
  const i = top * width + left;
  const upper = data[i]! * (1 - dx) + data[i + 1]! * dx;
  const lower = data[i + width]! * (1 - dx) + data[i + width + 1]! * dx;
  return upper * (1 - dy) + lower * dy;
}
