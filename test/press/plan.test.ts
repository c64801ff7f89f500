import { describe, expect, it } from '@jest/globals';
import { planOf } from '../../src/press/plan.js';
import type { WearName } from '../../src/press/index.js';
import { persona } from './support.js';

const maria = persona('maria');
const licence = (side: 'front' | 'back', wear: WearName) =>
  planOf(maria, 'drivers_license', side, wear);

describe('what a wear does to a document', () => {
  it('says the facts of the persona when it is good', () => {
    const { content, portrait } = licence('front', 'good');
    expect(content).toMatchObject({ family_name: 'Alvarez', ...maria.documents.drivers_license });
    expect(portrait).toBe('p03');
  });

  it('changes the document and its barcode alike', () => {
    for (const wear of ['expired', 'underage', 'someone_else'] as const) {
      const plan = licence('back', wear);
      expect(plan.content).not.toEqual(licence('back', 'good').content);
      expect(plan.machineReadable).toBe(plan.content);
    }
  });

  it("pairs the bearer's front with another's back", () => {
    expect(licence('front', 'front_back_mismatch')).toEqual(licence('front', 'good'));
    const { content } = licence('back', 'front_back_mismatch');
    expect(content.number).not.toBe(maria.documents.drivers_license?.number);
  });

  it('puts the other side, the other type or no document before the camera', () => {
    expect(licence('front', 'wrong_side').side).toBe('back');
    expect(licence('back', 'wrong_side').side).toBe('front');
    expect(planOf(maria, 'passport', 'front', 'wrong_side').subject).toBe('passport_cover');
    expect(licence('back', 'wrong_type')).toMatchObject({ subject: 'passport', side: 'front' });
    expect(planOf(maria, 'passport', 'front', 'wrong_type').subject).toBe('drivers_license');
    expect(licence('front', 'not_a_document').subject).toBe('shopping_list');
  });

  it("takes the portrait away or puts another's there, always the same one", () => {
    expect(licence('front', 'no_portrait').portrait).toBeUndefined();
    const other = licence('front', 'wrong_portrait').portrait;
    expect(other).not.toBe('p03');
    expect(other).toBe(licence('front', 'someone_else').portrait);
  });

  it('shows the name of the day on which the document was issued', () => {
    const { content } = planOf(persona('lena'), 'passport', 'front', 'good');
    expect(content.family_name).toBe('Fairbanks');
  });

  it('invents the facts of a document that the bearer does not have', () => {
    const { content } = planOf(persona('oscar'), 'drivers_license', 'front', 'good');
    expect(content.number).toMatch(/^T\d{8}$/);
  });
});
