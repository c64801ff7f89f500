/**
 * Issuer identification numbers that AAMVA has given out (list of 2023-12-29), with the issuer's two letters. 000000 is not
 * among them: it marks a specimen.
 */
const ISSUERS: Readonly<Record<string, string>> = {
  '604426': 'PE',
  '604427': 'AS',
  '604428': 'QC',
  '604429': 'YT',
  '604430': 'MP',
  '604431': 'PR',
  '604432': 'AB',
  '604433': 'NU',
  '604434': 'NT',
};

/** 636000 to 636062 in the order in which they were given out. */
const FROM_636000 =
  'VA NY MA MD NC SC CT LA MT NM FL DE ON NS CA TX NL NB IA GU CO AR KS OH VT PA AZ US BC OR MO WI MI AL ND IL NJ IN MN NH ' +
  'UT ME SD DC SK WA KY HI MB NV ID MS RI TN NE GA CU HL OK AK WY WV VI';

/** Two letters of the jurisdiction that really uses this IIN, or undefined when none does. */
export function jurisdictionOf(iin: string): string | undefined {
  const listed = ISSUERS[iin];
  if (listed !== undefined) return listed;
  const offset = Number(iin) - 636000;
  return /^\d{6}$/.test(iin) && offset >= 0 ? FROM_636000.split(' ')[offset] : undefined;
}

/** Canada and Mexico write dates year first (AAMVA CDS 2020, D.12.3). */
export const writesYearFirst = (country: string | undefined): boolean => country === 'CAN';
