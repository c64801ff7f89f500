import { STEPS } from './attempt.js';
import type { Attempt, Held, Step } from './attempt.js';

/** A node of the step graph (after Login.gov's FlowPolicy): position is derived from what is held, never stored. */
interface StepRule {
  readonly done: (held: Held) => boolean;
  /** Forgets everything that the step established. */
  readonly undo: (held: Held) => Held;
}

const RULES: Readonly<Record<Step, StepRule>> = {
  consent: {
    done: (held) => held.consent !== undefined,
    undo: (held) => ({ ...held, consent: undefined }),
  },
  document_type: {
    done: (held) => held.documentType !== undefined,
    undo: (held) => ({ ...held, documentType: undefined }),
  },
  document: {
    done: (held) => held.document !== undefined,
    undo: (held) => ({ ...held, document: undefined }),
  },
  selfie: {
    done: (held) => held.selfie !== undefined,
    undo: (held) => ({ ...held, selfie: undefined }),
  },
  details: {
    done: (held) => held.records !== undefined,
    undo: (held) => ({ ...held, details: undefined, records: undefined }),
  },
  phone_code: {
    done: (held) => held.phone !== undefined,
    undo: (held) => ({ ...held, code: undefined, phone: undefined }),
  },
  review: {
    done: (held) => held.reviewed === true,
    undo: (held) => ({ ...held, reviewed: undefined, decision: undefined }),
  },
};

export const isDone = (attempt: Attempt, step: Step): boolean => RULES[step].done(attempt.held);

/** Where the applicant stands: the first step that is not done; undefined when nothing is left. */
export const position = (attempt: Attempt): Step | undefined =>
  STEPS.find((step) => !isDone(attempt, step));

/** Whether a step may be submitted now: everything before it is done. Done steps may be submitted again. */
export function isOpen(attempt: Attempt, step: Step): boolean {
  return STEPS.slice(0, STEPS.indexOf(step)).every((earlier) => isDone(attempt, earlier));
}

/** Forgets a step and every later one: an answer given again makes void what was derived from the old one. */
export const undoFrom = <A extends Attempt>(attempt: A, step: Step): A => ({
  ...attempt,
  held: STEPS.slice(STEPS.indexOf(step)).reduce(
    (held, later) => RULES[later].undo(held),
    attempt.held,
  ),
});

/** How many submissions a step has used up. A vendor's fault burns none. */
export const submissionsUsed = (attempt: Attempt, step: Step): number =>
  attempt.submissions.filter((one) => one.step === step && one.outcome !== 'error').length;

export const submissionsLeft = (attempt: Attempt, step: Step): number =>
  Math.max(0, attempt.policy.maxSubmissions - submissionsUsed(attempt, step));
