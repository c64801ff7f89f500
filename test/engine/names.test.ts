import { describe, expect, it } from '@jest/globals';
import { plainName, sameName } from '../../src/engine/rules/names.js';

const whole = { cut: false };

describe('names of the person and of the document', () => {
  it.each([
    ['María Elena', 'MARIA ELENA', 'MARIA ELENA'],
    ["O'Neil-Brücke", 'ONEIL BRUCKE', 'ONEIL BRUECKE'],
    ['Straße', 'STRASSE', 'STRASSE'],
    ['Åse Ørsted', 'ASE OERSTED', 'AASE OERSTED'],
  ])('writes %s as documents do', (name, plain, spelled) => {
    expect([plainName(name), plainName(name, true)]).toEqual([plain, spelled]);
  });

  it.each([
    [
      { given_name: 'Maria', family_name: 'Álvarez' },
      { given_name: 'MARIA', middle_name: 'ELENA', family_name: 'ALVAREZ' },
    ],
    [
      { given_name: 'Maria', middle_name: 'Elena', family_name: 'Alvarez' },
      { given_name: 'MARIA', family_name: 'ALVAREZ' },
    ],
    [
      { given_name: 'Jürgen', family_name: 'Müller' },
      { given_name: 'JUERGEN', family_name: 'MUELLER' },
    ],
    [{ family_name: 'Suharja' }, { family_name: 'SUHARJA' }],
    [
      { given_name: 'Ann', family_name: 'Lee', suffix: 'Jr' },
      { given_name: 'ANN', family_name: 'LEE JR' },
    ],
  ])('takes %j and %j for one name', (claimed, document) => {
    expect(sameName(claimed, document, whole)).toBe(true);
  });

  it.each([
    [
      { given_name: 'Maria', family_name: 'Alvarez' },
      { given_name: 'MARIAN', family_name: 'ALVAREZ' },
    ],
    [
      { given_name: 'Maria', family_name: 'Alvarez' },
      { given_name: 'MARIA', family_name: 'ALVARADO' },
    ],
    [{ given_name: 'Maria', family_name: 'Alvarez' }, { family_name: 'ALVAREZ' }],
  ])('does not take %j for %j', (claimed, document) => {
    expect(sameName(claimed, document, whole)).toBe(false);
  });

  it('compares the beginning of a name that its field cut', () => {
    const long = { given_name: 'Wilhelmina', family_name: 'Featherstonehaugh Cholmondeley' };
    const cut = { given_name: 'WIL', family_name: 'FEATHERSTONEHAUGH CHOLM' };
    expect([sameName(long, cut, { cut: true }), sameName(long, cut, whole)]).toEqual([true, false]);
  });
});
