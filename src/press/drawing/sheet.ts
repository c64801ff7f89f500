import type { Letters } from './letters.js';

/** A side as it lies before the printer: drawing in its own units, and where the portrait is pasted. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  /** SVG elements, first to last. */
  readonly body: string;
  readonly portrait?: Box | undefined;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Size of an ID-1 card in drawing units: 85.6 x 53.98 mm at 11.68 units a millimetre. */
export const CARD = { width: 1000, height: 630 } as const;
/** Size of a passport's data page (ID-3): 125 x 88 mm at 8 units a millimetre. */
export const PAGE = { width: 1000, height: 704 } as const;

/** A small caption with the value below it. */
export function field(
  letters: Letters,
  caption: string,
  value: string,
  at: { x: number; y: number; room?: number; size?: number },
): string {
  const size = at.size ?? 30;
  return (
    letters.text(caption, { x: at.x, y: at.y, size: 15, fill: '#3c6470' }) +
    letters.text(value, {
      x: at.x,
      y: at.y + size + 1,
      size,
      font: 'sans-bold',
      ...(at.room && { room: at.room }),
    })
  );
}

/** The white strip at the foot of a card's front with its machine-readable line. */
export function lineStrip(letters: Letters, line: string): string {
  return `<rect y="560" width="${CARD.width}" height="70" fill="#fbfaf5"/>
    ${letters.text(line, { x: 88, y: 607, size: 38, font: 'ocr-b', fill: '#101418' })}`;
}

/** The word SPECIMEN, large and pale across the side. */
export function specimen(letters: Letters, x: number, y: number, size: number): string {
  const word = letters.text('SPECIMEN', {
    x: 0,
    y: 0,
    size,
    font: 'sans-bold',
    fill: '#c2343b',
    anchor: 'middle',
    opacity: 0.17,
    spacing: 60,
  });
  return `<g transform="translate(${x} ${y}) rotate(-12)">${word}</g>`;
}

/** The sheet as one SVG document, `pixels` wide. */
export function svgOf(sheet: Sheet, pixels: number): string {
  const high = Math.round((pixels * sheet.height) / sheet.width);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${pixels}" height="${high}" viewBox="0 0 ${sheet.width} ${sheet.height}">${sheet.body}</svg>`;
}
