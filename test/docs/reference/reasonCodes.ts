import { SEEN, STEP_SENTENCES } from '../../../src/control/routes/sentences.js';
import { REASONS, type ReasonCode } from '../../../src/proofing/index.js';
import { reasonsOf, resultsOf, SCRIPT_STEPS } from '../../../src/scenarios/index.js';
import { code, codes, page, table } from './table.js';

const LEAD = `Why a check did not pass, in one vocabulary for the engine, the records, scripts and reviewers. The same list as data:
\`GET /control/v1/catalogue/reasons\` and \`GET /control/v1/catalogue/steps\`.`;

/** What each kind of reason leads to, the steps that take them, and every reason. */
export function reasonCodes(): string {
  const categories = [...new Set(Object.keys(REASONS).map(categoryOf))];
  return page(
    'Reason codes',
    LEAD,
    '## What follows',
    table(
      ['Disposition', 'What the application sees'],
      Object.entries(SEEN).map(([disposition, sentence]) => [code(disposition), sentence]),
    ),
    '## Steps',
    'Where a [script](outcome-scripts.md) can act, and what it may say there.',
    ...SCRIPT_STEPS.map((step) =>
      [
        `### ${step}`,
        STEP_SENTENCES[step],
        `Results: ${codes(resultsOf(step))}. Reasons: ${reasonsIn(reasonsOf(step)) || 'none'}.`,
      ].join('\n\n'),
    ),
    '## Reasons',
    ...categories.map((category) => `### ${category}\n\n${reasonsTable(category)}`),
  );
}

/** Codes, with whole categories by their name. */
function reasonsIn(reasons: readonly string[]): string {
  const categories = [...new Set(reasons.map(categoryOf))];
  return categories
    .map((category) => {
      const [own, all] = [reasons, Object.keys(REASONS)].map((list) =>
        list.filter((reason) => categoryOf(reason) === category),
      );
      return own?.length === all?.length ? `all of ${code(`${category}.*`)}` : codes(own ?? []);
    })
    .join(', ');
}

const categoryOf = (reason: string): string => reason.split('.')[0] ?? reason;

const reasonsTable = (category: string): string =>
  table(
    ['Code', 'Means', 'Leads to'],
    (Object.keys(REASONS) as ReasonCode[])
      .filter((reason) => categoryOf(reason) === category)
      .map((reason) => [code(reason), REASONS[reason].operator, code(REASONS[reason].disposition)]),
  );
