import { STEPS } from './attempt.js';
import type { Attempt, Submission } from './attempt.js';
import type { PictureKind } from './attemptStore.js';
import type { ReasonCode } from './reasons/index.js';
import { isDone, position, submissionsLeft } from './steps.js';

const iso = (instant: number): string => new Date(instant).toISOString();

const submissionView = ({
  step,
  at,
  outcome,
  reasons,
  decidedBy,
  checks,
  timingsMs,
}: Submission) => ({
  ...{ step, at: iso(at), outcome, reasons, decided_by: decidedBy },
  ...{ checks, timings_ms: timingsMs },
});

/** Every reason code that occurred on the way, in order, each once. */
const reasonsOf = (attempt: Attempt): ReasonCode[] => [
  ...new Set([
    ...attempt.submissions.flatMap(({ reasons, checks }) => [
      ...reasons,
      ...checks.flatMap(({ reason }) => (reason ? [reason] : [])),
    ]),
    ...('reasons' in attempt ? attempt.reasons : []),
  ]),
];

/**
 * An attempt as operators and the control API read it: JSON names, ISO times; where it stands, what was tried, what each
 * check said and who decided. The applicant's attributes are not in it; evidence of the checks is, for the operator.
 */
export const attemptView = (attempt: Attempt, pictures: readonly PictureKind[] = []) => ({
  id: attempt.id,
  state: attempt.state,
  person: attempt.applicant.account,
  client_id: attempt.applicant.client,
  partner: attempt.applicant.partner,
  tag: attempt.applicant.tag,
  pathway: attempt.pathway,
  /** The step the applicant is at, or that is being checked or asked for again. */
  step: 'step' in attempt ? attempt.step : position(attempt),
  steps: STEPS.map((step) => ({
    step,
    done: isDone(attempt, step),
    submissions_left: submissionsLeft(attempt, step),
  })),
  reasons: reasonsOf(attempt),
  submissions: attempt.submissions.map(submissionView),
  pictures,
  created_at: iso(attempt.createdAt),
  touched_at: iso(attempt.touchedAt),
  due_at: attempt.dueAt === undefined ? undefined : iso(attempt.dueAt),
  decided_at: attempt.decidedAt === undefined ? undefined : iso(attempt.decidedAt),
  version: attempt.version,
});

export type AttemptView = ReturnType<typeof attemptView>;
