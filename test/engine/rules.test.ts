import { describe, expect, it } from '@jest/globals';
import { checkDigit } from '../../src/engine/mrz/checkDigit.js';
import type { DocumentData } from '../../src/engine/ports.js';
import { judgeClaimed, judgeDates, judgeFront } from '../../src/engine/rules/consistency.js';
import { judgeSelfie } from '../../src/engine/rules/judgeSelfie.js';
import { qualityFault } from '../../src/engine/rules/quality.js';
import { reportOf } from '../../src/engine/rules/verdict.js';
import type { DocumentReading, Face, FacesReading, Quality } from '../../src/engine/tasks.js';

const TODAY = '2026-11-22';
const MARIA: DocumentData = {
  type: 'drivers_license',
  number: 'T95693828',
  given_name: 'MARIA',
  family_name: 'ALVAREZ',
  birthdate: '1991-06-14',
  issued_on: '2025-06-14',
  expires_on: '2037-06-14',
};
const QUALITY: Quality = {
  width: 1600,
  height: 1200,
  sharpness: 800,
  brightness: 130,
  glare: 0,
  colour: 40,
  outline: { cut: false, ratio: 1.59, share: 0.6, brightness: 150 },
};

const reasonsOf = (checks: ReturnType<typeof judgeDates>) => reportOf(checks, {}).reasons;

describe('dates', () => {
  it.each([
    ['the last day of validity', { expires_on: TODAY }, []],
    ['the day after', { expires_on: '2026-11-21' }, ['document.expired']],
    ['the eighteenth birthday', { birthdate: '2008-11-22' }, []],
    ['the day before it', { birthdate: '2008-11-23' }, ['data.underage']],
    ['an issue before the birth', { issued_on: '1990-01-01' }, ['document.dates_inconsistent']],
    ['an issue in the future', { issued_on: '2026-11-23' }, ['document.dates_inconsistent']],
  ])('judges %s', (_, change, reasons) => {
    expect(reasonsOf(judgeDates({ ...MARIA, ...change }, TODAY))).toEqual(reasons);
  });
});

describe('what was typed', () => {
  it('is compared where it was typed, and only there', () => {
    expect(judgeClaimed(MARIA, undefined, false)).toEqual([]);
    expect(reasonsOf(judgeClaimed(MARIA, { birthdate: '1991-06-14' }, false))).toEqual([]);
    const other = { given_name: 'Ann', family_name: 'Lee', birthdate: '1991-06-15' };
    expect(reasonsOf(judgeClaimed(MARIA, other, false))).toEqual([
      'data.name_mismatch',
      'data.dob_mismatch',
    ]);
  });
});

describe('the front of a card against its back', () => {
  const guarded = (text: string) => text + checkDigit(text);
  const line = (number: string, birth: string, expiry: string) =>
    `DLZC<${guarded(number)}${guarded(birth)}${guarded(expiry)}0`;
  const front = (text: string): DocumentReading => ({
    quality: QUALITY,
    mrz: { lines: [text], confidence: 0.9 },
    printed: [],
  });

  it('passes when number and dates agree', () => {
    expect(judgeFront(front(line('T95693828', '910614', '370614')), MARIA).result).toBe('pass');
  });

  it('takes another number for another card, and another date for a disagreement of one card', () => {
    expect(judgeFront(front(line('T54555973', '910614', '370614')), MARIA).reason).toBe(
      'document.front_back_mismatch',
    );
    expect(judgeFront(front(line('T95693828', '910615', '370614')), MARIA).reason).toBe(
      'document.barcode_print_mismatch',
    );
  });

  it('asks for a better picture when the check digits say that it misread', () => {
    const misread = line('T95693828', '910614', '370614').replace('T9569', 'T9568');
    expect(judgeFront(front(misread), MARIA).reason).toBe('document.unreadable_data');
  });

  it('is content with the number in any row of OCR-B, and not without one', () => {
    const printed = (text: string): DocumentReading => ({
      quality: QUALITY,
      printed: [{ text, confidence: 0.9 }],
    });
    expect(judgeFront(printed('T95 693 828'), MARIA).result).toBe('pass');
    expect(judgeFront(printed('SPECIMEN'), MARIA).reason).toBe('document.unreadable_data');
  });
});

describe('quality', () => {
  it.each([
    [{ width: 480, height: 360, sharpness: 5 }, 'document.image_too_small'],
    [{ brightness: 44, sharpness: 20 }, 'document.image_dark'],
    [{ sharpness: 59, glare: 0.2 }, 'document.image_blurred'],
    [{ glare: 0.09 }, 'document.image_glare'],
    [{ colour: 0 }, 'document.image_black_white'],
    [{}, undefined],
  ])('names the first thing wrong with %j', (change, reason) => {
    expect(qualityFault({ ...QUALITY, ...change })).toBe(reason);
  });
});

describe('selfies', () => {
  const face = (width: number, descriptor = [0, 0]): Face => ({
    box: { x: 0, y: 0, width, height: width },
    score: 0.9,
    descriptor,
    turn: 0,
    mouthLift: 0,
  });
  const reading = (...faces: readonly Face[]): FacesReading => ({
    width: 480,
    height: 600,
    quality: QUALITY,
    faces,
  });
  const reasons = (picture: FacesReading, portrait: readonly number[] | undefined = [0, 0]) =>
    reportOf(judgeSelfie(picture, portrait), {}).reasons;

  it('matches below 0.39, leaves up to 0.52 to a person, and refuses beyond', () => {
    const at = (distance: number) => reasons(reading(face(200, [distance, 0])));
    expect([at(0.38), at(0.4), at(0.52), at(0.53)]).toEqual([
      [],
      ['selfie.face_similarity_low'],
      ['selfie.face_similarity_low'],
      ['selfie.face_mismatch'],
    ]);
  });

  it('overlooks a small face in the background, not one beside the first', () => {
    expect(reasons(reading(face(200), face(80)))).toEqual([]);
    expect(reasons(reading(face(200), face(150)))).toEqual(['selfie.multiple_faces']);
  });

  it('asks for a face, and for one of some size', () => {
    expect(reasons(reading())).toEqual(['selfie.face_not_detected']);
    expect(reasons(reading(face(60)))).toEqual(['selfie.low_quality']);
  });

  it('leaves the comparison to a person when no portrait was read', () => {
    expect(reportOf(judgeSelfie(reading(face(200)), undefined), {})).toMatchObject({
      outcome: 'review',
      reasons: ['selfie.face_similarity_low'],
    });
  });
});
