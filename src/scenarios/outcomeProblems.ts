import { isNeverIssued, normalizeSsn, SAFE_SSNS } from '../proofing/index.js';
import { asksVendor, bareWordsOf, endsOf, needsReason, reasonsOf, resultsOf } from './belonging.js';
import { parseDuration } from './duration.js';
import type { EntryRequest, Match, OutcomeRequest, ScriptStep } from './outcome.js';
import { AFTERWARDS, MATCH_MEMBERS, SCRIPT_STEPS, VENDOR_ERRORS } from './outcome.js';

/** What is wrong with a script: where (JSON Pointer), why, and what would be right. */
export interface OutcomeProblem {
  readonly path: string;
  readonly message: string;
  readonly known?: readonly string[] | undefined;
}

const MOST_RESULTS = 100;
const MOST_TIMES = 1000;
/** A delay must end within the lease of the task that may have to wait for it. */
export const LONGEST_DELAY = 25_000;
const LONGEST_TEXT = 254;

const ENTRY_MEMBERS = ['result', 'reason', 'data', 'delay_ms', 'vendor_error', 'resolves'];
const DOCUMENT_FIELDS = [
  ...['issuer', 'number', 'given_name', 'middle_name', 'family_name', 'suffix', 'birthdate'],
  ...['issued_on', 'expires_on', 'sex', 'address'],
];

const isStep = (text: string): text is ScriptStep =>
  (SCRIPT_STEPS as readonly string[]).includes(text);

const isWhole = (value: unknown, from: number, to: number): boolean =>
  Number.isInteger(value) && (value as number) >= from && (value as number) <= to;

const unknownMembers = (value: object, path: string, known: readonly string[]): OutcomeProblem[] =>
  Object.keys(value)
    .filter((member) => !known.includes(member))
    .map((member) => ({ path: `${path}/${member}`, message: 'is not a known member', known }));

function matchProblems(match: Match, piiGuard: boolean): OutcomeProblem[] {
  const problems = unknownMembers(match, '/match', MATCH_MEMBERS);
  for (const member of MATCH_MEMBERS) {
    const value = match[member];
    if (value !== undefined && (value === '' || value.length > LONGEST_TEXT))
      problems.push({
        path: `/match/${member}`,
        message: `must have 1 to ${LONGEST_TEXT} characters`,
      });
  }
  const ssn = match.ssn === undefined ? undefined : normalizeSsn(match.ssn);
  if (match.ssn !== undefined && !ssn)
    problems.push({ path: '/match/ssn', message: 'must be nine digits' });
  if (ssn && piiGuard && !isNeverIssued(ssn))
    problems.push({ path: '/match/ssn', message: `could be a real person's; use ${SAFE_SSNS}` });
  return problems;
}

function delayProblems(delay: number | undefined, path: string): OutcomeProblem[] {
  if (delay === undefined || isWhole(delay, 0, LONGEST_DELAY)) return [];
  return [{ path, message: `must be a whole number from 0 to ${LONGEST_DELAY}` }];
}

function wordProblems(step: ScriptStep, path: string, entry: EntryRequest): OutcomeProblem[] {
  const reasons = reasonsOf(step);
  const known = [...resultsOf(step), ...reasons];
  const { result, reason, vendor_error } = entry;
  const problems: OutcomeProblem[] = [];
  const bad = (member: string, message: string, choices?: readonly string[]) =>
    problems.push({ path: `${path}${member}`, message, known: choices });
  if (result === undefined && reason === undefined && vendor_error === undefined)
    bad('', 'must have a result, a reason or a vendor_error', known);
  if (result !== undefined && !known.includes(result))
    bad('/result', `does not belong to step ${step}`, known);
  if (reason !== undefined && !(reasons as readonly string[]).includes(reason))
    bad('/reason', `does not belong to step ${step}`, reasons);
  const said = reason !== undefined || vendor_error !== undefined;
  if (result !== undefined && needsReason(step, result) && !said)
    bad('/reason', `is needed with result ${result}`, reasons);
  if (result === 'pass' && reason !== undefined) bad('/reason', 'leaves no room for result pass');
  return problems;
}

