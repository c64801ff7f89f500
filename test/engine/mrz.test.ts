import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkDigit, digitFits } from '../../src/engine/mrz/checkDigit.js';
import { parseMrz } from '../../src/engine/mrz/parseMrz.js';

const TODAY = '2026-11-22';
const TD3 = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
];
const TD1 = [
  'I<UTOD231458907<<<<<<<<<<<<<<<',
  '7408122F1204159UTO<<<<<<<<<<<6',
  'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
];

describe('check digits (ICAO Doc 9303-3 section 4.9)', () => {
  it('computes those of the specimens', () => {
    expect(
      ['L898902C3', '740812', '120415', 'ZE184226B<<<<<', 'D23145890'].map(checkDigit),
    ).toEqual(['6', '2', '9', '1', '7']);
  });

  it('lets an empty field go without a digit', () => {
    expect([digitFits('<<<<', '<'), digitFits('A<<<', '<')]).toEqual([true, false]);
  });

  it('notices any single wrong digit', () => {
    const field = fc.stringMatching(/^[0-9]{9}$/);
    fc.assert(
      fc.property(field, fc.nat(8), fc.integer({ min: 1, max: 9 }), (text, at, by) => {
        const changed = (Number(text[at]) + by) % 10;
        const other = text.slice(0, at) + changed + text.slice(at + 1);
        expect(checkDigit(other)).not.toBe(checkDigit(text));
      }),
    );
  });
});

describe('machine-readable zones', () => {
  it('reads the passport of Doc 9303-4', () => {
    expect(parseMrz(TD3, TODAY)).toMatchObject({
      format: 'TD3',
      issuer: 'UTO',
      wrongDigits: [],
      nameCut: false,
      data: {
        type: 'passport',
        number: 'L898902C3',
        family_name: 'ERIKSSON',
        given_name: 'ANNA MARIA',
        birthdate: '1974-08-12',
        expires_on: '2012-04-15',
        sex: 'F',
      },
    });
  });

  it('reads the card of Doc 9303-5, and a passport card by its code', () => {
    expect(parseMrz(TD1, TODAY)).toMatchObject({
      format: 'TD1',
      wrongDigits: [],
      data: {
        type: 'state_id',
        number: 'D23145890',
        birthdate: '1974-08-12',
        expires_on: '2012-04-15',
      },
    });
    const card = [TD1[0]!.replace('I<', 'IP'), TD1[1]!, TD1[2]!];
    expect(parseMrz(card, TODAY)?.data.type).toBe('passport_card');
  });

  it('names each check digit that is wrong, the composite too', () => {
    const born = [TD3[0]!, TD3[1]!.replace('740812', '750812')];
    expect(parseMrz(born, TODAY)?.wrongDigits).toEqual(['birthdate', 'composite']);
  });

  it('puts a year of birth into the last century when it would lie in the future', () => {
    const bornIn = (yy: string) =>
      parseMrz([TD3[0]!, TD3[1]!.replace('740812', `${yy}0812`)], TODAY)?.data.birthdate;
    expect([bornIn('26'), bornIn('27')]).toEqual(['2026-08-12', '1927-08-12']);
  });

  it('reads a number of more than nine characters (Doc 9303-5 note j)', () => {
    const number = 'D23145890ABC';
    const first = `I<UTO${number.slice(0, 9)}<ABC${checkDigit(number)}`.padEnd(30, '<');
    const mrz = parseMrz([first, TD1[1]!, TD1[2]!], TODAY);
    expect(mrz?.data.number).toBe(number);
    expect(mrz?.wrongDigits).toEqual(['composite']);
  });

  it('refuses lines of another number, width or alphabet', () => {
    for (const lines of [
      [],
      [TD3[0]!],
      [TD3[0]!, 'X'],
      [TD1[0]!, TD1[1]!],
      [TD3[0]!, TD3[1]!.toLowerCase()],
    ]) {
      expect(parseMrz(lines, TODAY)).toBeUndefined();
    }
  });
});
