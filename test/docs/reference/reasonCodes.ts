import { positionIn } from '../../../src/app/attemptPositions.js';
import { reasonsSeen, stepsSeen } from '../../../src/control/catalogue/scripting.js';
import { code, codes, page, table } from './table.js';

const LEAD = `Why a check did not pass, in one vocabulary for the engine, the records, scripts and reviewers. The same list as data, with what
the relying party sees of each at each step: \`GET /control/v1/catalogue/reasons\` and \`GET /control/v1/catalogue/steps\`.`;

const DISPOSITIONS = [
  [code('retry'), 'The person is asked for the step again; the third time it is final.'],
  [code('review'), 'Somebody has to look before there is an answer.'],
  [code('final'), 'The verification has failed.'],
  [code('system'), 'The same submission is checked again, and no try is lost.'],
];

/** What each kind of reason leads to, the steps that take them, and every reason. */
export function reasonCodes(): string {
  const reasons = reasonsSeen(positionIn);
  const categories = [...new Set(reasons.map(({ id }) => categoryOf(id)))];
  return page(
    'Reason codes',
    LEAD,
    '## What follows',
    table(['Disposition', 'What follows'], DISPOSITIONS),
    '## Steps',
    'Where a [script](outcome-scripts.md) can act, what it may say there, and what the application sees of it.',
    ...stepsSeen(positionIn).map(({ id, sentence, results, relying_party }) =>
      [
        `### ${id}`,
        sentence,
        `Results: ${codes(results)}.`,
        table(
          ['Outcome', 'What the application sees'],
          relying_party.map(({ outcomes, profiles }) => [codes(outcomes), seenIn(profiles)]),
        ),
      ].join('\n\n'),
    ),
    '## Reasons',
    ...categories.map((category) =>
      [
        `### ${category}`,
        table(
          ['Code', 'Means', 'Disposition'],
          reasons
            .filter(({ id }) => categoryOf(id) === category)
            .map(({ id, sentence, disposition }) => [code(id), sentence, code(disposition)]),
        ),
      ].join('\n\n'),
    ),
  );
}

const categoryOf = (reason: string): string => reason.split('.')[0] ?? reason;

/** One sentence where the profiles agree, else each with its name. */
function seenIn(profiles: Readonly<Record<string, { readonly sentence: string }>>): string {
  const sentences = Object.entries(profiles).map(([name, { sentence }]) => ({ name, sentence }));
  const [first] = sentences;
  return sentences.every(({ sentence }) => sentence === first?.sentence)
    ? (first?.sentence ?? '')
    : sentences.map(({ name, sentence }) => `${code(name)}: ${sentence}`).join(' ');
}