function vendorProblems(
  step: ScriptStep,
  path: string,
  { result, reason, vendor_error }: EntryRequest,
): OutcomeProblem[] {
  if (vendor_error === undefined) return [];
  const problems: OutcomeProblem[] = [];
  const bad = (message: string, known?: readonly string[]) =>
    problems.push({ path, message, known });
  if (!Object.hasOwn(VENDOR_ERRORS, vendor_error)) bad('is not known', Object.keys(VENDOR_ERRORS));
  if (!asksVendor(step)) bad(`does not belong to step ${step}, which asks no vendor`);
  if ((result ?? 'fail') !== 'fail' || reason !== undefined)
    bad('leaves no room for a reason, nor for another result than fail');
  return problems;
}

function resolvesProblems(
  step: ScriptStep,
  path: string,
  { resolves, result }: EntryRequest,
): OutcomeProblem[] {
  if (!resolves) return [];
  const known = [...endsOf(step), ...reasonsOf(step)];
  return [
    ...(result === 'review' ? [] : [{ path, message: 'belongs to result review only' }]),
    ...(parseDuration(resolves.after) === undefined
      ? [{ path: `${path}/after`, message: 'must be a duration such as P1D or 13h' }]
      : []),
    ...(known.includes(resolves.as)
      ? []
      : [{ path: `${path}/as`, message: `does not belong to step ${step}`, known }]),
  ];
}

function dataProblems(
  step: ScriptStep,
  path: string,
  data: EntryRequest['data'],
): OutcomeProblem[] {
  if (!data) return [];
  if (step !== 'document') return [{ path, message: 'belongs to step document only' }];
  const long = JSON.stringify(data).length > 4000;
  return [
    ...unknownMembers(data, path, DOCUMENT_FIELDS),
    ...(long ? [{ path, message: 'must be shorter than 4000 characters' }] : []),
  ];
}

function entryProblems(
  step: ScriptStep,
  path: string,
  given: string | EntryRequest,
): OutcomeProblem[] {
  if (typeof given === 'string') {
    const known = bareWordsOf(step);
    const message = `does not belong to step ${step}`;
    return known.includes(given) ? [] : [{ path, message, known }];
  }
  return [
    ...unknownMembers(given, path, ENTRY_MEMBERS),
    ...wordProblems(step, path, given),
    ...vendorProblems(step, `${path}/vendor_error`, given),
    ...dataProblems(step, `${path}/data`, given.data),
    ...delayProblems(given.delay_ms, `${path}/delay_ms`),
    ...resolvesProblems(step, `${path}/resolves`, given),
  ];
}

/** Everything that is wrong with a script: unknown words, steps and reasons that do not belong together, bounds. */
export function outcomeProblems(request: OutcomeRequest, piiGuard: boolean): OutcomeProblem[] {
  const { step, results, then, times, delay_ms } = request;
  const problems = [
    ...matchProblems(request.match, piiGuard),
    ...delayProblems(delay_ms, '/delay_ms'),
  ];
  if (then !== undefined && !(AFTERWARDS as readonly string[]).includes(then))
    problems.push({ path: '/then', message: 'is not known', known: AFTERWARDS });
  if (times !== undefined && !isWhole(times, 1, MOST_TIMES))
    problems.push({ path: '/times', message: `must be a whole number from 1 to ${MOST_TIMES}` });
  if (results.length < 1 || results.length > MOST_RESULTS)
    problems.push({ path: '/results', message: `must have 1 to ${MOST_RESULTS} entries` });
  if (!isStep(step))
    return [...problems, { path: '/step', message: 'is not known', known: SCRIPT_STEPS }];
  return [
    ...problems,
    ...results.flatMap((entry, i) => entryProblems(step, `/results/${i}`, entry)),
  ];
}
