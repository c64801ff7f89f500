import type { Pixels } from '../picture/pixels.js';
import { GLYPHS, GLYPH_HEIGHT, GLYPH_WIDTH } from './glyphs.js';
import { interpolate } from './skew.js';

/** How alike a cell of the picture is to each character: -1 to 1, in the order of `CHARACTERS`. */
export type Scores = Float32Array;

export const CHARACTERS = GLYPHS.map(([character]) => character).join('');

/** Where a character is expected: its middle, and the height of a capital there. */
export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly capital: number;
  /** How far the character leans to the right per pixel upwards; perspective makes characters lean. */
  readonly lean?: number;
}

/** Templates, each of mean 0 and length 1, so that a product with a cell likewise is their correlation. */
const templates: readonly Float32Array[] = GLYPHS.map(([, , , cells]) =>
  standardize(Float32Array.from(Buffer.from(cells, 'base64'))),
);

/** Offsets to try: sizes, heights and places sideways, in capitals. */
interface Search {
  readonly scales: readonly number[];
  readonly shifts: readonly number[];
  readonly sideways: readonly number[];
}

const SEARCHES = {
  /** One look, to sort out rows of other typefaces. */
  glance: { scales: [1], shifts: [0], sideways: [0] },
  /** Where a component says where the character stands. */
  placed: { scales: [0.94, 1, 1.07], shifts: [-0.06, 0, 0.06], sideways: [0] },
  /** Where only the grid does, or the character leans so that its box misleads. */
  loose: { scales: [0.94, 1, 1.07], shifts: [-0.06, 0, 0.06], sideways: [-0.1, 0, 0.1] },
} as const satisfies Record<string, Search>;

/** Correlates a cell with every character at the offsets of the search; each character keeps its best. */
export function scoreCell(grey: Pixels, cell: Cell, search: keyof typeof SEARCHES): Scores {
  const best = new Float32Array(templates.length).fill(-1);
  for (const variant of variantsOf(cell, SEARCHES[search])) {
    const sample = sampleCell(grey, variant);
    for (let i = 0; i < templates.length; i += 1) {
      const score = product(templates[i]!, sample);
      if (score > best[i]!) best[i] = score;
    }
  }
  return best;
}

const variantsOf = (cell: Cell, { scales, shifts, sideways }: Search): readonly Cell[] =>
  scales.flatMap((scale) =>
    shifts.flatMap((up) =>
      sideways.map((side) => ({
        ...cell,
        x: cell.x + side * cell.capital,
        y: cell.y + up * cell.capital,
        capital: cell.capital * scale,
      })),
    ),
  );

/** The cell's pixels as ink (dark is high) on the templates' grid. */
function sampleCell(
  { data, width, height }: Pixels,
  { x, y, capital, lean = 0 }: Cell,
): Float32Array {
  const cells = new Float32Array(GLYPH_WIDTH * GLYPH_HEIGHT);
  const [stepX, stepY] = [(0.9 * capital) / GLYPH_WIDTH, (1.2 * capital) / GLYPH_HEIGHT];
  for (let row = 0; row < GLYPH_HEIGHT; row += 1) {
    const below = (row + 0.5 - GLYPH_HEIGHT / 2) * stepY;
    const sourceY = clamp(y + below - 0.5, height);
    const middle = x - below * lean - 0.5;
    for (let column = 0; column < GLYPH_WIDTH; column += 1) {
      const sourceX = clamp(middle + (column + 0.5 - GLYPH_WIDTH / 2) * stepX, width);
      cells[row * GLYPH_WIDTH + column] = 255 - interpolate(data, width, sourceX, sourceY);
    }
  }
  return standardize(cells);
}

const clamp = (value: number, size: number): number => Math.min(Math.max(value, 0), size - 1.001);

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

/** Shifts to mean 0 and scales to length 1, in place. */
function standardize(values: Float32Array): Float32Array {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i]!;
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i += 1) squares += (values[i]! - mean) ** 2;
  const length = Math.sqrt(squares) || 1;
  for (let i = 0; i < values.length; i += 1) values[i] = (values[i]! - mean) / length;
  return values;
}

export interface Choice {
  readonly character: string;
  readonly score: number;
}

/** The most alike of the characters that are allowed. */
export function bestOf(
  scores: Scores,
  allowed: (character: string) => boolean = () => true,
): Choice {
  let best: Choice = { character: '<', score: -1 };
  scores.forEach((score, i) => {
    const character = CHARACTERS[i]!;
    if (score > best.score && allowed(character)) best = { character, score };
  });
  return best;
}
