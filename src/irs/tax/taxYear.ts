import type { CalendarDate } from '../../platform/clock.js';
import { DAY, dateOf } from '../../platform/clock.js';
import type { FilingStatus, RefundStage } from './taxpayer.js';

/** A line of an account transcript; the code is the IRS's own and the key of its words. */
export interface TranscriptLine {
  readonly code: '150' | '806' | '846' | '570' | '276' | '196';
  readonly on: CalendarDate;
  /** Whole dollars; credits are negative. */
  readonly amount: number;
}

/** A year for which a return was filed; whole dollars. */
export interface TaxYear {
  readonly year: number;
  readonly filedOn: CalendarDate;
  readonly filingStatus: FilingStatus;
  readonly wages: number;
  readonly deduction: number;
  readonly taxableIncome: number;
  readonly tax: number;
  readonly withheld: number;
  readonly penaltyAndInterest: number;
  /** What was left to pay after withholding, penalty and interest, before payments. */
  readonly owed: number;
  readonly lines: readonly TranscriptLine[];
}

export interface FiledReturn {
  readonly year: number;
  readonly filedOn: CalendarDate;
  readonly filingStatus: FilingStatus;
  readonly wages: number;
  /** Negative: what the person owes. */
  readonly refund: number;
  readonly stage?: RefundStage;
}

// Round, invented figures: nobody's tax is worked out with them.
const DEDUCTION: Readonly<Record<FilingStatus, number>> = {
  single: 15_000,
  head_of_household: 22_000,
  married_joint: 30_000,
};
const BRACKETS = [
  { above: 0, rate: 0.1 },
  { above: 12_000, rate: 0.02 },
  { above: 48_000, rate: 0.1 },
];
const PENALTY = 0.015;
const INTEREST = 0.02;

/** The year's figures and its transcript, worked out so that they add up. */
export function filedYear(filed: FiledReturn): TaxYear {
  const { year, filedOn, filingStatus, wages, refund } = filed;
  const deduction = DEDUCTION[filingStatus];
  const taxableIncome = Math.max(0, wages - deduction);
  const tax = taxOn(taxableIncome);
  const due = Math.max(0, Math.min(-refund, tax)); // nobody owes more than the tax itself
  const withheld = refund > 0 ? tax + refund : tax - due;
  const penalty = Math.round(due * PENALTY);
  const interest = Math.round(due * INTEREST);
  return {
    year,
    filedOn,
    filingStatus,
    wages,
    deduction,
    taxableIncome,
    tax,
    withheld,
    penaltyAndInterest: penalty + interest,
    owed: due + penalty + interest,
    lines: linesOf({ ...filed, tax, withheld, penalty, interest }),
  };
}

const taxOn = (income: number): number =>
  Math.round(
    BRACKETS.reduce((tax, { above, rate }) => tax + Math.max(0, income - above) * rate, 0),
  );

interface Assessed extends FiledReturn {
  readonly tax: number;
  readonly withheld: number;
  readonly penalty: number;
  readonly interest: number;
}

function linesOf(filed: Assessed): readonly TranscriptLine[] {
  const { filedOn, refund, stage = 'sent' } = filed;
  const later = (days: number) => dateOf(Date.parse(filedOn) + days * DAY);
  const lines: TranscriptLine[] = [
    { code: '150', on: filedOn, amount: filed.tax },
    { code: '806', on: filedOn, amount: -filed.withheld },
  ];
  if (stage === 'under_review') lines.push({ code: '570', on: later(9), amount: 0 });
  if (stage === 'sent' && refund > 0) lines.push({ code: '846', on: later(23), amount: refund });
  if (filed.penalty > 0) lines.push({ code: '276', on: later(30), amount: filed.penalty });
  if (filed.interest > 0) lines.push({ code: '196', on: later(30), amount: filed.interest });
  return lines;
}
