import { CASCADIA } from '../cascadia.js';
import { aamva } from '../machineReadable/aamva.js';
import { licenceLine } from '../machineReadable/mrz.js';
import type { Content } from './content.js';
import { givenNames, printed, usDate } from './content.js';
import type { Letters } from './letters.js';
import { guilloche, mountains, seal, waves } from './motif.js';
import type { Sheet } from './sheet.js';
import { CARD, field, lineStrip, specimen } from './sheet.js';

const { width, height } = CARD;

/** The two kinds of card that Cascadia issues, told apart by title and colour. */
const KINDS = {
  DL: { title: 'DRIVER LICENSE', ink: '#14505c', sky: '#e3f1ef', far: '#3f8f8b', near: '#1f6a5b' },
  ID: {
    title: 'IDENTIFICATION CARD',
    ink: '#5a2f5c',
    sky: '#f1e9f4',
    far: '#8d6aa5',
    near: '#6b477f',
  },
} as const;

type Kind = keyof typeof KINDS;

const kindOf = (content: Content): Kind => (content.type === 'state_id' ? 'ID' : 'DL');

function paper(kind: Kind, waterline: number): string {
  const { sky, far, near, ink } = KINDS[kind];
  return `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="${sky}"/><stop offset="0.65" stop-color="#fbf3e2"/><stop offset="1" stop-color="#d9ebee"/>
    </linearGradient></defs>
    <rect width="${width}" height="${height}" fill="url(#sky)"/>
    ${mountains(width, waterline, far, near)}${waves(width, waterline + 8, height, ink)}${guilloche(width, height, ink)}`;
}

function heading(letters: Letters, kind: Kind): string {
  const { ink, title } = KINDS[kind];
  return `<rect width="${width}" height="96" fill="${ink}"/><rect y="96" width="${width}" height="5" fill="#e0a43a"/>
    ${seal(58, 50, 40, ink, '#f6f1e4')}
    ${letters.text(CASCADIA.name.toUpperCase(), { x: 116, y: 62, size: 50, font: 'sans-bold', fill: '#ffffff', spacing: 90 })}
    ${letters.text(title, { x: 966, y: 46, size: 27, font: 'sans-bold', fill: '#ffffff', anchor: 'end', spacing: 40 })}
    ${letters.text('SPECIMEN - NOT A REAL DOCUMENT', { x: 966, y: 76, size: 18, fill: '#f6d48f', anchor: 'end', spacing: 40 })}
    ${letters.text(`INVENTED STATE (${CASCADIA.code})`, { x: 118, y: 84, size: 14, fill: '#cfe3e2', spacing: 60 })}`;
}

function feet(inches: number): string {
  return `${Math.floor(inches / 12)}'-${String(inches % 12).padStart(2, '0')}"`;
}

const PORTRAIT = { x: 36, y: 128, width: 270, height: 338 };

/** What the machine-readable line on the front says. */
export const licenceFrontLine = (content: Content): string =>
  licenceLine({
    code: kindOf(content),
    issuer: CASCADIA.code,
    number: content.number,
    birthdate: content.birthdate,
    expires_on: content.expires_on,
  });

