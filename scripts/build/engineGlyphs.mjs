// Draws the OCR-B characters and writes them as src/engine/ocrb/glyphs.ts, the templates of the engine's reader.
// Usage: node scripts/build/engineGlyphs.mjs FONT.otf (Debian's package fonts-ocr-b; "freely use, modify, distribute").
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const [font] = process.argv.slice(2);
if (!font) throw new Error('say which font file to draw from');

const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<-/';
// A template is a cell as high as 1.2 capitals and as wide as 0.9: OCR-B's pitch is 0.83 capitals.
const WIDTH = 18;
const HEIGHT = 24;
const SIZE = 400;

const folder = await mkdtemp(path.join(tmpdir(), 'glyphs-'));
await copyFile(font, path.join(folder, path.basename(font)));
await writeFile(
  path.join(folder, 'fonts.conf'),
  `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}</dir><cachedir>${folder}</cachedir></fontconfig>`,
);
process.env.FONTCONFIG_FILE = path.join(folder, 'fonts.conf');
const { default: sharp } = await import('sharp');

/** Ink of one character, drawn at (SIZE, 2 SIZE) of a canvas of 3 SIZE squared: 255 is ink. */
async function draw(character) {
  const text = character === '<' ? '&lt;' : character;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${3 * SIZE}" height="${3 * SIZE}"><rect width="100%" height="100%" fill="#fff"/><text x="${SIZE}" y="${2 * SIZE}" font-family="OCR B" font-size="${SIZE}">${text}</text></svg>`;
  const raw = await sharp(Buffer.from(svg)).greyscale().negate().raw().toBuffer();
  return raw;
}

function bounds(raw) {
  const box = { left: Infinity, right: -1, top: Infinity, bottom: -1 };
  raw.forEach((ink, i) => {
    if (ink < 128) return;
    const [x, y] = [i % (3 * SIZE), Math.floor(i / (3 * SIZE))];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x + 1);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y + 1);
  });
  return box;
}

const capital = bounds(await draw('H'));
const capHeight = capital.bottom - capital.top;
const middle = (capital.top + capital.bottom) / 2;

/** Mean ink of each little field of the cell around the character's own middle, on the line's middle. */
async function template(character) {
  const raw = await draw(character);
  const box = bounds(raw);
  const left = (box.left + box.right) / 2 - 0.45 * capHeight;
  const top = middle - 0.6 * capHeight;
  const [stepX, stepY] = [(0.9 * capHeight) / WIDTH, (1.2 * capHeight) / HEIGHT];
  const cells = Buffer.alloc(WIDTH * HEIGHT);
  for (let i = 0; i < cells.length; i += 1) {
    const [x0, y0] = [left + (i % WIDTH) * stepX, top + Math.floor(i / WIDTH) * stepY];
    let [sum, count] = [0, 0];
    for (let y = Math.floor(y0); y < y0 + stepY; y += 1) {
      for (let x = Math.floor(x0); x < x0 + stepX; x += 1) {
        sum += raw[y * 3 * SIZE + x] ?? 0;
        count += 1;
      }
    }
    cells[i] = Math.round(sum / count);
  }
  return {
    cells,
    width: (box.right - box.left) / capHeight,
    height: (box.bottom - box.top) / capHeight,
  };
}

const rows = [];
for (const character of CHARACTERS) {
  const { cells, width, height } = await template(character);
  rows.push(
    `  ['${character}', ${width.toFixed(3)}, ${height.toFixed(3)}, '${cells.toString('base64')}'],`,
  );
}
await writeFile(
  new URL('../../src/engine/ocrb/glyphs.ts', import.meta.url),
  `// Made by scripts/build/engineGlyphs.mjs from the font OCR B; do not edit.
/* Cells of ${WIDTH} by ${HEIGHT}, 1.2 capitals high, each character on its own middle: 255 is ink. */
export const GLYPH_WIDTH = ${WIDTH};
export const GLYPH_HEIGHT = ${HEIGHT};
/** Character, its width and height in capitals, its cell in base64. */
export const GLYPHS: readonly (readonly [string, number, number, string])[] = [
${rows.join('\n')}
];
`,
);
await rm(folder, { recursive: true, force: true });
