/** Letters that carry no removable mark: what AAMVA's D20 and driver's licences make of them. */
const PLAIN: Readonly<Record<string, string>> = {
  Æ: 'AE',
  Œ: 'OE',
  ẞ: 'SS',
  Ø: 'O',
  Đ: 'D',
  Ð: 'D',
  Ħ: 'H',
  Ł: 'L',
  Ŀ: 'L',
  Ŋ: 'N',
  Ŧ: 'T',
  Þ: 'TH',
  Ĳ: 'IJ',
  ı: 'I',
  ĸ: 'Q',
};

/** ICAO Doc 9303 part 3 section 6.A, where it recommends more than dropping the mark. */
const ICAO: Readonly<Record<string, string>> = {
  Ä: 'AE',
  Å: 'AA',
  Ö: 'OE',
  Ø: 'OE',
  Ü: 'UE',
  Ñ: 'N',
};

const unmarked = (letter: string): string => letter.normalize('NFD').replace(/\p{M}/gu, '');

function fold(text: string, table: Readonly<Record<string, string>>): string {
  return [...text.normalize('NFC').toUpperCase()]
    .map((letter) => table[letter] ?? PLAIN[letter] ?? unmarked(letter))
    .join('')
    .toUpperCase();
}

/** Capital letters A-Z with every mark dropped, as licences write names; other scripts are left out. */
export const toPlainCapitals = (text: string): string =>
  fold(text, {})
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[^A-Z0-9 '\-.,#/&]/g, '');

/** Transliterated for an MRZ: A-Z and `<`; hyphen and space become `<`, apostrophe and full stop vanish. */
export const toMrzName = (text: string): string =>
  fold(text, ICAO)
    .replace(/[\s\-\u2010-\u2015]+/g, '<')
    .replace(/[^A-Z<]/g, '')
    .replace(/<{2,}/g, '<')
    .replace(/^<|<$/g, '');
