import type { Attempt } from '../../control/index.js';
import { facts, table } from '../table.js';

type Submission = Attempt['submissions'][number];

export const attemptTable = (attempts: readonly Attempt[]): string =>
  table(
    [
      ['id', ({ id }: Attempt) => id],
      ['person', ({ person }) => person],
      ['state', ({ state }) => state],
      ['step', ({ step }) => step],
      ['reasons', ({ reasons }) => reasons],
      ['created', ({ created_at }) => created_at],
    ],
    attempts,
  );

/** The attempt, what was submitted, and the checks that did not simply pass. */
export function attemptText(attempt: Attempt): string {
  const { submissions, reasons, created_at, decided_at, ...rest } = attempt;
  const { id, state, person, client_id, tag, pathway, step } = rest;
  const head = facts({
    ...{ id, state, step, person, client_id, tag, pathway, reasons },
    ...{ created: created_at, decided: decided_at },
  });
  return submissions.length === 0 ? head : `${head}\n\n${submissionTable(submissions)}`;
}

const submissionTable = (submissions: readonly Submission[]): string =>
  table(
    [
      ['at', ({ at }: Submission) => at],
      ['step', ({ step }) => step],
      ['outcome', ({ outcome }) => outcome],
      ['by', ({ decided_by }) => decided_by],
      ['reasons', ({ reasons }) => reasons],
      [
        'checks that did not pass',
        ({ checks }) =>
          checks
            .filter(({ result }) => result !== 'pass')
            .map(({ name, result }) => `${name}=${result}`),
      ],
    ],
    submissions,
  );
