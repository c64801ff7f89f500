import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Font = 'sans-medium' | 'sans-bold' | 'ocr-b';

/** Advance and outline of one character, in thousandths of the em, y down from the baseline. */
type Glyph = readonly [advance: number, outline: string];
type Glyphs = Readonly<Record<string, Glyph>>;

export interface TextStyle {
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  readonly size: number;
  readonly font?: Font;
  readonly fill?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Room there is: a longer text is drawn narrower. */
  readonly room?: number;
  /** Additional space after each letter, thousandths of the em. */
  readonly spacing?: number;
  readonly opacity?: number;
}

export interface Letters {
  /** One line of text as SVG outlines, so that no font of the machine is asked for. */
  text(line: string, style: TextStyle): string;
}

/** Letters of the fonts in `folder` (fixtures/fonts), each read when first used. */
export function createLetters(folder: string): Letters {
  const loaded = new Map<Font, Glyphs>();
  const glyphsOf = (font: Font): Glyphs => {
    const known = loaded.get(font);
    if (known) return known;
    const text = readFileSync(join(folder, `${font}.glyphs.json`), 'utf8');
    const glyphs = JSON.parse(text) as Glyphs;
    loaded.set(font, glyphs);
    return glyphs;
  };
  return { text: (line, style) => draw(glyphsOf(style.font ?? 'sans-medium'), line, style) };
}

/** A letter that the font lacks is drawn without its mark, or left out. */
const glyphOf = (glyphs: Glyphs, letter: string): Glyph | undefined =>
  glyphs[letter] ?? glyphs[letter.normalize('NFD')[0] ?? ''];

function draw(glyphs: Glyphs, line: string, style: TextStyle): string {
  const spacing = style.spacing ?? 0;
  let outlines = '';
  let width = 0;
  for (const letter of line.normalize('NFC')) {
    const glyph = glyphOf(glyphs, letter);
    if (!glyph) continue;
    if (glyph[1]) outlines += `<path transform="translate(${width})" d="${glyph[1]}"/>`;
    width += glyph[0] + spacing;
  }
  const scale = style.size / 1000;
  const narrowing = style.room ? Math.min(1, style.room / (width * scale)) : 1;
  const across = scale * narrowing;
  const shift = { start: 0, middle: 0.5, end: 1 }[style.anchor ?? 'start'] * width * across;
  const matrix = `${across.toFixed(5)} 0 0 ${scale.toFixed(5)} ${(style.x - shift).toFixed(2)} ${style.y}`;
  const opacity = style.opacity === undefined ? '' : ` opacity="${style.opacity}"`;
  return `<g transform="matrix(${matrix})" fill="${style.fill ?? '#1b2430'}"${opacity}>${outlines}</g>`;
}
