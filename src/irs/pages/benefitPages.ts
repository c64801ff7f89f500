import type { BenefitCase, Programme } from '../benefits/benefitCase.js';
import { formatDollars } from '../money.js';
import type { Person } from '../person.js';
import { addresseeOf, type Addressee } from './taxPages.js';

export interface BenefitsModel {
  readonly to: Addressee;
  readonly number: string;
  readonly household: number;
  readonly nextDeposit: { readonly on: string; readonly amount: string };
  readonly awards: readonly {
    readonly programme: Programme;
    /** Null where nothing is paid out. */
    readonly monthly: string | null;
    readonly renewBy: string;
  }[];
}

export interface DepositsModel {
  readonly to: Addressee;
  readonly deposits: readonly {
    readonly on: string;
    readonly programme: Programme;
    readonly amount: string;
  }[];
}

/** Needs no verified identity, and so tells nothing about anybody. */
export interface OfficeModel {
  readonly email: string | null;
}

export const benefitsModel = (person: Person, file: BenefitCase): BenefitsModel => ({
  to: addresseeOf(person),
  number: file.number,
  household: file.household,
  nextDeposit: {
    on: file.nextDepositOn,
    amount: formatDollars(file.awards.reduce((sum, { monthly }) => sum + monthly, 0)),
  },
  awards: file.awards.map(({ programme, monthly, renewBy }) => ({
    ...{ programme, renewBy },
    monthly: monthly === 0 ? null : formatDollars(monthly),
  })),
});

export const depositsModel = (person: Person, file: BenefitCase): DepositsModel => ({
  to: addresseeOf(person),
  deposits: file.deposits.map(({ on, programme, dollars }) => ({
    ...{ on, programme },
    amount: formatDollars(dollars),
  })),
});

export const officeModel = ({ email }: Person): OfficeModel => ({ email: email ?? null });
