import { DAY, dateOf, type CalendarDate } from '../../platform/clock.js';
import { sha256 } from '../../platform/secrets.js';

export type Programme = 'food' | 'health' | 'childcare' | 'energy';

/** One programme that a household takes part in. Whole dollars a month; health coverage pays nobody. */
export interface Award {
  readonly programme: Programme;
  readonly monthly: number;
  readonly renewBy: CalendarDate;
}

export interface Deposit {
  readonly on: CalendarDate;
  readonly programme: Programme;
  readonly dollars: number;
}

/** Everything Cascadia has on a household: invented, and worked out from what little was invented. */
export interface BenefitCase {
  readonly number: string;
  readonly household: number;
  readonly awards: readonly Award[];
  /** Latest first. */
  readonly deposits: readonly Deposit[];
  readonly nextDepositOn: CalendarDate;
}

const MONTHLY_FOOD = [0, 292, 536, 768, 975, 1158];
const MONTHLY_CHILDCARE = 410;
const MONTHLY_ENERGY = 62;
const DEPOSIT_EVERY = 30 * DAY;
const DEPOSITS_SHOWN = 4;

/** The household of whoever a seed stands for, on a day: always the same one for the same seed. */
export function benefitCaseOf(seed: string, today: CalendarDate): BenefitCase {
  const [a = 0, b = 0, c = 0, d = 0] = Buffer.from(sha256(`benefits ${seed}`), 'base64url');
  const household = 1 + (a % 5);
  const now = Date.parse(today);
  const award = (programme: Programme, monthly: number, days: number): Award => ({
    ...{ programme, monthly },
    renewBy: dateOf(now + (45 + ((d + days) % 200)) * DAY),
  });
  const awards = [
    award('food', MONTHLY_FOOD[household] ?? 0, 0),
    award('health', 0, 60),
    ...(household > 2 ? [award('childcare', MONTHLY_CHILDCARE, 90)] : []),
    ...(b % 2 ? [award('energy', MONTHLY_ENERGY, 120)] : []),
  ];
  const last = now - (c % 29) * DAY;
  return {
    number: `CB-${String(100_000 + a * 3000 + b * 11 + c).padStart(6, '0')}`,
    ...{ household, awards, deposits: depositsOf(awards, last) },
    nextDepositOn: dateOf(last + DEPOSIT_EVERY),
  };
}

const depositsOf = (awards: readonly Award[], last: number): readonly Deposit[] =>
  Array.from({ length: DEPOSITS_SHOWN }, (_, ago) => dateOf(last - ago * DEPOSIT_EVERY)).flatMap(
    (on) =>
      awards
        .filter(({ monthly }) => monthly > 0)
        .map(({ programme, monthly }) => ({ on, programme, dollars: monthly })),
  );
