import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';

const FORMAT = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** `$1,234.50`; credits carry a minus sign. */
export const formatCents = (cents: number): string => FORMAT.format(cents / 100);

export const formatDollars = (dollars: number): string => formatCents(dollars * 100);

export type AmountRefusal = 'amount_missing' | 'amount_malformed' | 'amount_out_of_range';

const AMOUNT = /^\$?(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,2}))?$/;
export const LEAST_CENTS = 100;
export const MOST_CENTS = 100_000_00;

/** Reads an amount as people type it (`1,200`, `$75.5`) into cents. Refused below $1 and above $100,000. */
export function readAmount(text: string): Result<number, AmountRefusal> {
  const typed = text.trim();
  if (typed === '') return refused('amount_missing');
  const found = AMOUNT.exec(typed);
  if (!found) return refused('amount_malformed');
  const [, dollars = '', cents = ''] = found;
  const amount = Number(dollars.replaceAll(',', '')) * 100 + Number(cents.padEnd(2, '0'));
  const isInRange = amount >= LEAST_CENTS && amount <= MOST_CENTS;
  return isInRange ? ok(amount) : refused('amount_out_of_range');
}
