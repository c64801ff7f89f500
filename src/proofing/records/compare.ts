import type { Attributes, PostalAddress } from '../../assurance/index.js';

/** Letters as machines print them: no accents, one case, nothing but A to Z (ICAO 9303-3 section 6). */
const plain = (text: string): string =>
  text
    .replaceAll(/[ØøŒœÆæßÞþ]/g, (letter) => LIGATURES[letter] ?? '')
    .normalize('NFD')
    .toUpperCase()
    .replaceAll(/[^A-Z]/g, '');

const LIGATURES: Readonly<Record<string, string>> = {
  ...{ Ø: 'O', ø: 'O', Œ: 'OE', œ: 'OE', Æ: 'AE', æ: 'AE', ß: 'SS', Þ: 'TH', þ: 'TH' },
};

/** ICAO's other way to write umlauts and the tilde: Ü as UE, Ñ as NXX. */
const expanded = (text: string): string =>
  plain(
    text.replaceAll(
      /[ÄÖÜäöüÅåØøÑñ]/g,
      (letter) =>
        ({ Ä: 'AE', Ö: 'OE', Ü: 'UE', Å: 'AA', Ø: 'OE', Ñ: 'NXX' })[letter.toUpperCase()] ?? letter,
    ),
  );

/** The shortest prefix that counts as a name cut off by a document's field length (AAMVA 40, TD3 39 characters). */
const LEAST_TRUNCATED = 14;

const sameLetters = (a: string, b: string): boolean =>
  a === b ||
  (Math.min(a.length, b.length) >= LEAST_TRUNCATED && (a.startsWith(b) || b.startsWith(a)));

/** Whether two spellings can be one name: accents, apostrophes, spaces and truncation aside. */
export function sameName(a: string | undefined, b: string | undefined): boolean {
  const forms = (text = '') => [plain(text), expanded(text)];
  return forms(a).some((one) => forms(b).some((other) => sameLetters(one, other)));
}

/**
 * Given and family name agree; a person with one name may have it in either place. A machine-readable zone does not tell
 * middle names from first names (ICAO 9303-3 section 4.6), so they count as given names where only one side tells them.
 */
export function samePerson(a: Attributes, b: Attributes): boolean {
  const whole = ({ given_name = '', family_name = '' }: Attributes) => given_name + family_name;
  const mononym = [a, b].some(({ given_name, family_name }) => !given_name || !family_name);
  if (mononym) return sameName(whole(a), whole(b));
  return sameGivenNames(a, b) && sameName(a.family_name, b.family_name);
}

function sameGivenNames(a: Attributes, b: Attributes): boolean {
  const all = ({ given_name = '', middle_name = '' }: Attributes) => given_name + middle_name;
  return (
    sameName(a.given_name, b.given_name) ||
    sameName(all(a), b.given_name) ||
    sameName(a.given_name, all(b))
  );
}

const ABBREVIATIONS: Readonly<Record<string, string>> = {
  ...{ STREET: 'ST', AVENUE: 'AVE', ROAD: 'RD', LANE: 'LN', DRIVE: 'DR', COURT: 'CT' },
  ...{ BOULEVARD: 'BLVD', APARTMENT: 'APT', SUITE: 'STE', PLACE: 'PL' },
  ...{ NORTH: 'N', SOUTH: 'S', EAST: 'E', WEST: 'W' },
};

const line = (text: string): string =>
  text
    .toUpperCase()
    .replaceAll(/[^A-Z0-9 ]/g, '')
    .split(/\s+/)
    .map((word) => ABBREVIATIONS[word] ?? word)
    .join('');

/** The same building: street line (usual abbreviations aside) and the first five digits of the postal code. */
export const sameAddress = (a: PostalAddress, b: PostalAddress): boolean =>
  line(a.street_address) === line(b.street_address) &&
  a.postal_code.slice(0, 5) === b.postal_code.slice(0, 5);
