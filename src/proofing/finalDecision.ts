import type { SandboxId } from '../platform/ids.js';
import type { Attempt, Held, Step, Verdict } from './attempt.js';
import { verdictOf } from './attempt.js';
import type { StepVerdict } from './decide.js';
import type { Deps } from './deps.js';
import type { CheckContext, CheckReport, CheckResult, VendorFault } from './ports.js';
import type { ReasonCode } from './reasons/index.js';
import { stepOfReason } from './settle.js';
import { reachesIal2 } from './verified.js';

type Report = CheckReport | VendorFault;

const rule = (name: string, reason: ReasonCode | undefined): CheckReport => ({
  outcome: reason ? 'fail' : 'pass',
  reasons: reason ? [reason] : [],
  checks: [{ name, result: reason ? 'fail' : 'pass', reason }],
  decidedBy: 'records',
  timingsMs: {},
});

/** One person, one account: the SSN must not be behind another verification in force (63A section 2.1, resolution). */
async function duplicates(deps: Deps, sandbox: SandboxId, attempt: Attempt): Promise<CheckReport> {
  const { ssn } = attempt.held.details ?? {};
  const holders = ssn ? await deps.store.accountsVerifiedWith(sandbox, ssn) : [];
  const others = holders.filter((account) => account !== attempt.applicant.account);
  return rule('duplicate_identity', others.length > 0 ? 'fraud.duplicate_identity' : undefined);
}

const evidence = ({ held }: Attempt): CheckReport =>
  rule('evidence', reachesIal2(held) ? undefined : 'policy.insufficient_evidence');

/** What every step's check said. */
export const heldVerdicts = ({ document, selfie, records, phone }: Held): StepVerdict[] =>
  (
    [
      ['document', document?.verdict],
      ['selfie', selfie?.verdict],
      ['details', records?.verdict],
      ['phone_code', phone?.verdict],
    ] as [Step, Verdict | undefined][]
  ).flatMap(([step, verdict]) => (verdict ? [{ step, verdict }] : []));

const checksOf = (report: Report): readonly CheckResult[] =>
  'checks' in report ? report.checks : [];

/** One report for the submission's record: the outcome of the worst, every check, whoever decided it. */
function together(reports: readonly Report[]): Report {
  const order = ['pass', 'review', 'error', 'retry', 'fail'];
  const worst = reports.reduce((a, b) =>
    order.indexOf(b.outcome) > order.indexOf(a.outcome) ? b : a,
  );
  const ruled = reports.find((report) => report.decidedBy !== 'records');
  const decidedBy = worst.outcome === 'pass' ? (ruled ?? worst).decidedBy : worst.decidedBy;
  if (worst.outcome === 'error') return worst;
  return { ...worst, decidedBy, checks: reports.flatMap(checksOf), timingsMs: {} };
}

/**
 * What is decided on when everything is in: every step's verdict, the fraud checks and the evidence rule. A ruling on
 * `fraud` takes the place of the fraud checks, one on `decision` the place of everything.
 */
export async function finalVerdicts(
  deps: Deps,
  sandbox: SandboxId,
  attempt: Attempt,
  context: CheckContext,
): Promise<{ verdicts: readonly StepVerdict[]; report: Report; held: Held }> {
  const fraud =
    (await deps.checks.script.consult(context, 'fraud')) ??
    (await duplicates(deps, sandbox, attempt));
  const ruled = await deps.checks.script.consult(context, 'decision');
  const own = ruled ? [ruled] : [fraud, evidence(attempt)];
  const verdicts = own.map((report) => ({
    step: stepOfReason(report.reasons[0]),
    verdict: report,
  }));
  const report = together(own);

  const held: Held =
    report.outcome === 'error' ? attempt.held : { ...attempt.held, decision: verdictOf(report) };
  return {
    verdicts: ruled ? verdicts : [...heldVerdicts(attempt.held), ...verdicts],
    report,
    held,
  };
}
