import type { Scores } from '../ocrb/match.js';
import { CHARACTERS, bestOf } from '../ocrb/match.js';
import { digitFits } from './checkDigit.js';
import { allows, classAt, textOf } from './layout.js';
import type { CheckedField, MrzLayout } from './layout.js';

/** Characters that OCR-B draws alike; a check digit may choose between them, and between no others. */
const ALIKE = ['O0QD', 'I1L', 'B8', 'S5', 'Z27', 'G6', 'U0'];
/** Only where the reader was nearly as sure of the other. */
const MARGIN = 0.2;
const MAX_DOUBTS = 9;
const MAX_EXCHANGES = 3;

/** The text that the scores say, each place held to the characters that may stand there. */
export function readLayout(layout: MrzLayout, scores: readonly (readonly Scores[])[]): string[] {
  return scores.map((line, i) =>
    line
      .map((cell, at) => bestOf(cell, (c) => allows(classAt(layout, i, at), c)).character)
      .join(''),
  );
}

/** Exchanges look-alike characters in fields whose check digit does not fit, cheapest exchange first. */
export function repair(
  layout: MrzLayout,
  lines: readonly string[],
  scores: readonly (readonly Scores[])[],
): string[] {
  const repaired = [...lines];
  for (const checked of layout.checked) {
    if (checked.name !== 'composite') repairField(layout, checked, repaired, scores);
  }
  return repaired;
}

interface Doubt {
  readonly line: number;
  readonly at: number;
  readonly character: string;
  readonly cost: number;
}

function repairField(
  layout: MrzLayout,
  checked: CheckedField,
  lines: string[],
  scores: readonly (readonly Scores[])[],
): void {
  const { line, at } = checked.digit;
  const fits = (candidate: readonly string[]): boolean =>
    digitFits(textOf(candidate, checked), candidate[line]?.[at] ?? '');
  if (fits(lines)) return;
  const doubts = doubtsOf(layout, checked, lines, scores);
  for (const chosen of subsets(doubts)) {
    const candidate = chosen.reduce(exchange, lines);
    if (!fits(candidate)) continue;
    candidate.forEach((text, i) => (lines[i] = text));
    return;
  }
}

function doubtsOf(
  layout: MrzLayout,
  checked: CheckedField,
  lines: readonly string[],
  scores: readonly (readonly Scores[])[],
): Doubt[] {
  const places = [
    ...checked.parts,
    { line: checked.digit.line, from: checked.digit.at, to: checked.digit.at + 1 },
  ].flatMap((p) =>
    Array.from({ length: p.to - p.from }, (_, i) => ({ line: p.line, at: p.from + i })),
  );
  return places
    .flatMap(({ line, at }) => {
      const read = lines[line]?.[at] ?? '<';
      const cell = scores[line]?.[at];
      if (!cell) return [];
      const scoreOf = (c: string): number => cell[CHARACTERS.indexOf(c)] ?? -1;
      return othersLike(read)
        .filter((c) => allows(classAt(layout, line, at), c))
        .map((character) => ({ line, at, character, cost: scoreOf(read) - scoreOf(character) }));
    })
    .filter((doubt) => doubt.cost < MARGIN)
    .sort((a, b) => a.cost - b.cost)
    .slice(0, MAX_DOUBTS);
}

const othersLike = (character: string): string[] =>
  ALIKE.filter((group) => group.includes(character))
    .flatMap((group) => [...group])
    .filter((other) => other !== character);

/** Combinations of up to three doubts, those that cost least first. */
function subsets(doubts: readonly Doubt[]): readonly (readonly Doubt[])[] {
  const all = doubts.reduce<readonly (readonly Doubt[])[]>(
    (sets, doubt) => [
      ...sets,
      ...sets.filter((set) => set.length < MAX_EXCHANGES).map((set) => [...set, doubt]),
    ],
    [[]],
  );
  const cost = (set: readonly Doubt[]): number => set.reduce((sum, doubt) => sum + doubt.cost, 0);
  return all.slice(1).sort((a, b) => cost(a) - cost(b));
}

const exchange = (lines: string[], { line, at, character }: Doubt): string[] =>
  lines.map((text, i) => (i === line ? text.slice(0, at) + character + text.slice(at + 1) : text));
