import { CARD_LINE, TD1, TD3 } from '../mrz/layout.js';
import type { MrzLayout } from '../mrz/layout.js';
import { readLayout, repair } from '../mrz/repair.js';
import type { Pixels } from '../picture/pixels.js';
import type { MrzLines } from '../tasks.js';
import { cellAt, gridOf } from './grid.js';
import type { Lean } from './lean.js';
import { bestOf, scoreCell } from './match.js';
import type { Scores } from './match.js';
import { median } from './rows.js';
import type { Row } from './rows.js';

/** A row whose characters look like OCR-B. */
export interface OcrbRow extends Row {
  readonly lean: Lean;
}

/** Mean correlation below which what was read is guesswork. */
const SURE = 0.72;
const MIN_MEMBERS = 12;
/** From this lean on, the middle of a character's box is not the character's. */
const LEANING = 0.06;
/** A row may have this many places too few (lost at its ends) or too many (dirt beside it). */
const SLACK = 3;

/** How each layout begins: passports with P, cards with I, A or C, the line on a card's front with DL, ID or IP; the last might be a zone's first line. */
const BEGINNINGS: Readonly<Record<MrzLayout['name'], RegExp>> = {
  TD3: /^P/,
  TD1: /^[IAC]/,
  card_line: /^(DL|ID|IP.{12}\d{16}$)/,
};

/** The machine-readable zone among rows of OCR-B, top to bottom: two lines of 44, three of 30, or a single one of 30. */
export function readZone(grey: Pixels, rows: readonly OcrbRow[]): MrzLines | undefined {
  const long = rows.filter((row) => row.members.length >= MIN_MEMBERS);
  for (const layout of [TD3, TD1, CARD_LINE]) {
    for (let i = long.length - layout.lines; i >= 0; i -= 1) {
      const block = long.slice(i, i + layout.lines);
      const read = belongTogether(block) ? readBlock(grey, block, layout) : undefined;
      if (read) return read;
    }
  }
  return undefined;
}

/** Lines of a zone stand close below each other and are alike in size. */
const belongTogether = (block: readonly Row[]): boolean =>
  block.slice(1).every((row, i) => {
    const above = block[i]!;
    const x = row.members[0]!.x;
    const ratio = row.capital.at(x) / above.capital.at(x);
    const distance = (row.middle.at(x) - above.middle.at(x)) / row.capital.at(x);
    return ratio > 0.8 && ratio < 1.25 && distance > 1.1 && distance < 3.5;
  });

function readBlock(
  grey: Pixels,
  block: readonly OcrbRow[],
  layout: MrzLayout,
): MrzLines | undefined {
  const scores: (readonly Scores[])[] = [];
  for (const row of block) {
    const cells = readCells(grey, row, layout.width);
    if (!cells) return undefined;
    scores.push(cells);
  }
  const lines = repair(layout, readLayout(layout, scores), scores);
  const sure = scores.flatMap((line, i) =>
    line.map((cell, at) => bestOf(cell, (c) => c === lines[i]?.[at]).score),
  );
  const confidence = Math.round((sure.reduce((a, b) => a + b, 0) / sure.length) * 1000) / 1000;
  if (confidence < SURE || !BEGINNINGS[layout.name].test(lines[0] ?? '')) return undefined;
  return { lines, confidence };
}

/** Scores of exactly `width` places: of the windows that the row's places allow, the one that looks most like text. */
function readCells(grey: Pixels, row: OcrbRow, width: number): readonly Scores[] | undefined {
  const grid = gridOf(row);
  if (!grid || Math.abs(grid.columns - width) > SLACK) return undefined;
  const spare = Math.abs(grid.columns - width);
  const first = grid.columns < width ? -spare : 0;
  const cells = Array.from({ length: width + spare }, (_, i) => {
    const { cell, loose } = cellAt(row, grid, row.lean.at, first + i);
    return scoreCell(grey, cell, loose || Math.abs(cell.lean ?? 0) > LEANING ? 'loose' : 'placed');
  });
  const likeness = cells.map((cell) => bestOf(cell).score);
  const windows = Array.from({ length: spare + 1 }, (_, start) => ({
    start,
    score:
      median(likeness.slice(start, start + 3)) +
      median(likeness.slice(start + width - 3, start + width)),
  }));
  const [best] = windows.sort((a, b) => b.score - a.score);
  return cells.slice(best!.start, best!.start + width);
}
