import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Bench } from './pictures.js';
import { CONTEXT, createBench, examine, personaOf } from './pictures.js';

const MINUTE = 60_000;
let bench: Bench;

beforeAll(async () => {
  bench = await createBench();
}, MINUTE);

afterAll(() => bench.engine.close());

describe('documents from the press', () => {
  it.each(['drivers_license', 'state_id', 'passport', 'passport_card'] as const)(
    'passes a good %s and extracts what it says',
    async (type) => {
      const report = await examine(bench, type);
      expect(report.reasons).toEqual([]);
      expect(report.outcome).toBe('pass');
      expect(report.extracted).toMatchObject({
        type,
        family_name: 'ALVAREZ',
        birthdate: '1991-06-14',
        sex: 'F',
      });
      expect(report.portrait).toHaveLength(128);
    },
    MINUTE,
  );

  it.each(['rotated', 'perspective', 'jpeg_worn'] as const)(
    'reads a licence and a passport that are %s',
    async (wear) => {
      const reports = [
        await examine(bench, 'drivers_license', wear),
        await examine(bench, 'passport', wear),
      ];
      expect(reports.map(({ outcome, reasons }) => [outcome, reasons])).toEqual([
        ['pass', []],
        ['pass', []],
      ]);
    },
    MINUTE,
  );

  it.each([
    ['drivers_license', 'blurred', 'document.image_blurred'],
    ['drivers_license', 'glared', 'document.image_glare'],
    ['passport', 'dark', 'document.image_dark'],
    ['passport', 'cropped', 'document.image_cropped'],
    ['passport', 'low_resolution', 'document.image_too_small'],
    ['passport', 'black_white', 'document.image_black_white'],
    ['drivers_license', 'expired', 'document.expired'],
    ['passport', 'underage', 'data.underage'],
    ['passport', 'someone_else', 'data.name_mismatch'],
    ['drivers_license', 'front_back_mismatch', 'document.front_back_mismatch'],
    ['drivers_license', 'barcode_print_mismatch', 'document.barcode_print_mismatch'],
    ['drivers_license', 'barcode_damaged', 'document.barcode_unreadable'],
    ['passport', 'mrz_broken', 'document.mrz_checksum_invalid'],
    ['drivers_license', 'wrong_side', 'document.wrong_side'],
    ['passport', 'wrong_side', 'document.wrong_side'],
    ['drivers_license', 'wrong_type', 'document.type_not_supported'],
    ['passport', 'no_portrait', 'document.no_portrait'],
    ['passport', 'not_a_document', 'document.not_a_document'],
  ] as const)(
    'gives a %s that is %s the reason %s',
    async (type, wear, reason) => {
      const report = await examine(bench, type, wear);
      expect(report.reasons).toContain(reason);
      expect(report.outcome).not.toBe('pass');
    },
    MINUTE,
  );
});

describe('selfies', () => {
  it(
    'matches the person of the portrait and nobody else',
    async () => {
      const { portrait } = await examine(bench, 'drivers_license');
      const maria = personaOf(bench, 'maria');
      const check = async (wear: 'good' | 'someone_else') =>
        bench.engine.selfieCheck.check(
          CONTEXT,
          () => bench.press.pictureOf(maria, 'selfie', wear),
          portrait,
        );
      expect(await check('good')).toMatchObject({ outcome: 'pass', reasons: [] });
      expect(await check('someone_else')).toMatchObject({
        outcome: 'retry',
        reasons: ['selfie.face_mismatch'],
      });
    },
    MINUTE,
  );

  it.each([
    ['no_face', 'selfie.face_not_detected'],
    ['two_faces', 'selfie.multiple_faces'],
    ['blurred', 'selfie.low_quality'],
    ['dark', 'selfie.low_quality'],
  ] as const)(
    'asks again for one with %s (%s)',
    async (wear, reason) => {
      const maria = personaOf(bench, 'maria');
      const selfie = () => bench.press.pictureOf(maria, 'selfie', wear);
      expect(await bench.engine.selfieCheck.check(CONTEXT, selfie, [])).toMatchObject({
        outcome: 'retry',
        reasons: [reason],
      });
    },
    MINUTE,
  );

  it(
    'inspects document and selfie together, and finds the wrong portrait',
    async () => {
      const maria = personaOf(bench, 'maria');
      const order = {
        person: maria,
        type: 'passport',
        side: 'front',
        wear: 'wrong_portrait',
      } as const;
      const found = await bench.engine.inspect({
        type: 'passport',
        front: await bench.press.renderDocument(order),
        selfie: await bench.press.pictureOf(maria, 'selfie'),
        today: CONTEXT.today,
      });
      expect(found).toMatchObject({
        ok: true,
        value: { outcome: 'retry', reasons: ['selfie.face_mismatch'] },
      });
    },
    MINUTE,
  );
});
