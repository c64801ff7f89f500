import { sha256 } from '../../platform/secrets.js';

export type FilingStatus = 'single' | 'married_joint' | 'head_of_household';
export type RefundStage = 'received' | 'approved' | 'sent' | 'under_review';

/** What is invented about a taxpayer; everything the pages show is worked out from it. Whole dollars. */
export interface Taxpayer {
  readonly filingStatus: FilingStatus;
  readonly wages: number;
  readonly latestReturn:
    | { readonly kind: 'refund'; readonly amount: number; readonly stage: RefundStage }
    | { readonly kind: 'owes'; readonly amount: number; readonly monthlyPlan?: number | undefined }
    | { readonly kind: 'not_filed' };
}

/** A taxpayer for somebody nobody wrote one for: always the same one for the same seed. */
export function inventTaxpayer(seed: string): Taxpayer {
  const [a = 0, b = 0, c = 0, d = 0] = Buffer.from(sha256(seed), 'base64url');
  const statuses = ['single', 'married_joint', 'head_of_household'] as const;
  return {
    filingStatus: statuses[a % 3] ?? 'single',
    wages: 24_000 + b * 400,
    latestReturn: inventReturn(c, 120 + d * 9),
  };
}

function inventReturn(draw: number, amount: number): Taxpayer['latestReturn'] {
  const stages = ['received', 'approved', 'sent', 'under_review'] as const;
  if (draw < 150) return { kind: 'refund', amount, stage: stages[draw % 4] ?? 'sent' };
  if (draw < 235) return { kind: 'owes', amount, ...(draw % 2 ? { monthlyPlan: 75 } : {}) };
  return { kind: 'not_filed' };
}
