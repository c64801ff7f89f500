import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ageOn } from '../../src/platform/clock.js';
import { isGivenId } from '../../src/platform/ids.js';
import { DOCUMENT_TYPES, SOURCES } from '../../src/proofing/index.js';
import { SHOTS, isInventedSsn } from '../../src/press/index.js';
import { RULED_STEPS, standingIn } from '../../src/scenarios/index.js';
import { fixtures, persona, press } from './support.js';

const day = z.iso.date();
const name = z.string().min(1).max(60);
const facts = z.strictObject({
  number: z.string().regex(/^[TSUC][1-9]{8}$/),
  issued_on: day,
  expires_on: day,
  printed: z.strictObject({ family_name: name }).optional(),
});
const schema = z.strictObject({
  id: z.string().refine(isGivenId),
  sentence: z.string().min(20).endsWith('.'),
  face: z.string().regex(/^p(0\d|1[01])$/),
  ial: z.union([z.literal(1), z.literal(2)]),
  state: z.enum(['active', 'locked', 'held', 'lapsed']),
  email: z.string().regex(/^[a-z]+@example\.com$/),
  totp_secret: z.string().regex(/^[A-Z2-7]{32}$/),
  attributes: z.strictObject({
    given_name: name.optional(),
    middle_name: name.optional(),
    family_name: name,
    suffix: z.string().max(5).optional(),
    birthdate: day,
    sex: z.enum(['F', 'M', 'X']),
    address: z.strictObject({
      street_address: z.string().max(35),
      locality: z.string().max(20),
      region: z.enum(['ZC', 'AE']),
      postal_code: z.string().regex(/^(987\d\d|09999)$/),
      country: z.literal('US'),
    }),
    phone: z
      .string()
      .regex(/^\+1[2-9]\d\d55501\d\d$/)
      .optional(),
    ssn: z.string().refine(isInventedSsn).optional(),
  }),
  looks: z.strictObject({
    eyes: z.enum(['BRO', 'BLU', 'GRN', 'HAZ', 'GRY']),
    hair: z.enum(['BRO', 'BLK', 'BLN', 'RED', 'GRY', 'WHI', 'BAL']),
    height_in: z.number().int().min(48).max(84),
  }),
  documents: z.partialRecord(z.enum(DOCUMENT_TYPES), facts),
  records: z
    .strictObject({
      deceased_on: day.optional(),
      phone_type: z.enum(['mobile', 'landline', 'voip']).optional(),
      unknown_to: z.array(z.enum(SOURCES)).optional(),
    })
    .optional(),
  story: z
    .partialRecord(z.enum(RULED_STEPS), z.string())
    .refine((story) => isDeepStrictEqual(standingIn(story), story), 'has words of other steps')
    .optional(),
});

const everybody = press.personas.list();

describe('the catalogue of personas', () => {
  it('begins with maria and has at least twelve people with a face of their own', () => {
    expect(everybody[0]?.id).toBe('maria');
    expect(new Set(everybody.slice(0, 12).map(({ face }) => face)).size).toBe(12);
  });

  it.each(everybody.map((each) => [each.id, each] as const))('describes %s well', (_, each) => {
    expect(schema.parse(each)).toEqual(each);
    const shots = SHOTS.map((shot) => join(fixtures, 'faces', `${each.face}_${shot}.jpg`));
    expect(shots.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('gives nobody the SSN, e-mail, phone or document number of another', () => {
    const numbers = everybody.flatMap(({ documents }) =>
      Object.values(documents).map(({ number }) => number),
    );
    const lists = [
      everybody.flatMap(({ attributes }) => attributes.ssn ?? []),
      everybody.flatMap(({ attributes }) => attributes.phone ?? []),
      everybody.map(({ email }) => email),
      everybody.map(({ totp_secret }) => totp_secret),
      numbers,
    ];
    for (const list of lists) expect(new Set(list).size).toBe(list.length);
  });

  it('dates every document in order, and lets only one licence be out of date', () => {
    const expired = everybody.flatMap(({ id, attributes, documents }) =>
      Object.entries(documents).flatMap(([type, { issued_on, expires_on }]) => {
        expect([attributes.birthdate, issued_on, expires_on].toSorted()).toEqual([
          attributes.birthdate,
          issued_on,
          expires_on,
        ]);
        return expires_on < '2031-01-01' ? [`${id} ${type}`] : [];
      }),
    );
    expect(expired).toEqual(['walter drivers_license']);
  });

  it('has the hard cases', () => {
    expect(persona('suharja').attributes.given_name).toBeUndefined();
    expect(persona('wilhelmina').attributes.given_name).toHaveLength(60);
    expect(persona('wilhelmina').attributes.family_name).toHaveLength(60);
    expect(ageOn(persona('tyler').attributes.birthdate ?? '', '2027-11-14')).toBe(17);
    expect(ageOn(persona('tyler').attributes.birthdate ?? '', '2027-11-15')).toBe(18);
    expect(persona('marta').attributes.address).toEqual(persona('maria').attributes.address);
    expect(persona('nadia').attributes.ssn).toBeUndefined();
    expect(persona('oscar').attributes.phone).toBeUndefined();
    expect(persona('gwen').records?.phone_type).toBe('voip');
    expect(persona('felix').story).toEqual({ fraud: 'fraud.duplicate_identity' });
    expect(persona('noor').story).toEqual({ selfie: 'device.camera_unavailable' });
    expect(persona('edith').records?.deceased_on).toBe('2025-02-02');
  });

  it('knows nobody by an id that is not in it', () => {
    expect(press.personas.get('nobody')).toBeUndefined();
    expect(press.personas.get('__proto__')).toBeUndefined();
  });
});
