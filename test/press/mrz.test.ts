import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { licenceLine, td1, td3 } from '../../src/press/index.js';
import { checkDigit } from '../../src/press/machineReadable/checkDigit.js';
import { nameField } from '../../src/press/machineReadable/mrz.js';

const ANNA = {
  issuer: 'UTO',
  nationality: 'UTO',
  family_name: 'Eriksson',
  given_names: 'Anna Maria',
  birthdate: '1974-08-12',
  sex: 'F',
  expires_on: '2012-04-15',
} as const;

describe('machine-readable zones (ICAO Doc 9303)', () => {
  it("computes the check digits of part 3's examples (section 4.9)", () => {
    expect(checkDigit('520727')).toBe('3');
    expect(checkDigit('AB2134<<<')).toBe('5');
    expect(checkDigit('L898902C3')).toBe('6');
  });

  it('refuses a character that has no place in a zone', () => {
    expect(() => checkDigit('A-B')).toThrow(TypeError);
  });

  it('writes the passport of part 4, appendix B, but for its optional data', () => {
    const [first, second] = td3({ ...ANNA, number: 'L898902C3' });
    expect(first).toBe('P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<');
    expect(second.slice(0, 28)).toBe('L898902C36UTO7408122F1204159');
    expect(second).toHaveLength(44);
  });

  it('writes the card of part 5, appendix B', () => {
    expect(td1({ ...ANNA, number: 'D23145890' }, 'I')).toEqual([
      'I<UTOD231458907<<<<<<<<<<<<<<<',
      '7408122F1204159UTO<<<<<<<<<<<6',
      'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
    ]);
  });

  it.each([
    ['Núñez Löwenström', 'Zoë', 'NUNEZ<LOEWENSTROEM<<ZOE'],
    ["O'Malley", 'Fiona', 'OMALLEY<<FIONA'],
    ['Okafor-Bell', 'Amara', 'OKAFOR<BELL<<AMARA'],
    ['Ærøskøbing', 'Åse', 'AEROESKOEBING<<AASE'],
    ['Großmann', 'Jürgen', 'GROSSMANN<<JUERGEN'],
    ['Suharja', undefined, 'SUHARJA'],
  ])('transliterates %s, %s (part 3 section 6)', (family, given, expected) => {
    expect(nameField(family, given, 39)).toBe(expected.padEnd(39, '<'));
  });

  it('keeps a part of the given names when a name is too long (part 3 section 4.6)', () => {
    const field = nameField('Featherstonehaugh Cholmondeley Wolfeschlegel', 'Wilhelmina Mae', 30);
    expect(field).toBe('FEATHERSTONEHAUG<<WILHELMINA<M');
  });

  it('writes 39 characters of A-Z and < for any name', () => {
    const names = fc.string({ unit: 'grapheme', maxLength: 80 });
    fc.assert(
      fc.property(names, fc.option(names, { nil: undefined }), (family, given) => {
        expect(nameField(family, given, 39)).toMatch(/^[A-Z][A-Z<]{38}$/);
      }),
    );
  });

  it("writes Cascadia's own line of 30 with check digits over number, birth and expiry", () => {
    const line = licenceLine({
      code: 'DL',
      issuer: 'ZC',
      number: 'T95693828',
      birthdate: '1991-06-14',
      expires_on: '2037-06-14',
    });
    expect(line).toBe('DLZC<T956938287910614537061414');
    expect(checkDigit(line.slice(5, 29))).toBe(line[29]);
  });
});
