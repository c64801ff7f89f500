import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import type { AmountRefusal } from '../money.js';
import { readAmount } from '../money.js';

export type PaymentRefusal = AmountRefusal | 'year_unknown' | 'too_many_payments';

/** A form is posted in one session at most this often. */
export const MOST_PAYMENTS = 20;

/** Reads the payment form: an amount and one of the years it offered. */
export function readPayment(
  typed: { readonly amount: string; readonly year: unknown },
  years: readonly number[],
  alreadyMade: number,
): Result<{ readonly cents: number; readonly year: number }, PaymentRefusal> {
  if (alreadyMade >= MOST_PAYMENTS) return refused('too_many_payments');
  const amount = readAmount(typed.amount);
  if (!amount.ok) return amount;
  const year = years.find((offered) => String(offered) === typed.year);
  return year === undefined ? refused('year_unknown') : ok({ cents: amount.value, year });
}
