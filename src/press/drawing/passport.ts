import { UTOPIA } from '../cascadia.js';
import type { MrzData } from '../machineReadable/mrz.js';
import { licenceLine, td1, td3 } from '../machineReadable/mrz.js';
import type { Content } from './content.js';
import { givenNames, passportDate, printed } from './content.js';
import type { Letters } from './letters.js';
import { guilloche, mountains, waves } from './motif.js';
import type { Sheet } from './sheet.js';
import { CARD, PAGE, field, lineStrip, specimen } from './sheet.js';

const INK = '#2b3f78';

/** What the machine-readable zone of this content says. */
export const mrzOf = (content: Content): MrzData => ({
  issuer: UTOPIA.code,
  nationality: UTOPIA.code,
  number: content.number,
  family_name: [content.family_name, content.suffix].filter(Boolean).join(' '),
  given_names: givenNames(content) || undefined,
  birthdate: content.birthdate,
  sex: content.sex,
  expires_on: content.expires_on,
});

/** Lines of a passport page's zone. */
export const passportLines = (content: Content): readonly string[] => td3(mrzOf(content));

/** Lines of a passport card's zone. */
export const passportCardLines = (content: Content): readonly string[] => td1(mrzOf(content), 'IP');

/** What the machine-readable line on a passport card's front says. */
export const passportCardLine = (content: Content): string =>
  licenceLine({ ...mrzOf(content), code: 'IP' });

function paper(width: number, height: number, waterline: number): string {
  return `<defs><linearGradient id="dawn" x1="0" y1="0" x2="1" y2="1">
      <stop offset="0" stop-color="#eef0fb"/><stop offset="0.55" stop-color="#fdf3ea"/><stop offset="1" stop-color="#e4edf7"/>
    </linearGradient></defs>
    <rect width="${width}" height="${height}" fill="url(#dawn)"/>
    ${mountains(width, waterline, '#7c8fc9', '#5a6fb0')}${waves(width, waterline + 8, height, INK)}${guilloche(width, height, INK)}`;
}

/** A sun over the sea: Utopia's emblem, centred on (x, y). */
function emblem(x: number, y: number, size: number): string {
  let rays = '';
  for (let i = 0; i < 9; i++) rays += `<path d="M-46 0h-14" transform="rotate(${i * 22.5})"/>`;
  return `<g transform="translate(${x} ${y}) scale(${size / 60})" stroke="#f3d48b" stroke-width="6" fill="none">
    ${rays}<path d="M-34 0a34 34 0 0 1 68 0z" fill="#f3d48b"/><path d="M-60 16q15 -12 30 0t30 0t30 0t30 0"/></g>`;
}

function heading(letters: Letters, width: number, title: string): string {
  return `<rect width="${width}" height="84" fill="${INK}"/><rect y="84" width="${width}" height="5" fill="#e0a43a"/>
    ${emblem(66, 56, 40)}
    ${letters.text(UTOPIA.name.toUpperCase(), { x: 128, y: 57, size: 44, font: 'sans-bold', fill: '#ffffff', spacing: 120 })}
    ${letters.text(title, { x: 964, y: 42, size: 26, font: 'sans-bold', fill: '#ffffff', anchor: 'end', spacing: 50 })}
    ${letters.text('SPECIMEN - NOT A REAL DOCUMENT', { x: 964, y: 70, size: 17, fill: '#f6d48f', anchor: 'end', spacing: 40 })}`;
}

/** Machine-readable lines in OCR-B from (x, y) down. */
function zone(
  letters: Letters,
  lines: readonly string[],
  x: number,
  y: number,
  size: number,
): string {
  return lines
    .map((line, i) =>
      letters.text(line, { x, y: y + i * size * 1.75, size, font: 'ocr-b', fill: '#101418' }),
    )
    .join('');
}

const frame = (box: { x: number; y: number; width: number; height: number }): string =>
  `<rect x="${box.x - 4}" y="${box.y - 4}" width="${box.width + 8}" height="${box.height + 8}" fill="#ffffff"/>`;

