import { REASONS } from '../../proofing/index.js';
import type { CheckReport, CheckResult, ReasonCode } from '../ports.js';

type Evidence = Readonly<Record<string, unknown>>;
type Outcome = CheckReport['outcome'];

const RESULT_OF = { retry: 'retry', final: 'fail', review: 'review', system: 'review' } as const;
const WORST: readonly Outcome[] = ['fail', 'retry', 'review', 'pass'];

export const pass = (name: string, evidence?: Evidence): CheckResult => ({
  name,
  result: 'pass',
  evidence,
});

/** A check that did not pass: the reason's customary disposition says how bad that is. */
export const raise = (name: string, reason: ReasonCode, evidence?: Evidence): CheckResult => ({
  name,
  result: RESULT_OF[REASONS[reason].disposition],
  reason,
  evidence,
});

/** Raises the reason when there is one. */
export const judge = (
  name: string,
  reason: ReasonCode | undefined,
  evidence?: Evidence,
): CheckResult => (reason ? raise(name, reason, evidence) : pass(name, evidence));

/** Outcome and reasons of checks: the worst decides, reasons come worst first and once. */
export function reportOf(
  checks: readonly CheckResult[],
  timingsMs: Readonly<Record<string, number>>,
): CheckReport {
  const outcome = WORST.find((word) => checks.some(({ result }) => result === word)) ?? 'pass';
  const reasons = WORST.flatMap((word) =>
    checks.flatMap(({ result, reason }) => (result === word && reason ? [reason] : [])),
  );
  return { outcome, reasons: [...new Set(reasons)], checks, decidedBy: 'engine', timingsMs };
}
