import type { CheckReport, Disposition, ReasonCode, VendorFault } from '../proofing/index.js';
import { isReasonCode, REASONS } from '../proofing/index.js';
import { parseDuration } from './duration.js';
import type { EntryRequest, VendorError } from './outcome.js';
import { VENDOR_ERRORS } from './outcome.js';
import type { RuledStep, Ruling } from './ruling.js';

type Verdict = CheckReport['outcome'];

/** What a reason alone comes to; `system` reasons are faults and never get here. */
const VERDICTS: Readonly<Record<Disposition, Verdict>> = {
  retry: 'retry',
  final: 'fail',
  review: 'review',
  system: 'retry',
};

const WORST_LAST: readonly Verdict[] = ['pass', 'review', 'retry', 'fail'];

const isVerdict = (word: string | undefined): word is Verdict =>
  (WORST_LAST as readonly (string | undefined)[]).includes(word);

/** What several reasons come to together: the worst of what each usually is. */
export const verdictOfReasons = (reasons: readonly ReasonCode[]): Verdict =>
  WORST_LAST.findLast((verdict) =>
    reasons.some((reason) => VERDICTS[REASONS[reason].disposition] === verdict),
  ) ?? 'pass';

const fault = (reason: ReasonCode, decidedBy: Ruling['by']): VendorFault => ({
  ...{ outcome: 'error', reasons: [reason], decidedBy },
});

/** Whether a word of an entry is a reason code. */
export const isReason = (word: string | undefined): word is ReasonCode =>
  word !== undefined && isReasonCode(word);

const codeOf = (word: string | undefined): ReasonCode | undefined =>
  isReason(word) ? word : undefined;

function resolutionOf(entry: EntryRequest): CheckReport['resolves'] {
  const { resolves } = entry;
  const afterMs = resolves && parseDuration(resolves.after);
  const as = resolves?.as === 'pass' ? resolves.as : codeOf(resolves?.as);
  return afterMs !== undefined && as ? { afterMs, as } : undefined;
}

/** A ruling in the words of a check: a verdict of its own, a reason's usual one, or a vendor's fault. */
export function entryReport(
  step: RuledStep,
  { entry, by, source }: Ruling,
): CheckReport | VendorFault {
  if (entry.vendor_error) return fault(VENDOR_ERRORS[entry.vendor_error as VendorError], by);
  const reason = codeOf(entry.reason) ?? codeOf(entry.result);
  if (reason && REASONS[reason].disposition === 'system') return fault(reason, by);
  const usual = reason ? VERDICTS[REASONS[reason].disposition] : 'pass';
  const outcome = isVerdict(entry.result) ? entry.result : usual;
  return {
    ...{ outcome, reasons: reason ? [reason] : [], decidedBy: by, timingsMs: {} },
    checks: [{ name: `${by}.${step}`, result: outcome, reason, evidence: { [by]: source } }],
    resolves: resolutionOf(entry),
  };
}
