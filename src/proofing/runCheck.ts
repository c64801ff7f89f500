import type { CalendarDate } from '../platform/clock.js';
import { MINUTE } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import { verdictOf } from './attempt.js';
import type { Attempt, CheckedStep } from './attempt.js';
import { withLetter } from './addressCode.js';
import { conclude, decided, isLast } from './conclude.js';
import type { Checked, Processing } from './conclude.js';
import type { Deps } from './deps.js';
import type { Outcome, StepVerdict } from './decide.js';
import { finalVerdicts } from './finalDecision.js';
import { resolve } from './operate.js';
import { pictureSource } from './pictures.js';
import type { PictureSource, PicturesOnDemand } from './pictures.js';
import type { CheckContext, CheckReport, DecidedBy, VendorFault } from './ports.js';

/** Longer than any check takes; after it, the process that ran the check is taken for dead. */
const CLAIM = 2 * MINUTE;

/** Whose word stands even against what another account shows. */
const RULERS: readonly DecidedBy[] = ['script', 'persona', 'partner'];

export type CheckRefusal = 'unknown_attempt' | 'check_running' | 'stale';

/** Whom a check is about, in the form scripts match on. */
export const contextOf = (
  sandbox: SandboxId,
  { id, applicant, held, submissions }: Attempt,
  today: CalendarDate,
): CheckContext => ({
  ...{ sandbox, attempt: id, account: applicant.account, email: applicant.email, today },
  ...{ client: applicant.client, loginHint: applicant.loginHint, tag: applicant.tag },
  ...{ state: applicant.oauthState, submission: submissions.length },
  ssn: held.details?.ssn ?? applicant.ssn,
});

const one = (step: CheckedStep, report: CheckReport | VendorFault): readonly StepVerdict[] => [
  { step, verdict: report },
];

type Checker = (
  deps: Deps,
  sandbox: SandboxId,
  attempt: Processing,
  context: CheckContext,
  pictures: PictureSource,
) => Promise<Checked>;

const checkDocument: Checker = async (deps, _sandbox, attempt, context, pictures) => {
  const { held } = attempt;
  const type = held.documentType ?? 'drivers_license';
  const report = await deps.checks.document.check(context, type, () => pictures.document(type));
  if (report.outcome === 'error') return { verdicts: one('document', report), report, held };
  const { extracted, portrait } = report;
  return {
    verdicts: one('document', report),
    report,
    held: { ...held, document: { verdict: verdictOf(report), extracted, portrait } },
  };
};

const checkSelfie: Checker = async (deps, _sandbox, attempt, context, pictures) => {
  const { held } = attempt;
  const { portrait } = held.document ?? {};
  const report = await deps.checks.selfie.check(context, () => pictures.selfie(), portrait);
  const verdicts = one('selfie', report);
  if (report.outcome === 'error') return { verdicts, report, held };
  return { verdicts, report, held: { ...held, selfie: { verdict: verdictOf(report) } } };
};

const checkDetails: Checker = async (deps, _sandbox, attempt, context) => {
  const { held } = attempt;
  const claimed = held.details ?? {};
  const report = await deps.checks.records.check(context, claimed, held.document?.extracted);
  const verdicts = one('details', report);
  if (report.outcome === 'error') return { verdicts, report, held };
  const confirmed = report.confirmed ?? (Object.keys(claimed) as (keyof typeof claimed)[]);
  return {
    verdicts,
    report,
    held: { ...held, records: { verdict: verdictOf(report), confirmed } },
  };
};

/** The code was right, or taken for right; only somebody who rules may still object. */
const checkPhone: Checker = async (deps, _sandbox, attempt, context) => {
  const { held } = attempt;
  const magic = held.code?.accepted && { ...RIGHT_CODE, decidedBy: held.code.accepted };
  const report = (await deps.checks.script.consult(context, 'phone', magic)) ?? RIGHT_CODE;
  const verdicts = one('phone_code', report);
  if (report.outcome === 'error') return { verdicts, report, held };
  return {
    verdicts,
    report,
    held: { ...held, code: undefined, phone: { verdict: verdictOf(report) } },
  };
};

const RIGHT_CODE: CheckReport = {
  outcome: 'pass',
  reasons: [],
  checks: [{ name: 'confirmation_code', result: 'pass' }],
  decidedBy: 'records',
  timingsMs: {},
};

const CHECKERS: Readonly<Record<CheckedStep, Checker>> = {
  document: checkDocument,
  selfie: checkSelfie,
  details: checkDetails,
  phone_code: checkPhone,
  review: finalVerdicts,
};

/** Outcomes that leave no room for another way: the applicant has to do something first, or went away. */
const STAY: readonly Outcome['kind'][] = ['error', 'resubmission_required', 'left'];

/** Another way than self-service, where a script knows one: at the end, or where a referee is wanted. */
const wayOut = (deps: Deps, attempt: Processing, { kind }: Outcome, context: CheckContext) =>
  STAY.includes(kind) || !(isLast(attempt) || kind === 'referee_required')
    ? undefined
    : deps.checks.script.pathway(context);

/** What a script lets end at once has ended when the check has. */
async function endIfDue(deps: Deps, sandbox: SandboxId, attempt: Attempt) {
  const due = attempt.dueAt !== undefined && attempt.dueAt <= deps.clock.now();
  const resolution = 'resolution' in attempt ? attempt.resolution : undefined;
  const ended = due && resolution && (await resolve(deps, sandbox, attempt, resolution));
  return ended && ended.ok ? ended : ok(attempt);
}

/**
 * Runs the check of the submission in `processing` and applies what follows: called by the request that submitted it,
 * and by the task `proofing.check` when that process died. An attempt that waits for no check is returned as it is, so
 * calling twice is harmless; `check_running` says that somebody else is at it. `onDemand` makes what was submitted without
 * pictures; they are kept with the verdict.
 */
export async function runCheck(
  deps: Deps,
  sandbox: SandboxId,
  id: string,
  onDemand?: PicturesOnDemand,
): Promise<Result<Attempt, CheckRefusal>> {
  const { store, clock } = deps;
  const attempt = await store.find(sandbox, id);
  if (!attempt) return refused('unknown_attempt');
  if (attempt.state !== 'processing') return ok(attempt);
  const now = clock.now();
  if (!(await store.claimCheck(sandbox, attempt, now, now + CLAIM)))
    return refused('check_running');
  try {
    const context = contextOf(sandbox, attempt, await deps.today(sandbox));
    const pictures = pictureSource(deps, sandbox, id, onDemand);
    const checked = await CHECKERS[attempt.step](deps, sandbox, attempt, context, pictures);
    const outcome = decided(attempt, checked);
    const way = await wayOut(deps, attempt, outcome, context);
    const moved = withLetter(conclude(attempt, checked, outcome, clock.now(), way), deps);
    const soleHolder = !RULERS.includes(checked.report.decidedBy);
    const saved = await store.save(sandbox, moved.attempt, {
      ...moved,
      soleHolder,
      keep: pictures.made(),
    });
    if (!saved.ok) await store.releaseCheck(sandbox, attempt);
    return saved.ok ? await endIfDue(deps, sandbox, saved.value) : saved;
  } catch (fault) {
    await store.releaseCheck(sandbox, attempt);
    throw fault;
  }
}
