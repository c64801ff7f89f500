import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readTaxpayers } from '../../src/irs/index.js';
import { taxFileOf } from '../../src/irs/tax/taxFile.js';
import { createTaxpayers } from '../../src/irs/tax/taxpayers.js';

const TODAY = '2027-01-10';
const known = readTaxpayers('fixtures/irs/taxpayers.json');
const find = createTaxpayers(known);
const person = (email: string) => find({ sub: 'p', email });

describe('taxpayers', () => {
  it('are found by e-mail address, else by verified name in any case', () => {
    expect(find({ sub: 'a', email: 'maria@example.com' })).toBe(known[0]);
    expect(find({ sub: 'b', email: 'other@example.com', name: 'MARIA Alvarez' })).toBe(known[0]);
  });

  it('are invented for anybody else, the same at every visit', () => {
    expect(person('new@example.com')).toEqual(person('new@example.com'));
    expect(person('new@example.com')).not.toEqual(person('newer@example.com'));
  });
});

describe('tax files', () => {
  it('add up for everybody on every day', () => {
    const day = fc.date({
      min: new Date('2024-01-01'),
      max: new Date('2035-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(fc.emailAddress(), day, (email, date) => {
        const today = date.toISOString().slice(0, 10);
        const file = taxFileOf(person(email), today);
        for (const year of file.years) {
          expect(year.owed).toBe(Math.max(0, year.tax - year.withheld) + year.penaltyAndInterest);
          expect(year.tax).toBeGreaterThanOrEqual(0);
          expect(year.withheld).toBeGreaterThanOrEqual(0);
          expect(year.filedOn < today).toBe(true);
          expect(Number(year.filedOn.slice(0, 4))).toBe(year.year + 1);
        }
        expect(file.balanceCents).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('show a refund that is on its way', () => {
    const { refund, balanceCents, years } = taxFileOf(person('maria@example.com'), TODAY);
    expect(refund).toEqual({
      year: 2025,
      stage: 'approved',
      cents: 128_400,
      receivedOn: '2026-12-15',
      approvedOn: '2027-01-03',
      sentOn: null,
    });
    expect(balanceCents).toBe(0);
    expect(years[0]?.lines.map(({ code }) => code)).toEqual(['150', '806']);
  });

  it('count the payments of a plan and name the next', () => {
    const { balanceCents, payments, plan, years } = taxFileOf(person('james@example.com'), TODAY);
    expect(payments).toHaveLength(3);
    expect(balanceCents).toBe((years[0]?.owed ?? 0) * 100 - 3 * 15_000);
    expect(plan).toEqual({ cents: 15_000, nextOn: '2027-01-25' });
  });

  it('count payments made here, and never fall below zero', () => {
    const amara = person('amara@example.com');
    const payment = { on: TODAY, year: 2025, status: 'scheduled', confirmation: 'TEST-1' } as const;
    const before = taxFileOf(amara, TODAY).balanceCents;
    const pay = (cents: number) => taxFileOf(amara, TODAY, [{ ...payment, cents }]).balanceCents;
    expect(pay(10_000)).toBe(before - 10_000);
    expect(pay(before + 1)).toBe(0);
  });

  it('have no latest year when no return was filed', () => {
    const { refund, years } = taxFileOf(person('tyler@example.com'), TODAY);
    expect(refund.stage).toBe('not_filed');
    expect(years.map(({ year }) => year)).toEqual([2024, 2023]);
  });

  it('say that a return under review waits', () => {
    const { years } = taxFileOf(person('fiona@example.com'), TODAY);
    expect(years[0]?.lines.map(({ code }) => code)).toEqual(['150', '806', '570']);
  });
});
