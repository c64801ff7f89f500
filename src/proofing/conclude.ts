import type { Attempt, AttemptIn, Held, Submission } from './attempt.js';
import type { Outcome, StepVerdict } from './decide.js';
import { decide } from './decide.js';
import type { CheckReport, ScriptedPathway, VendorFault } from './ports.js';
import type { Moved } from './settle.js';
import { divert, settle } from './settle.js';

export type Processing = AttemptIn<'processing'>;

/** What a check said, and what it adds to what is held once it passed. */
export interface Checked {
  readonly verdicts: readonly StepVerdict[];
  readonly report: CheckReport | VendorFault;
  readonly held: Held;
}

export const isLast = ({ step }: Processing): boolean => step === 'review';

/** What the verdicts decide. Pure. */
export const decided = (attempt: Processing, { verdicts }: Checked): Outcome =>
  decide({
    verdicts,
    policy: attempt.policy,
    earlier: attempt.submissions.flatMap((earlier) => earlier.reasons),
  });

/** Records a submission and applies its outcome, or the other way that a script knows. Pure. */
export function conclude(
  attempt: Processing,
  checked: Checked,
  outcome: Outcome,
  now: number,
  way: ScriptedPathway | undefined,
): Moved {
  const { report } = checked;
  const submission: Submission = {
    ...{ step: attempt.step, at: now, outcome: report.outcome },
    ...{ reasons: report.reasons, decidedBy: report.decidedBy },
    checks: 'checks' in report ? report.checks : [],
    timingsMs: 'timingsMs' in report ? report.timingsMs : {},
  };
  const recorded: Attempt = {
    ...attempt,
    held: checked.held,
    submissions: [...attempt.submissions, submission],
  };
  const reasons = 'reasons' in outcome ? outcome.reasons : [];
  return way
    ? divert(recorded, way, reasons, now)
    : settle(recorded, submission, outcome, now, isLast(attempt));
}
