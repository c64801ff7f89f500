import type { Letters } from './letters.js';
import type { Sheet } from './sheet.js';
import { PAGE, CARD } from './sheet.js';

/** The cover of a passport: what somebody shows who photographs the wrong side. */
export function passportCover(letters: Letters): Sheet {
  const { width, height } = PAGE;
  const line = (text: string, y: number, size: number): string =>
    letters.text(text, {
      x: 500,
      y,
      size,
      font: 'sans-bold',
      fill: '#d9b45a',
      anchor: 'middle',
      spacing: 150,
    });
  const body = `<rect width="${width}" height="${height}" fill="#22325f"/>
    <rect x="30" y="30" width="${width - 60}" height="${height - 60}" rx="18" fill="none" stroke="#d9b45a" stroke-width="4" opacity="0.5"/>
    ${line('UTOPIA', 200, 84)}${line('PASSPORT', 540, 60)}${line('SPECIMEN', 620, 34)}
    <g fill="none" stroke="#d9b45a" stroke-width="6"><circle cx="500" cy="350" r="92"/><path d="M440 380q15 -12 30 0t30 0t30 0t30 0M452 350a48 48 0 0 1 96 0z"/></g>`;
  return { width, height, body };
}

const ITEMS = ['Apples', 'Oat milk', 'Two lemons', 'Bread', 'Batteries (AA)', 'Flowers for Ada'];

/** A sheet of paper that is no document at all. */
export function shoppingList(letters: Letters): Sheet {
  const { width, height } = CARD;
  const lines = ITEMS.map((item, i) =>
    letters.text(`- ${item}`, { x: 120, y: 190 + i * 68, size: 40, fill: '#3b4a6b' }),
  ).join('');
  const title = letters.text('Shopping', {
    x: 120,
    y: 110,
    size: 56,
    font: 'sans-bold',
    fill: '#3b4a6b',
  });
  return {
    width,
    height,
    body: `<rect width="${width}" height="${height}" fill="#f4f0e2"/>${title}${lines}`,
  };
}

/** A stain over the foot of a side, where the machine-readable lines stand, `from` down to its edge. */
export function stain(from: number, { width, height }: Sheet): string {
  const wave = Array.from({ length: 11 }, (_, i) => `T${(i * width) / 10} ${from + (i % 3) * 5}`);
  return `<path d="M0 ${from}${wave.join('')}V${height}H0z" fill="#5b4331" opacity="0.93"/>`;
}

/** Scratches and a stain over the barcode of a back: enough that error correction gives up. */
export function scratches(): string {
  let marks = '';
  for (let i = 0; i < 26; i++) {
    const x = 60 + i * 35;
    marks += `<path d="M${x} 96L${x + 26 - (i % 5) * 12} 462"/>`;
  }
  return `<g stroke="#efe9dc" stroke-width="13" fill="none">${marks}<path d="M40 180L960 240M40 330L960 290" stroke-width="30"/></g>`;
}
