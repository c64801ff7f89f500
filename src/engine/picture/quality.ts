import { findComponents } from './components.js';
import type { Pixels } from './pixels.js';

/** Grey of burnt-out pixels. */
const BURNT = 250;
/** Smaller spots are highlights or white paint. */
const SPOT = 0.005;

export const mean = ({ data }: Pixels): number =>
  data.reduce((sum, grey) => sum + grey, 0) / Math.max(1, data.length);

/** Variance of the 4-neighbour Laplacian (Pech-Pacheco and others, 2000): low when nothing is sharp. */
export function sharpnessOf({ data, width, height }: Pixels): number {
  let [sum, squares, count] = [0, 0, 0];
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const i = y * width + x;
      const value =
        4 * data[i]! - data[i - 1]! - data[i + 1]! - data[i - width]! - data[i + width]!;
      sum += value;
      squares += value * value;
      count += 1;
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}

/** Share of the picture in large burnt-out spots; what reaches the edge is a white background and does not count. */
export function glareShare({ data, width, height }: Pixels): number {
  const burnt = data.map((grey) => (grey >= BURNT ? 1 : 0));
  return findComponents(burnt, width, height)
    .filter(
      (spot) =>
        spot.ink > SPOT * data.length &&
        spot.x > 0 &&
        spot.y > 0 &&
        spot.x + spot.width < width &&
        spot.y + spot.height < height,
    )
    .reduce((share, spot) => share + spot.ink / data.length, 0);
}

/** Mean distance between a pixel's strongest and weakest colour: 0 in a picture without colour. */
export function colourOf({ data }: Pixels): number {
  let sum = 0;
  for (let i = 0; i < data.length; i += 3) {
    const [r, g, b] = [data[i]!, data[i + 1]!, data[i + 2]!];
    sum += Math.max(r, g, b) - Math.min(r, g, b);
  }
  return (3 * sum) / Math.max(1, data.length);
}
