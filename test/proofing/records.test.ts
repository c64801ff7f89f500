import { describe, expect, it } from '@jest/globals';
import type {
  CheckContext,
  DocumentData,
  PersonRecord,
  RecordsReport,
} from '../../src/proofing/index.js';
import {
  catalogueSource,
  createRecordsCheck,
  firstOf,
  sameAddress,
  sameName,
  samePerson,
} from '../../src/proofing/index.js';

const ADDRESS = {
  street_address: '12 Harbor Lane',
  ...{ locality: 'Port Example', region: 'ZC', postal_code: '00012', country: 'US' },
};
const ATTRIBUTES = {
  ...{ given_name: 'Maria', family_name: 'Specimen', birthdate: '1988-04-12' },
  ...{ ssn: '900123456', phone: '+12065550142', address: ADDRESS },
};
const LICENCE: DocumentData = {
  ...{ type: 'drivers_license', issuer: 'ZC', number: 'T1' },
  ...{ given_name: 'MARIA', family_name: 'SPECIMEN', birthdate: '1988-04-12', address: ADDRESS },
};
const MARIA: PersonRecord = {
  ...{ id: 'maria', attributes: ATTRIBUTES },
  documents: [{ type: 'drivers_license', issuer: 'ZC', number: 'T1' }],
};
const CONTEXT: CheckContext = {
  ...{ sandbox: 'default', attempt: 'att_1', account: 'per_1', email: 'maria@example.com' },
  today: '2027-01-15',
};

interface Settings {
  readonly record?: PersonRecord;
  readonly mode?: 'open' | 'strict';
  readonly document?: DocumentData;
}

async function ask(
  claimed = ATTRIBUTES,
  { record = MARIA, mode = 'open', document = LICENCE }: Settings = {},
): Promise<RecordsReport> {
  const source = catalogueSource([record]);
  const check = createRecordsCheck({ source, settings: { mode, minimumAge: 18 } });
  const report = await check.check(CONTEXT, claimed, document);
  if (report.outcome === 'error') throw new Error('records do not fail');
  return report;
}

describe('the authoritative sources', () => {
  it('confirm a person whom all of them know', async () => {
    const report = await ask(ATTRIBUTES, { mode: 'strict' });
    expect(report).toMatchObject({ outcome: 'pass', reasons: [], decidedBy: 'records' });
    expect([...(report.confirmed ?? [])].sort()).toEqual(Object.keys(ATTRIBUTES).sort());
  });

  const stranger = {
    ...ATTRIBUTES,
    ...{ given_name: 'Nell', family_name: 'Newcomer', ssn: '900999999', phone: '+12065550199' },
  };
  const unknown = { ...LICENCE, number: 'T9', given_name: 'Nell', family_name: 'Newcomer' };

  it('let a person pass whom none of them knows, when open', async () => {
    expect((await ask(stranger, { document: unknown })).outcome).toBe('pass');
  });

  it('do not when strict, each with its own reason', async () => {
    const report = await ask(stranger, { document: unknown, mode: 'strict' });
    expect(report).toMatchObject({ outcome: 'fail' });
    expect(report.reasons).toEqual([
      'data.id_number_unverified',
      'document.issuer_record_mismatch',
      'data.address_mismatch',
      'contact.phone_unverified',
    ]);
  });

  const bend = (document: Partial<DocumentData>) => ({ document: { ...LICENCE, ...document } });
  it.each([
    [
      'a recorded death',
      'data.deceased_match',
      {},
      { record: { ...MARIA, deceased_on: '2020-01-01' } },
    ],
    [
      'an SSN of another person',
      'data.id_number_mismatch',
      { given_name: 'Nell', family_name: 'Newcomer', birthdate: '1990-01-01' },
      bend({ given_name: 'NELL', family_name: 'NEWCOMER', birthdate: '1990-01-01', number: 'T9' }),
    ],
    ['another birth date', 'data.dob_mismatch', { birthdate: '1988-04-13' }, {}],
    ['another name', 'data.name_mismatch', { family_name: 'Newcomer' }, {}],
    [
      'another address',
      'data.address_mismatch',
      { address: { ...ADDRESS, street_address: '9 Hill Rd' } },
      {},
    ],
    [
      'an address in no state',
      'data.address_mismatch',
      { address: { ...ADDRESS, region: 'QQ' } },
      {},
    ],
    [
      'a document issued to another person',
      'document.issuer_record_mismatch',
      {},
      { record: { ...MARIA, attributes: { ...ATTRIBUTES, birthdate: '1970-01-01' } } },
    ],
    [
      'a phone of another person',
      'data.phone_mismatch',
      { ssn: '900888888', given_name: 'Nell' },
      bend({ given_name: 'NELL', number: 'T9' }),
    ],
    [
      'an internet telephone',
      'contact.phone_voip',
      {},
      { record: { ...MARIA, phone_kind: 'voip' as const } },
    ],
    [
      'an age below 18',
      'data.underage',
      { birthdate: '2009-01-16' },
      bend({ birthdate: '2009-01-16' }),
    ],
  ])('find %s', async (_what, reason, claimed, settings) => {
    const report = await ask({ ...ATTRIBUTES, ...claimed }, settings);
    expect(report.reasons).toContain(reason);
    expect(report.outcome).not.toBe('pass');
  });

  it('accept a name that the person had before', async () => {
    const record = {
      ...MARIA,
      attributes: { ...ATTRIBUTES, family_name: 'Married' },
      former: [{ family_name: 'Specimen' }],
    };
    const { reasons } = await ask(ATTRIBUTES, { record, document: { ...LICENCE, number: 'T9' } });
    expect(reasons).not.toContain('data.name_mismatch');
  });

  it('leave a contradicted name to the document', async () => {
    const { confirmed } = await ask({ ...ATTRIBUTES, family_name: 'Newcomer' });
    expect(confirmed).not.toContain('family_name');
    expect(confirmed).toContain('ssn');
  });

  it('show which attributes agreed, and never their values', async () => {
    const { checks } = await ask({ ...ATTRIBUTES, birthdate: '1988-04-13' });
    const text = JSON.stringify(checks);
    expect(text).toContain('"birthdate":"mismatch"');
    for (const value of ['900123456', '1988', 'Harbor', 'Specimen'])
      expect(text).not.toContain(value);
  });
});

