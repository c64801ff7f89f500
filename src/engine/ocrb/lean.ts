import type { Pixels } from '../picture/pixels.js';
import { bestOf, scoreCell } from './match.js';
import type { Cell } from './match.js';
import { fit, median } from './rows.js';
import type { Row } from './rows.js';

const LEANS = [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3];
const SAMPLES = 14;

/** How a row's characters lean and how well they match OCR-B when that is allowed for. */
export interface Lean {
  readonly at: (x: number) => number;
  /** Median correlation of the sample with its best characters. */
  readonly likeness: number;
}

/** Rows of which no glance finds so much likeness are other typefaces. */
const HOPELESS = 0.5;

/**
 * Tries leans on a sample of a row's characters: perspective makes the ends of a row lean apart, so the lean is a line of x.
 * Undefined when the row cannot be OCR-B.
 */
export function leanOf(grey: Pixels, row: Row): Lean | undefined {
  const step = Math.max(1, Math.floor(row.members.length / SAMPLES));
  const sample = row.members
    .filter((_, i) => i % step === 0)
    .map((member): Cell => {
      const x = member.x + member.width / 2;
      return { x, y: row.middle.at(x), capital: row.capital.at(x) };
    });
  const found = sample.map((cell) => bestLean(grey, cell));
  if (median(found.map(({ score }) => score)) < HOPELESS) return undefined;
  const line = fit(
    found.map(({ x }) => x),
    found.map(({ lean }) => lean),
  );
  const scores = sample.map(
    (cell) => bestOf(scoreCell(grey, { ...cell, lean: line.at(cell.x) }, 'placed')).score,
  );
  return { at: line.at, likeness: median(scores) };
}

function bestLean(grey: Pixels, cell: Cell): { x: number; lean: number; score: number } {
  let best = { x: cell.x, lean: 0, score: -1 };
  for (const lean of LEANS) {
    const { score } = bestOf(scoreCell(grey, { ...cell, lean }, 'glance'));
    if (score > best.score) best = { x: cell.x, lean, score };
  }
  return best;
}
