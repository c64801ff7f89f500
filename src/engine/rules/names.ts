/** Letters that machine-readable zones spell out (ICAO Doc 9303-3 section 6, table A), beside the plain letter. */
const SPELLED: Readonly<Record<string, string>> = {
  Ä: 'AE',
  Ö: 'OE',
  Ü: 'UE',
  Å: 'AA',
  Æ: 'AE',
  Ø: 'OE',
  Þ: 'TH',
  Ð: 'D',
  ẞ: 'SS',
  Ł: 'L',
  Œ: 'OE',
};

/** A name as documents print it: capitals A to Z and single spaces; `spell` writes Ü as UE, else as U. */
export function plainName(name: string, spell = false): string {
  const upper = name.normalize('NFC').replaceAll('ß', 'SS').toUpperCase();
  const spelled = [...upper].map((letter) => {
    const long = SPELLED[letter];
    return long && (spell || letter.normalize('NFD').length === 1) ? long : letter;
  });
  return spelled
    .join('')
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’.`]/g, '')
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
}

export interface WrittenName {
  readonly given_name?: string | undefined;
  readonly middle_name?: string | undefined;
  readonly family_name?: string | undefined;
  readonly suffix?: string | undefined;
}

/** How a document shortens names. */
export interface NameRules {
  /** The name may have been cut at its field's end. */
  readonly cut: boolean;
}

/**
 * Whether a claimed name is the document's: family names alike (a suffix may stand in either), and the claimed given name the
 * beginning of the document's given and middle names, or the other way round; a cut name matches its beginning.
 */
export function sameName(claimed: WrittenName, document: WrittenName, rules: NameRules): boolean {
  return [false, true].some((spell) => {
    const plain = (...parts: readonly (string | undefined)[]): string =>
      plainName(parts.filter(Boolean).join(' '), spell);
    const [family, written] = [plain(claimed.family_name), plain(document.family_name)];
    const suffixed = plain(claimed.family_name, claimed.suffix);
    const given = plain(claimed.given_name, claimed.middle_name);
    const writtenGiven = plain(document.given_name, document.middle_name);
    const families = [family, suffixed].some((name) => alike(name, written, rules));
    return families && givenAlike(plain(claimed.given_name), given, writtenGiven, rules);
  });
}

const alike = (claimed: string, written: string, { cut }: NameRules): boolean =>
  claimed === written || (cut && written.length >= 3 && claimed.startsWith(written));

function givenAlike(first: string, all: string, written: string, rules: NameRules): boolean {
  if (!first || !written) return first === written || (rules.cut && !written);
  const begins = (longer: string, shorter: string): boolean =>
    longer === shorter || longer.startsWith(`${shorter} `);
  return (
    begins(written, first) ||
    begins(all, written) ||
    alike(all, written, rules) ||
    (rules.cut && all.startsWith(written))
  );
}
