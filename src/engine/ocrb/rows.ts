import type { Component } from '../picture/components.js';

/** A row of characters: its members from left to right, and lines through their middles and their heights. */
export interface Row {
  readonly members: readonly Component[];
  /** Middle of the row at x. */
  readonly middle: Line;
  /** Height of a capital at x. */
  readonly capital: Line;
}

export interface Line {
  readonly at: (x: number) => number;
  readonly slope: number;
}

const MIN_MEMBERS = 5;

/** Characters that follow each other level, alike in height and near: rows of at least five, top to bottom. */
export function findRows(components: readonly Component[]): Row[] {
  const sorted = [...components].sort((a, b) => a.x - b.x);
  const next = sorted.map((component, i) => successor(component, sorted, i));
  const taken = new Set(next.filter((n) => n !== undefined));
  const chains = sorted.flatMap((_, i) => (taken.has(i) ? [] : [chainFrom(i, sorted, next)]));
  return joinPieces(chains.filter((chain) => chain.length >= 3))
    .filter((chain) => chain.length >= MIN_MEMBERS)
    .map(toRow)
    .sort((a, b) => a.middle.at(0) - b.middle.at(0));
}

const centre = ({ x, width }: Component): number => x + width / 2;
const middle = ({ y, height }: Component): number => y + height / 2;

/** The nearest to the right of those that may stand in one row with this one. */
function successor(
  from: Component,
  sorted: readonly Component[],
  index: number,
): number | undefined {
  const reach = from.x + from.width + 2 * from.height;
  for (let i = index + 1; i < sorted.length; i += 1) {
    const to = sorted[i]!;
    if (to.x > reach) return undefined;
    if (to.x < centre(from)) continue;
    const ratio = to.height / from.height;
    if (ratio < 0.62 || ratio > 1.6) continue;
    if (Math.abs(middle(to) - middle(from)) < 0.3 * Math.max(from.height, to.height)) return i;
  }
  return undefined;
}

function chainFrom(
  start: number,
  sorted: readonly Component[],
  next: readonly (number | undefined)[],
): Component[] {
  const chain: Component[] = [];
  for (let i: number | undefined = start; i !== undefined; i = next[i]) chain.push(sorted[i]!);
  return chain;
}

/** A worn or glared row comes in pieces: joins what continues another piece's line at the same height of character. */
function joinPieces(chains: readonly Component[][]): Component[][] {
  const joined: Component[][] = [];
  for (const chain of [...chains].sort((a, b) => centre(a[0]!) - centre(b[0]!))) {
    const head = joined.find((row) => continues(row, chain));
    if (head) head.push(...chain);
    else joined.push([...chain]);
  }
  return joined;
}

function continues(row: readonly Component[], chain: readonly Component[]): boolean {
  const [last, first] = [row.at(-1)!, chain[0]!];
  const height = median(row.map((c) => c.height));
  const gap = first.x - (last.x + last.width);
  const ratio = median(chain.map((c) => c.height)) / height;
  if (gap < -0.3 * height || gap > 10 * height || ratio < 0.8 || ratio > 1.25) return false;
  const line = fit(row.map(centre), row.map(middle));
  return Math.abs(line.at(centre(first)) - middle(first)) < 0.3 * height;
}

function toRow(members: readonly Component[]): Row {
  const typical = median(members.map((c) => c.height));
  const regular = members.filter((c) => Math.abs(c.height / typical - 1) < 0.25);
  const xs = regular.map(centre);
  return {
    members,
    middle: fit(xs, regular.map(middle)),
    capital: capitalOf(
      xs,
      regular.map((c) => c.height),
    ),
  };
}

/** Digits stand a little higher than capitals, fillers lower: about the middle of them all is a capital's height. */
function capitalOf(xs: readonly number[], heights: readonly number[]): Line {
  if (xs.length >= 12) return fit(xs, heights);
  const height = median(heights);
  return { at: () => height, slope: 0 };
}

/** Least squares, once more without what lies far off. */
export function fit(xs: readonly number[], ys: readonly number[]): Line {
  const first = leastSquares(xs, ys);
  const off = xs.map((x, i) => Math.abs(ys[i]! - first.at(x)));
  const limit = 2.5 * median(off) + 1;
  const kept = xs.flatMap((_, i) => (off[i]! <= limit ? [i] : []));
  return leastSquares(
    kept.map((i) => xs[i]!),
    kept.map((i) => ys[i]!),
  );
}

function leastSquares(xs: readonly number[], ys: readonly number[]): Line {
  const n = xs.length;
  const meanX = xs.reduce((a, b) => a + b, 0) / n;
  const meanY = ys.reduce((a, b) => a + b, 0) / n;
  const spread = xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
  const together = xs.reduce((sum, x, i) => sum + (x - meanX) * (ys[i]! - meanY), 0);
  const slope = spread === 0 ? 0 : together / spread;
  return { slope, at: (x) => meanY + slope * (x - meanX) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