/** Front of a driver's licence or state ID: portrait, fields, machine-readable line. */
export function licenceFront(letters: Letters, content: Content, line: string): Sheet {
  const kind = kindOf(content);
  const { address, looks } = content;
  const at = (x: number, y: number, room: number, size = 27) => ({ x, y, room, size });
  const put = (caption: string, value: string, where: ReturnType<typeof at>): string =>
    field(letters, caption, value, where);
  const family = printed(content.family_name);
  const body = [
    paper(kind, 520),
    specimen(letters, 650, 400, 116),
    heading(letters, kind),
    put(kind === 'DL' ? '4d DLN' : '4d IDN', content.number, at(340, 130, 280, 34)),
    kind === 'DL' ? put('9 CLASS', 'D', at(700, 130, 100, 34)) : '',
    put('1 FAMILY NAME', family, at(340, 192, 620)),
    put('2 GIVEN NAMES', printed(givenNames(content)) || 'NONE', at(340, 246, 440)),
    content.suffix ? put('SUFFIX', printed(content.suffix, 5), at(800, 246, 120)) : '',
    put('8 ADDRESS', printed(address.street_address, 35), at(340, 300, 620, 24)),
    letters.text(`${printed(address.locality, 20)}, ${address.region} ${address.postal_code}`, {
      x: 340,
      y: 352,
      size: 24,
      font: 'sans-bold',
      room: 620,
    }),
    put('3 DOB', usDate(content.birthdate), at(340, 378, 200)),
    put('4a ISS', usDate(content.issued_on), at(556, 378, 200)),
    put('4b EXP', usDate(content.expires_on), at(772, 378, 200)),
    put('15 SEX', content.sex, at(340, 434, 80)),
    put('16 HGT', feet(looks.height_in), at(442, 434, 120)),
    put('18 EYES', looks.eyes, at(590, 434, 120)),
    put('19 HAIR', looks.hair, at(720, 434, 120)),
    put('5 DD', `MOCK${content.number}`, at(340, 490, 420, 20)),
    `<rect x="${PORTRAIT.x - 4}" y="${PORTRAIT.y - 4}" width="${PORTRAIT.width + 8}" height="${PORTRAIT.height + 8}" fill="#ffffff"/>`,
    letters.text(`${printed(givenNames(content), 24)} ${family.slice(0, 24)}`.trim(), {
      x: 40,
      y: 512,
      size: 26,
      font: 'sans-medium',
      fill: '#27465c',
      room: 262,
    }),
    letters.text('SPECIMEN', {
      x: 171,
      y: 544,
      size: 22,
      font: 'sans-bold',
      fill: '#b3262d',
      anchor: 'middle',
      spacing: 180,
    }),
    lineStrip(letters, line),
  ].join('');
  return { width, height, body, portrait: PORTRAIT };
}

/** What the barcode on the back says. */
export function licenceBarcode(content: Content, iin: string = CASCADIA.iin): string {
  const { looks, type: _, ...rest } = content;
  return aamva({
    ...rest,
    subfile: kindOf(content),
    iin,
    ...looks,
    discriminator: `MOCK${content.number}`,
  });
}

/** Back of a driver's licence or state ID; `barcode` is an SVG drawing of 880 x 330 units. */
export function licenceBack(letters: Letters, content: Content, barcode: string): Sheet {
  const kind = kindOf(content);
  const { ink } = KINDS[kind];
  const small = { size: 18, fill: ink } as const;
  const body = [
    paper(kind, 590),
    `<rect width="${width}" height="64" fill="${ink}"/><rect y="64" width="${width}" height="5" fill="#e0a43a"/>`,
    letters.text(`STATE OF ${CASCADIA.name.toUpperCase()}`, {
      x: 40,
      y: 44,
      size: 30,
      font: 'sans-bold',
      fill: '#ffffff',
      spacing: 80,
    }),
    letters.text('SPECIMEN', {
      x: 960,
      y: 44,
      size: 30,
      font: 'sans-bold',
      fill: '#f6d48f',
      anchor: 'end',
      spacing: 80,
    }),
    `<rect x="36" y="92" width="928" height="378" rx="6" fill="#ffffff"/>`,
    `<g transform="translate(60 116)">${barcode}</g>`,
    specimen(letters, 500, 590, 90),
    letters.text('RESTRICTIONS: NONE     ENDORSEMENTS: NONE', {
      x: 60,
      y: 506,
      ...small,
      font: 'sans-bold',
    }),
    letters.text(`ISSUED ${usDate(content.issued_on)}     INVENTORY MOCK${content.number}`, {
      x: 60,
      y: 534,
      ...small,
    }),
    letters.text(
      'This card is a specimen made for testing. The State of Cascadia does not exist.',
      { x: 60, y: 562, ...small },
    ),
    letters.text('It identifies nobody and gives no right to anything.', {
      x: 60,
      y: 588,
      ...small,
    }),
    seal(906, 548, 44, ink, '#f6f1e4'),
  ].join('');
  return { width, height, body };
}
