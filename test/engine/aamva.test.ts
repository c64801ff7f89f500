import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseAamva } from '../../src/engine/barcode/aamva.js';
import { jurisdictionOf } from '../../src/engine/barcode/issuers.js';
import { looksReal } from '../../src/engine/index.js';

/** A file as annex D.12 lays it out: header, one subfile designator, elements. */
function card(
  elements: Readonly<Record<string, string>>,
  { iin = '000000', version = '10', kind = 'DL' } = {},
): string {
  const body = `${kind}${Object.entries(elements)
    .map(([id, value]) => `${id}${value}`)
    .join('\n')}\r`;
  const length = String(body.length).padStart(4, '0');
  return `@\n\x1e\rANSI ${iin}${version}0101${kind}0031${length}${body}`;
}

const MARIA = {
  DAQ: 'T95693828',
  DCS: 'ALVAREZ',
  DDE: 'N',
  DAC: 'MARIA',
  DAD: 'ELENA',
  DBB: '06141991',
  DBD: '06142025',
  DBA: '06142037',
  DBC: '2',
  DAG: '1420 HERON STREET',
  DAI: 'PORT LARKIN',
  DAJ: 'ZC',
  DAK: '987010000  ',
  DCG: 'USA',
};

describe('the barcode of a licence (AAMVA CDS 2020, annex D)', () => {
  it('reads names, dates, number and address of version 10', () => {
    expect(parseAamva(card(MARIA))).toMatchObject({
      iin: '000000',
      version: 10,
      kind: 'DL',
      familyNameCut: false,
      data: {
        type: 'drivers_license',
        issuer: 'ZC',
        number: 'T95693828',
        family_name: 'ALVAREZ',
        given_name: 'MARIA',
        middle_name: 'ELENA',
        birthdate: '1991-06-14',
        issued_on: '2025-06-14',
        expires_on: '2037-06-14',
        sex: 'F',
        address: {
          street_address: '1420 HERON STREET',
          locality: 'PORT LARKIN',
          region: 'ZC',
          postal_code: '98701',
          country: 'US',
        },
      },
    });
  });

  it('reads an identification card as a state ID', () => {
    expect(parseAamva(card(MARIA, { kind: 'ID' }))?.data.type).toBe('state_id');
  });

  it('reads the whole name of version 1 and its dates that begin with the year', () => {
    const { data } = parseAamva(
      card(
        { DAA: 'ALVAREZ,MARIA,ELENA', DBB: '19910614', DAQ: '1', DBA: '20370614' },
        { version: '01' },
      ),
    )!;
    expect(data).toMatchObject({
      family_name: 'ALVAREZ',
      given_name: 'MARIA',
      middle_name: 'ELENA',
    });
    expect(data).toMatchObject({ birthdate: '1991-06-14', expires_on: '2037-06-14' });
  });

  it('takes all given names of versions 2 and 3 from one element', () => {
    const { data } = parseAamva(card({ DCS: 'ALVAREZ', DCT: 'MARIA ELENA' }, { version: '03' }))!;
    expect(data).toMatchObject({ given_name: 'MARIA', middle_name: 'ELENA' });
  });

  it('takes Canadian dates as year, month, day', () => {
    expect(parseAamva(card({ DBB: '20101112', DCG: 'CAN' }))?.data.birthdate).toBe('2010-11-12');
  });

  it('leaves out what says that it is absent, and days that do not exist', () => {
    const { data } = parseAamva(card({ ...MARIA, DAC: 'NONE', DAD: 'UNAVL', DBB: '02301990' }))!;
    expect([data.given_name, data.middle_name, data.birthdate]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('finds the subfile where the offset is wrong', () => {
    const text = card(MARIA).replace('DL0031', 'DL0999');
    expect(parseAamva(text)?.data.number).toBe('T95693828');
  });

  it('refuses what is not of this format', () => {
    for (const text of ['', 'hello', '@\n\x1e\rANSI 000000', `${card(MARIA)}${'x'.repeat(4000)}`]) {
      expect(parseAamva(text)).toBeUndefined();
    }
  });

  it('gives back any elements that were written', () => {
    const word = fc.stringMatching(/^[A-Z][A-Z ]{0,20}[A-Z]$/);
    fc.assert(
      fc.property(word, word, fc.stringMatching(/^[A-Z0-9]{4,25}$/), (family, street, number) => {
        fc.pre(!['NONE', 'UNAVL', 'UNAVAIL'].includes(family));
        const { data } = parseAamva(card({ ...MARIA, DCS: family, DAG: street, DAQ: number }))!;
        expect([data.family_name, data.number]).toEqual([family, number]);
      }),
    );
  });

  it('never throws, whatever the barcode says', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (noise) => {
        parseAamva(`@\n\x1e\rANSI 00000010010${noise}`);
        parseAamva(noise);
      }),
    );
  });
});

describe('issuers', () => {
  it('knows the jurisdictions at the ends and in the middle of the list', () => {
    expect(
      ['636000', '636014', '636027', '636062', '604431', '604434'].map(jurisdictionOf),
    ).toEqual(['VA', 'CA', 'US', 'VI', 'PR', 'NT']);
    expect(['000000', '636063', '635999', '604425', '63600x'].map(jurisdictionOf)).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
  });

  it('takes a document for real by the number of a real issuer or a state other than Utopia', () => {
    const barcode = (iin: string) => ({ barcode: { text: card(MARIA, { iin }), turned: 0 } });
    const mrz = (first: string) => ({ mrz: { lines: [first, ''], confidence: 1 } });
    expect(looksReal(barcode('636014'))).toBe('real_issuer');
    expect(looksReal(barcode('000000'))).toBeUndefined();
    expect(looksReal(mrz('P<USASAMPLE<<ANNA'))).toBe('real_state');
    expect(looksReal(mrz('P<UTOSAMPLE<<ANNA'))).toBeUndefined();
    expect(looksReal({})).toBeUndefined();
  });
});
