import type { CalendarDate } from '../../platform/clock.js';
import { DAY, dateOf } from '../../platform/clock.js';
import type { RefundStage, Taxpayer } from './taxpayer.js';
import { filedYear } from './taxYear.js';
import type { TaxYear } from './taxYear.js';

/** Amounts are whole cents wherever a person can type one. */
export interface Payment {
  readonly on: CalendarDate;
  readonly cents: number;
  readonly year: number;
  readonly status: 'scheduled' | 'processed';
  readonly confirmation: string;
}

export interface Refund {
  readonly year: number;
  readonly stage: RefundStage | 'not_filed' | 'none';
  readonly cents: number;
  /** The day each stage was or will be reached, as far as it is known. */
  readonly receivedOn: CalendarDate | null;
  readonly approvedOn: CalendarDate | null;
  readonly sentOn: CalendarDate | null;
}

/** Everything the IRS has on a taxpayer, latest year first. */
export interface TaxFile {
  readonly years: readonly TaxYear[];
  readonly balanceCents: number;
  readonly payments: readonly Payment[];
  readonly plan: { readonly cents: number; readonly nextOn: CalendarDate } | null;
  readonly refund: Refund;
}

const before = (today: CalendarDate, days: number): CalendarDate =>
  dateOf(Date.parse(today) - days * DAY);

/** Returns with a refund were filed four weeks ago, so that trackers move; the others long enough to have a history. */
const REFUND_FILED = 26;
const OWING_FILED = 140;
const PLAN_PAYMENTS = [15, 45, 75];

/** The file of a taxpayer on a day; `made` are the payments made through this site in this session. */
export function taxFileOf(
  taxpayer: Taxpayer,
  today: CalendarDate,
  made: readonly Payment[] = [],
): TaxFile {
  const { latestReturn, wages } = taxpayer;
  const filedOn = before(today, latestReturn.kind === 'refund' ? REFUND_FILED : OWING_FILED);
  const latest = Number(filedOn.slice(0, 4)) - 1;
  const earlier = [1, 2].map((ago) =>
    filedYear({
      year: latest - ago,
      filedOn: `${latest - ago + 1}-03-0${ago + 1}`,
      filingStatus: taxpayer.filingStatus,
      wages: Math.round(wages * (1 - ago * 0.04)),
      refund: 140 + ((wages + ago * 37) % 300),
    }),
  );
  const years = [...latestYear(taxpayer, latest, filedOn), ...earlier];
  const payments = [...made, ...planPayments(taxpayer, latest, today)];
  const assessed = years.reduce((sum, { owed }) => sum + owed * 100, 0);
  const paid = payments.reduce((sum, { cents }) => sum + cents, 0);
  return {
    years,
    balanceCents: Math.max(0, assessed - paid),
    payments,
    plan: planOf(taxpayer, today),
    refund: refundOf(taxpayer, latest, filedOn, today),
  };
}

function latestYear(taxpayer: Taxpayer, year: number, filedOn: CalendarDate): readonly TaxYear[] {
  const { latestReturn, filingStatus, wages } = taxpayer;
  if (latestReturn.kind === 'not_filed') return [];
  const refund = latestReturn.kind === 'refund' ? latestReturn.amount : -latestReturn.amount;
  const stage = latestReturn.kind === 'refund' ? latestReturn.stage : 'received';
  return [filedYear({ year, filedOn, filingStatus, wages, refund, stage })];
}

function planPayments(
  { latestReturn }: Taxpayer,
  year: number,
  today: CalendarDate,
): readonly Payment[] {
  if (latestReturn.kind !== 'owes' || latestReturn.monthlyPlan === undefined) return [];
  const cents = latestReturn.monthlyPlan * 100;
  return PLAN_PAYMENTS.map((days) => ({
    on: before(today, days),
    cents,
    year,
    status: 'processed',
    confirmation: `PLAN-${before(today, days).replaceAll('-', '')}`,
  }));
}

const planOf = ({ latestReturn }: Taxpayer, today: CalendarDate): TaxFile['plan'] =>
  latestReturn.kind === 'owes' && latestReturn.monthlyPlan !== undefined
    ? { cents: latestReturn.monthlyPlan * 100, nextOn: before(today, -15) }
    : null;

function refundOf(
  { latestReturn }: Taxpayer,
  year: number,
  filedOn: CalendarDate,
  today: CalendarDate,
): Refund {
  const nothing = { year, cents: 0, receivedOn: null, approvedOn: null, sentOn: null };
  if (latestReturn.kind === 'not_filed') return { ...nothing, stage: 'not_filed' };
  if (latestReturn.kind === 'owes') return { ...nothing, stage: 'none', receivedOn: filedOn };
  const { stage, amount } = latestReturn;
  const isApproved = stage === 'approved' || stage === 'sent';
  return {
    year,
    stage,
    cents: amount * 100,
    receivedOn: filedOn,
    approvedOn: isApproved ? before(today, 7) : null,
    sentOn: stage === 'sent' ? before(today, 3) : null,
  };
}
