import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ClaimedDetails } from '../../src/proofing/index.js';
import {
  isNeverIssued,
  normalizePhone,
  normalizeSsn,
  readDetails,
} from '../../src/proofing/index.js';
import { DETAILS } from './support.js';

const read = (bend: Partial<ClaimedDetails>, guard = true) =>
  readDetails({ ...DETAILS, ...bend }, '2027-01-15', guard);

describe('claimed details', () => {
  it('come out in canonical form', () => {
    expect(read({ given_name: '  Ana   María ', middle_name: '' })).toMatchObject({
      ok: true,
      value: { given_name: 'Ana María', ssn: '900123456', phone: '+12065550142' },
    });
  });

  it('may be those of a person with one name', () => {
    expect(read({ given_name: undefined, family_name: 'Suharto' }).ok).toBe(true);
  });

  const address = (bend: object) => ({ address: { ...DETAILS.address, ...bend } as never });
  it.each([
    ['family_name', 'detail_missing', { family_name: ' ' }],
    ['given_name', 'detail_too_long', { given_name: 'x'.repeat(101) }],
    ['birthdate', 'detail_missing', { birthdate: undefined }],
    ['birthdate', 'birthdate_invalid', { birthdate: '2026-02-30' }],
    ['birthdate', 'birthdate_invalid', { birthdate: '2027-01-16' }],
    ['birthdate', 'birthdate_invalid', { birthdate: '1888-01-01' }],
    ['street_address', 'detail_missing', address({ street_address: '' })],
    ['locality', 'detail_too_long', address({ locality: 'x'.repeat(201) })],
    ['region', 'region_invalid', address({ region: 'Cascadia' })],
    ['postal_code', 'postal_code_invalid', address({ postal_code: '1234' })],
    ['phone', 'detail_missing', { phone: '' }],
    ['phone', 'phone_invalid', { phone: '12' }],
    ['ssn', 'detail_missing', { ssn: '' }],
    ['ssn', 'ssn_invalid', { ssn: '900-1-23456' }],
    ['ssn', 'ssn_could_be_real', { ssn: '123-45-6789' }],
  ] as const)('are refused naming %s when %s', (field, reason, bend) => {
    expect(read(bend)).toMatchObject({ ok: false, reason, details: { field } });
  });

  it('name the safe ranges when an SSN could be real, and let it pass with the guard off', () => {
    expect(read({ ssn: '123456789' })).toMatchObject({
      details: { safe: expect.stringContaining('900-20-0001') },
    });
    expect(read({ ssn: '123456789' }, false).ok).toBe(true);
  });
});

describe('the guard of Social Security numbers', () => {
  it.each(['000123456', '666123456', '900123456', '999999999', '123006789', '123450000'])(
    'knows that %s is never issued',
    (ssn) => expect(isNeverIssued(ssn)).toBe(true),
  );

  it('takes every other number for somebody’s', () => {
    const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
    fc.assert(
      fc.property(digits(3), digits(2), digits(4), (area, group, serial) => {
        const issued =
          area !== '000' && area !== '666' && area < '900' && group !== '00' && serial !== '0000';
        expect(isNeverIssued(area + group + serial)).toBe(!issued);
      }),
    );
  });

  it('reads numbers with and without dashes, and nothing else', () => {
    expect(normalizeSsn(' 900-12-3456 ')).toBe('900123456');
    expect(normalizeSsn('900 12 3456')).toBe('900123456');
    expect(normalizeSsn('９００１２３４５６')).toBeUndefined();
    expect(normalizeSsn('9001234567')).toBeUndefined();
  });
});

describe('phones', () => {
  it.each([
    ['206-555-0142', '+12065550142'],
    ['1 (206) 555 0142', '+12065550142'],
    ['+442079460000', '+442079460000'],
    ['555-0142', undefined],
    ['+1', undefined],
  ])('reads %s as %s', (typed, phone) => expect(normalizePhone(typed)).toBe(phone));
});
