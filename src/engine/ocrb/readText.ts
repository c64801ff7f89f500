import { findComponents, findInk, mayBeCharacter } from '../picture/components.js';
import type { Component } from '../picture/components.js';
import type { Pixels } from '../picture/pixels.js';
import type { MrzLines, PrintedLine } from '../tasks.js';
import { leanOf } from './lean.js';
import { bestOf, scoreCell } from './match.js';
import { findRows } from './rows.js';
import { level, skewOf } from './skew.js';
import { readZone } from './zone.js';
import type { OcrbRow } from './zone.js';

/** What stands in OCR-B on a picture. */
export interface OcrbText {
  /** The machine-readable zone: two lines of 44, three of 30, or a card's single line of 30. */
  readonly mrz?: MrzLines | undefined;
  /** Other rows that are surely OCR-B. */
  readonly printed: readonly PrintedLine[];
}

/** Half the side of the square whose mean decides what is ink. */
const REACH = 22;
/** Rows that lean less are read as they are. */
const LEVEL_ENOUGH = 0.6;
/** Likeness from which a row may belong to a zone, and from which it is read for itself. */
const MAYBE = 0.62;
const SURELY = 0.85;

/**
 * Finds and reads the rows of OCR-B, the typeface of machine-readable zones (ICAO Doc 9303-3 section 4), on a grey picture of
 * about 1600 pixels: ink by local contrast, connected patches, level rows, and correlation with drawn characters.
 */
export function readText(picture: Pixels): OcrbText {
  const { grey, characters } = levelled(picture);
  const rows = findRows(characters).flatMap((row): OcrbRow[] => {
    const lean = leanOf(grey, row);
    return lean && lean.likeness >= MAYBE ? [{ ...row, lean }] : [];
  });
  const mrz = readZone(grey, rows);
  const sure = mrz ? [] : rows.filter((row) => row.lean.likeness >= SURELY);
  return { mrz, printed: sure.map((row) => readRow(grey, row)) };
}

function charactersOf(grey: Pixels): Component[] {
  const ink = findInk(grey, REACH);
  return findComponents(ink, grey.width, grey.height).filter(mayBeCharacter);
}

/** The picture turned so that its rows are level, and what may be characters on it. */
function levelled(picture: Pixels): { grey: Pixels; characters: readonly Component[] } {
  const characters = charactersOf(picture);
  const angle = skewOf(characters);
  if (Math.abs(angle) < LEVEL_ENOUGH) return { grey: picture, characters };
  const grey = level(picture, angle);
  return { grey, characters: charactersOf(grey) };
}

/** Text of a row by its components, with a space where a character's place is empty. */
function readRow(grey: Pixels, row: OcrbRow): PrintedLine {
  const choices = row.members.map((member) => {
    const x = member.x + member.width / 2;
    const cell = { x, y: row.middle.at(x), capital: row.capital.at(x), lean: row.lean.at(x) };
    return bestOf(scoreCell(grey, cell, 'placed'));
  });
  const text = choices.map(({ character }, i) => {
    const [here, before] = [row.members[i]!, row.members[i - 1]];
    const gap = before ? here.x - (before.x + before.width) : 0;
    return gap > 0.8 * row.capital.at(here.x) ? ` ${character}` : character;
  });
  const sum = choices.reduce((total, { score }) => total + score, 0);
  return { text: text.join(''), confidence: Math.round((sum / choices.length) * 1000) / 1000 };
}
