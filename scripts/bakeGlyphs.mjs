/**
 * Turns the press's fonts into outlines (fixtures/fonts/*.glyphs.json), so that what it prints depends neither on the
 * fonts of the machine nor on a font library at run time. Run it again only when a font changes:
 * `node scripts/bakeGlyphs.mjs`. A glyph is [advance, SVG path] in units of the em, y down from the baseline.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import opentype from 'opentype.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const publicSans = 'node_modules/@uswds/uswds/dist/fonts/public-sans';
const FONTS = [
  { name: 'ocr-b', file: 'fixtures/fonts/OCRB.otf', to: 0x7e },
  { name: 'sans-medium', file: `${publicSans}/PublicSans-Medium.ttf`, to: 0x17f },
  { name: 'sans-bold', file: `${publicSans}/PublicSans-Bold.ttf`, to: 0x17f },
];
const PUNCTUATION = ['\u2013', '\u2014', '\u2018', '\u2019', '\u201c', '\u201d', '\u2022'];
const EM = 1000;

/** The library's own writer runs numbers together where one rounds to minus zero. */
function outlineOf(glyph) {
  const part = ({ type, x1, y1, x2, y2, x, y }) =>
    type +
    [x1, y1, x2, y2, x, y]
      .filter((n) => n !== undefined)
      .map(Math.round)
      .join(' ');
  return glyph.getPath(0, 0, EM).commands.map(part).join('');
}

function bake(font, last) {
  const glyphs = {};
  const characters = [];
  for (let code = 0x20; code <= last; code++) characters.push(String.fromCodePoint(code));
  if (last > 0x7e) characters.push(...PUNCTUATION);
  for (const character of characters) {
    const glyph = font.charToGlyph(character);
    if (glyph.index === 0) continue;
    const advance = Math.round((glyph.advanceWidth / font.unitsPerEm) * EM);
    glyphs[character] = [advance, outlineOf(glyph)];
  }
  return glyphs;
}

for (const { name, file, to } of FONTS) {
  const { buffer } = new Uint8Array(readFileSync(root + file));
  const font = opentype.parse(buffer);
  const glyphs = bake(font, to);
  writeFileSync(`${root}fixtures/fonts/${name}.glyphs.json`, `${JSON.stringify(glyphs)}\n`);
  console.log(`${name}: ${Object.keys(glyphs).length} glyphs`);
}
