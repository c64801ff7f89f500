import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aamva } from '../../src/press/index.js';
import type { AamvaData } from '../../src/press/index.js';

const MARIA: AamvaData = {
  subfile: 'DL',
  iin: '000000',
  number: 'T95693828',
  family_name: 'Alvarez',
  given_name: 'María',
  middle_name: 'Elena',
  birthdate: '1991-06-14',
  issued_on: '2025-06-14',
  expires_on: '2037-06-14',
  sex: 'F',
  eyes: 'BLU',
  hair: 'BRO',
  height_in: 66,
  address: {
    street_address: '1420 Heron Street',
    locality: 'Port Larkin',
    region: 'ZC',
    postal_code: '98701',
    country: 'US',
  },
  discriminator: 'MOCKT95693828',
};

/** Elements of the subfile that the header points to. */
function elementsOf(text: string): Map<string, string> {
  const offset = Number(text.slice(23, 27));
  const length = Number(text.slice(27, 31));
  const subfile = text.slice(offset, offset + length);
  expect(subfile.endsWith('\r')).toBe(true);
  const elements = subfile.slice(2, -1).split('\n');
  return new Map(elements.map((element) => [element.slice(0, 3), element.slice(3)]));
}

describe('the barcode of a licence (AAMVA CDS 2020, annex D)', () => {
  it('starts with the header of one subfile, version 10 (D.12.3)', () => {
    const text = aamva(MARIA);
    expect(text.slice(0, 21)).toBe('@\n\x1e\rANSI 000000100001');
    expect(text.slice(21, 23)).toBe('DL');
    expect(31 + Number(text.slice(27, 31))).toBe(text.length);
  });

  it('holds every mandatory element (D.12.5.1)', () => {
    const elements = elementsOf(aamva(MARIA));
    const mandatory =
      'DCA DCB DCD DBA DCS DAC DAD DBD DBB DBC DAY DAU DAG DAI DAJ DAK DAQ DCF DCG DDE DDF DDG';
    expect([...elements.keys()]).toEqual(expect.arrayContaining(mandatory.split(' ')));
    expect(Object.fromEntries(elements)).toMatchObject({
      DCS: 'ALVAREZ',
      DAC: 'MARIA',
      DBB: '06141991',
      DBA: '06142037',
      DBC: '2',
      DAU: '066 in',
      DAK: '98701      ',
      DCG: 'USA',
    });
  });

  it('says NONE for a name that the person does not have', () => {
    const elements = elementsOf(aamva({ ...MARIA, given_name: undefined, middle_name: undefined }));
    expect(elements.get('DAC')).toBe('NONE');
    expect(elements.get('DAD')).toBe('NONE');
  });

  it('leaves classes of vehicles out of an identification card', () => {
    const elements = elementsOf(aamva({ ...MARIA, subfile: 'ID' }));
    expect(elements.has('DCA')).toBe(false);
  });

  it('writes capitals of at most 40 letters and says when a name was cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 90 }), (name) => {
        const elements = elementsOf(aamva({ ...MARIA, family_name: name }));
        const written = elements.get('DCS') ?? '';
        expect(written).toMatch(/^[A-Z0-9 '\-.,#/&]{1,40}$/);
        expect(elements.get('DDE')).toMatch(/^[TN]$/);
      }),
    );
  });
});