function fields(letters: Letters, content: Content, top: number): string {
  const row = (i: number): number => top + i * 62;
  const put = (caption: string, value: string, x: number, i: number, room: number): string =>
    field(letters, caption, value, { x, y: row(i), room, size: 26 });
  return [
    put('Type / Type', content.type === 'passport' ? 'P' : 'IP', 350, 0, 80),
    put('Code / Code', UTOPIA.code, 470, 0, 100),
    put('Document No. / N° du document', content.number, 640, 0, 320),
    put(
      'Surname / Nom',
      printed([content.family_name, content.suffix].filter(Boolean).join(' '), 60),
      350,
      1,
      610,
    ),
    put('Given names / Prénoms', printed(givenNames(content), 60) || '-', 350, 2, 610),
    put('Nationality / Nationalité', 'UTOPIAN', 350, 3, 260),
    put('Date of birth / Date de naissance', passportDate(content.birthdate), 640, 3, 320),
    put('Sex / Sexe', content.sex, 350, 4, 80),
    put('Place of birth / Lieu de naissance', 'UTOPIA', 640, 4, 320),
    put('Date of issue / Date de délivrance', passportDate(content.issued_on), 350, 5, 260),
    put("Date of expiry / Date d'expiration", passportDate(content.expires_on), 640, 5, 320),
  ].join('');
}

const PAGE_PORTRAIT = { x: 40, y: 122, width: 276, height: 345 };

/** Data page of a Utopian passport with the two lines of its zone. */
export function passportPage(letters: Letters, content: Content, lines: readonly string[]): Sheet {
  const { width, height } = PAGE;
  const body = [
    paper(width, height, 560),
    specimen(letters, 650, 400, 116),
    heading(letters, width, 'PASSPORT / PASSEPORT'),
    fields(letters, content, 122),
    frame(PAGE_PORTRAIT),
    letters.text('SPECIMEN', {
      x: 178,
      y: 512,
      size: 26,
      font: 'sans-bold',
      fill: '#b3262d',
      anchor: 'middle',
      spacing: 180,
    }),
    letters.text('Authority / Autorité   UTOPIA SPECIMEN OFFICE', {
      x: 350,
      y: 520,
      size: 17,
      fill: INK,
    }),
    `<rect y="560" width="${width}" height="144" fill="#fbfaf5"/>`,
    zone(letters, lines, 55, 618, 28),
  ].join('');
  return { width, height, body, portrait: PAGE_PORTRAIT };
}

const CARD_PORTRAIT = { x: 40, y: 116, width: 276, height: 345 };

/** Front of a Utopian passport card: portrait, fields, machine-readable line. */
export function passportCardFront(letters: Letters, content: Content, line: string): Sheet {
  const { width, height } = CARD;
  const body = [
    paper(width, height, 560),
    specimen(letters, 650, 420, 116),
    heading(letters, width, 'PASSPORT CARD'),
    fields(letters, content, 120),
    frame(CARD_PORTRAIT),
    letters.text('SPECIMEN', {
      x: 178,
      y: 506,
      size: 26,
      font: 'sans-bold',
      fill: '#b3262d',
      anchor: 'middle',
      spacing: 180,
    }),
    letters.text('UTOPIA SPECIMEN OFFICE', { x: 350, y: 526, size: 17, fill: INK }),
    lineStrip(letters, line),
  ].join('');
  return { width, height, body, portrait: CARD_PORTRAIT };
}

/** Back of a Utopian passport card with the three lines of its zone. */
export function passportCardBack(letters: Letters, lines: readonly string[]): Sheet {
  const { width, height } = CARD;
  const small = { size: 19, fill: INK } as const;
  const body = [
    paper(width, height, 380),
    heading(letters, width, 'PASSPORT CARD'),
    specimen(letters, 500, 330, 130),
    letters.text(
      'This card is a specimen made for testing. The country of Utopia does not exist.',
      { x: 60, y: 150, ...small },
    ),
    letters.text('It identifies nobody and gives no right to cross any border.', {
      x: 60,
      y: 180,
      ...small,
    }),
    `<rect y="400" width="${width}" height="230" fill="#fbfaf5"/>`,
    zone(letters, lines, 66, 462, 40),
  ].join('');
  return { width, height, body };
}