describe('a chain of sources', () => {
  it('asks the next only where the first knows nobody', async () => {
    const own = { ...MARIA, id: 'own' };
    const chain = firstOf(catalogueSource([own]), catalogueSource([MARIA]));
    expect((await chain.bySsn('default', '900123456'))?.id).toBe('own');
    const empty = firstOf(catalogueSource([]), catalogueSource([MARIA]));
    expect((await empty.byDocument('default', 'T1'))?.id).toBe('maria');
    expect(await empty.byPhone('default', '+10000000000')).toBeUndefined();
  });
});

describe('names', () => {
  it.each([
    ['María José', 'MARIA JOSE'],
    ["O'Brien-Smith", 'OBRIEN SMITH'],
    ['Müller', 'MUELLER'],
    ['Müller', 'MULLER'],
    ['Ångström', 'AANGSTROEM'],
    ['Nuñez', 'NUNXXEZ'],
    ['Sørensen', 'SORENSEN'],
    ['Wolfeschlegelsteinhausenberger', 'WOLFESCHLEGELSTEINHAUS'],
  ])('%s and %s can be one', (a, b) => expect(sameName(a, b)).toBe(true));

  it.each([
    ['Ana', 'Anna'],
    ['Lee', 'Leeds'],
    ['Ana', undefined],
  ])('%s and %s cannot', (a, b) => expect(sameName(a, b)).toBe(false));

  it('of a machine-readable zone count middle names as given names (ICAO 9303-3 4.6)', () => {
    const read = { given_name: 'JAMES ROBERT', family_name: 'WHITAKER' };
    const person = { given_name: 'James', middle_name: 'Robert', family_name: 'Whitaker' };
    expect([samePerson(read, person), samePerson(person, read)]).toEqual([true, true]);
    expect(samePerson(read, { ...person, middle_name: 'Paul' })).toBe(false);
    expect(samePerson(read, { ...person, given_name: 'Robert' })).toBe(false);
  });

  it('of one word stand in either place', () => {
    expect(samePerson({ family_name: 'Suharto' }, { given_name: 'SUHARTO' })).toBe(true);
    expect(
      samePerson({ family_name: 'Suharto' }, { given_name: 'A', family_name: 'Suharto' }),
    ).toBe(false);
  });
});

describe('addresses', () => {
  it('are one when the street line and the postal code agree, usual abbreviations aside', () => {
    expect(
      sameAddress(ADDRESS, {
        ...ADDRESS,
        street_address: '12 HARBOR LN.',
        postal_code: '00012-3456',
      }),
    ).toBe(true);
    expect(sameAddress(ADDRESS, { ...ADDRESS, postal_code: '00013' })).toBe(false);
  });
});
