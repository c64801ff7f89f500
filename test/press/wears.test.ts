import { describe, expect, it } from '@jest/globals';
import { SELFIE_REASONS, WEARS, wearNamed } from '../../src/press/index.js';
import { isReasonCode } from '../../src/proofing/index.js';

describe('wears', () => {
  it('have names of their own, a sentence and a reason of the catalogue', () => {
    expect(new Set(WEARS.map(({ name }) => name)).size).toBe(WEARS.length);
    for (const { sentence, expects } of WEARS) {
      expect(sentence).toMatch(/\.$/);
      expect(expects === undefined || isReasonCode(expects)).toBe(true);
    }
    expect(Object.values(SELFIE_REASONS).every((code) => isReasonCode(code))).toBe(true);
  });

  it.each([
    ['blurred', 'blurred'],
    ['image_blurred', 'blurred'],
    ['document.image_blurred', 'blurred'],
    ['front_back_mismatch', 'front_back_mismatch'],
    ['selfie.face_mismatch', 'wrong_portrait'],
    ['good', 'good'],
  ])('are found by the word %s', (word, name) => {
    expect(wearNamed(word)?.name).toBe(name);
  });

  it('are found among those that the picture can have', () => {
    expect(wearNamed('selfie.face_mismatch', 'selfie')?.name).toBe('someone_else');
    expect(wearNamed('low_quality', 'selfie')?.name).toBe('blurred');
    expect(wearNamed('image_blurred', 'selfie')).toBeUndefined();
    expect(wearNamed('expired', 'selfie')).toBeUndefined();
    expect(wearNamed('mrz_broken', 'drivers_license')).toBeUndefined();
    expect(wearNamed('mrz_broken', 'passport')?.name).toBe('mrz_broken');
  });

  it('are not found by a word that names none', () => {
    expect(wearNamed('sparkling')).toBeUndefined();
  });
});
