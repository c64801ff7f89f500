import type { Face, Looks } from './persona.js';

interface FaceLooks {
  readonly face: Face;
  readonly hair: Looks['hair'];
}

const WOMEN: readonly FaceLooks[] = [
  { face: 'p01', hair: 'BLK' },
  { face: 'p03', hair: 'BRO' },
  { face: 'p05', hair: 'BLK' },
  { face: 'p07', hair: 'BRO' },
  { face: 'p09', hair: 'BLK' },
  { face: 'p11', hair: 'RED' },
];

const MEN: readonly FaceLooks[] = [
  { face: 'p00', hair: 'BRO' },
  { face: 'p02', hair: 'BLK' },
  { face: 'p04', hair: 'BLK' },
  { face: 'p06', hair: 'BLK' },
  { face: 'p08', hair: 'BAL' },
  { face: 'p10', hair: 'BLK' },
];

/** Whose face somebody invented may have. */
export const FACES = { F: WOMEN, M: MEN, X: [...WOMEN, ...MEN] } as const;

const WOMENS_NAMES = ['Ada', 'Beatrix', 'Clara', 'Della', 'Esther', 'Freya', 'Greta', 'Hazel'];
const MENS_NAMES = ['Abel', 'Bruno', 'Caleb', 'Dexter', 'Elias', 'Felix', 'Gideon', 'Hugo'];

export const GIVEN_NAMES = {
  F: WOMENS_NAMES,
  M: MENS_NAMES,
  X: [...WOMENS_NAMES, ...MENS_NAMES],
} as const;

export const MIDDLE_NAMES = ['Ash', 'Blair', 'Drew', 'Ellis', 'Jude', 'Lane', 'Quinn', 'Reese'];

export const FAMILY_NAMES = [
  'Applegarth',
  'Birchwood',
  'Coldwater',
  'Dunmore',
  'Eastlake',
  'Fairweather',
  'Greenhollow',
  'Harrowgate',
  'Ironside',
  'Juniper',
  'Kestrel',
  'Longmeadow',
  'Marshfield',
  'Northcott',
  'Oakhurst',
  'Pennington',
];
