import { formatCents, formatDollars } from '../money.js';
import type { Person } from '../person.js';
import type { Refund, TaxFile } from '../tax/taxFile.js';
import type { TaxYear } from '../tax/taxYear.js';

/** Whom a page is about; only what was verified. */
export interface Addressee {
  readonly name: string;
  readonly ssnLastFour: string | null;
  readonly address: string | null;
}

export interface AccountModel {
  readonly to: Addressee;
  readonly balance: string;
  readonly owes: boolean;
  readonly plan: { readonly amount: string; readonly nextOn: string } | null;
  readonly years: readonly {
    readonly year: number;
    readonly filedOn: string;
    readonly tax: string;
    readonly withheld: string;
    readonly extra: string;
    readonly owed: string;
  }[];
  readonly payments: readonly PaymentLine[];
}

export interface PaymentLine {
  readonly on: string;
  readonly year: number;
  readonly amount: string;
  readonly status: string;
  readonly confirmation: string;
}

export interface TranscriptsModel {
  readonly to: Addressee;
  readonly years: readonly {
    readonly year: number;
    readonly filedOn: string;
    readonly filingStatus: string;
    readonly figures: readonly { readonly name: string; readonly amount: string }[];
    readonly lines: readonly {
      readonly code: string;
      readonly on: string;
      readonly amount: string;
    }[];
  }[];
}

export interface PaymentModel {
  /** Null below IAL2: what somebody owes is not told to whoever has their e-mail address. */
  readonly balance: string | null;
  readonly years: readonly number[];
  readonly amount: string;
  readonly year: number;
  readonly error: string | null;
}

export interface RefundModel {
  readonly year: number;
  readonly stage: Refund['stage'];
  /** Null below IAL2. */
  readonly amount: string | null;
  readonly steps: readonly {
    readonly name: string;
    readonly isReached: boolean;
    readonly on: string | null;
  }[];
}

export const isVerified = ({ level }: Person): boolean => level.ial >= 2;

export const addresseeOf = (person: Person): Addressee => ({
  name: person.name ?? person.email ?? person.sub,
  ssnLastFour: person.ssnLastFour ?? null,
  address: person.address ?? null,
});

export function accountModel(person: Person, file: TaxFile): AccountModel {
  return {
    to: addresseeOf(person),
    balance: formatCents(file.balanceCents),
    owes: file.balanceCents > 0,
    plan: file.plan && { amount: formatCents(file.plan.cents), nextOn: file.plan.nextOn },
    years: file.years.map((year) => ({
      year: year.year,
      filedOn: year.filedOn,
      tax: formatDollars(year.tax),
      withheld: formatDollars(year.withheld),
      extra: formatDollars(year.penaltyAndInterest),
      owed: formatDollars(year.owed),
    })),
    payments: file.payments.map(({ cents, ...payment }) => ({
      ...payment,
      amount: formatCents(cents),
    })),
  };
}

export const transcriptsModel = (person: Person, file: TaxFile): TranscriptsModel => ({
  to: addresseeOf(person),
  years: file.years.map((year) => ({
    year: year.year,
    filedOn: year.filedOn,
    filingStatus: year.filingStatus,
    figures: figuresOf(year),
    lines: year.lines.map(({ code, on, amount }) => ({ code, on, amount: formatDollars(amount) })),
  })),
});

const figuresOf = (year: TaxYear) => [
  { name: 'wages', amount: formatDollars(year.wages) },
  { name: 'deduction', amount: formatDollars(year.deduction) },
  { name: 'taxable_income', amount: formatDollars(year.taxableIncome) },
  { name: 'tax', amount: formatDollars(year.tax) },
  { name: 'withheld', amount: formatDollars(year.withheld) },
];

/** The form; `typed` and `error` when it comes back for correction. */
export function paymentModel(
  person: Person,
  file: TaxFile,
  typed?: { readonly amount: string; readonly year: number; readonly error: string },
): PaymentModel {
  const latest = file.refund.year;
  return {
    balance: isVerified(person) ? formatCents(file.balanceCents) : null,
    years: [latest + 1, latest, latest - 1, latest - 2],
    amount: typed?.amount ?? '',
    year: typed?.year ?? latest,
    error: typed?.error ?? null,
  };
}

export function refundModel(person: Person, { refund }: TaxFile): RefundModel {
  const step = (name: string, on: string | null) => ({ name, on, isReached: on !== null });
  return {
    year: refund.year,
    stage: refund.stage,
    amount: isVerified(person) ? formatCents(refund.cents) : null,
    steps: [
      step('received', refund.receivedOn),
      step('approved', refund.approvedOn),
      step('sent', refund.sentOn),
    ],
  };
}
