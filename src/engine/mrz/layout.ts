/** Letters, digits, and which characters may stand where in a machine-readable zone. */
export type CharacterClass = 'letter' | 'digit' | 'any' | 'sex';

export interface MrzField {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly kind: CharacterClass;
}

/** A field, where its check digit stands, and its name. */
export interface CheckedField {
  readonly name: 'document_number' | 'birthdate' | 'expires_on' | 'personal_number' | 'composite';
  readonly parts: readonly Omit<MrzField, 'kind'>[];
  readonly digit: { readonly line: number; readonly at: number };
}

export interface MrzLayout {
  readonly name: 'TD1' | 'TD3' | 'card_line';
  readonly lines: number;
  readonly width: number;
  readonly fields: readonly MrzField[];
  readonly checked: readonly CheckedField[];
}

const field = (line: number, from: number, to: number, kind: CharacterClass): MrzField => ({
  line,
  from,
  to,
  kind,
});
const part = (line: number, from: number, to: number) => ({ line, from, to });

/** Passport page, ICAO Doc 9303-4 section 4.2.2: two lines of 44. */
export const TD3: MrzLayout = {
  name: 'TD3',
  lines: 2,
  width: 44,
  fields: [
    field(0, 0, 44, 'letter'),
    field(1, 0, 9, 'any'),
    field(1, 9, 10, 'digit'),
    field(1, 10, 13, 'letter'),
    field(1, 13, 20, 'digit'),
    field(1, 20, 21, 'sex'),
    field(1, 21, 28, 'digit'),
    field(1, 28, 42, 'any'),
    field(1, 42, 44, 'digit'),
  ],
  checked: [
    { name: 'document_number', parts: [part(1, 0, 9)], digit: { line: 1, at: 9 } },
    { name: 'birthdate', parts: [part(1, 13, 19)], digit: { line: 1, at: 19 } },
    { name: 'expires_on', parts: [part(1, 21, 27)], digit: { line: 1, at: 27 } },
    { name: 'personal_number', parts: [part(1, 28, 42)], digit: { line: 1, at: 42 } },
    {
      name: 'composite',
      parts: [part(1, 0, 10), part(1, 13, 20), part(1, 21, 43)],
      digit: { line: 1, at: 43 },
    },
  ],
};

/** Card, ICAO Doc 9303-5 section 4.2.2: three lines of 30. */
export const TD1: MrzLayout = {
  name: 'TD1',
  lines: 3,
  width: 30,
  fields: [
    field(0, 0, 5, 'letter'),
    field(0, 5, 14, 'any'),
    field(0, 14, 15, 'digit'),
    field(0, 15, 30, 'any'),
    field(1, 0, 7, 'digit'),
    field(1, 7, 8, 'sex'),
    field(1, 8, 15, 'digit'),
    field(1, 15, 18, 'letter'),
    field(1, 18, 29, 'any'),
    field(1, 29, 30, 'digit'),
    field(2, 0, 30, 'letter'),
  ],
  checked: [
    { name: 'document_number', parts: [part(0, 5, 14)], digit: { line: 0, at: 14 } },
    { name: 'birthdate', parts: [part(1, 0, 6)], digit: { line: 1, at: 6 } },
    { name: 'expires_on', parts: [part(1, 8, 14)], digit: { line: 1, at: 14 } },
    {
      name: 'composite',
      parts: [part(0, 5, 30), part(1, 0, 7), part(1, 8, 15), part(1, 18, 29)],
      digit: { line: 1, at: 29 },
    },
  ],
};

/**
 * The single line on the front of a specimen card, made like those of ISO/IEC 18013 licences: code, issuer, number, birth date
 * and expiry with ICAO's check digits, composite.
 */
export const CARD_LINE: MrzLayout = {
  name: 'card_line',
  lines: 1,
  width: 30,
  fields: [field(0, 0, 5, 'letter'), field(0, 5, 14, 'any'), field(0, 14, 30, 'digit')],
  checked: [
    { name: 'document_number', parts: [part(0, 5, 14)], digit: { line: 0, at: 14 } },
    { name: 'birthdate', parts: [part(0, 15, 21)], digit: { line: 0, at: 21 } },
    { name: 'expires_on', parts: [part(0, 22, 28)], digit: { line: 0, at: 28 } },
    { name: 'composite', parts: [part(0, 5, 29)], digit: { line: 0, at: 29 } },
  ],
};

export const classAt = (layout: MrzLayout, line: number, at: number): CharacterClass =>
  layout.fields.find((f) => f.line === line && at >= f.from && at < f.to)?.kind ?? 'any';

const CLASSES: Readonly<Record<CharacterClass, RegExp>> = {
  letter: /[A-Z<]/,
  digit: /[0-9<]/,
  any: /[A-Z0-9<]/,
  sex: /[MFX<]/,
};

export const allows = (kind: CharacterClass, character: string): boolean =>
  CLASSES[kind].test(character);

/** The text of a checked field, its parts joined. */
export const textOf = (lines: readonly string[], checked: CheckedField): string =>
  checked.parts.map((p) => lines[p.line]?.slice(p.from, p.to) ?? '').join('');
