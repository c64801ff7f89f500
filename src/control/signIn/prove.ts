import { errandOf, type SignIn, type SignInPlace, type SignIns } from '../../oidc/index.js';
import type { Result } from '../../platform/result.js';
import { position, type Attempt, type Proofing, type Step } from '../../proofing/index.js';
import type { Applicants } from './applicant.js';
import type { Course, Halt } from './report.js';
import { halt } from './report.js';
import type { Visitor } from './visitor.js';

/** A turn of a sign-in that has come to proofing. */
export interface ProofTurn {
  readonly at: SignInPlace;
  readonly signIn: SignIn;
  readonly visitor: Visitor;
  readonly position: string;
  readonly course: Course;
}

/** Does the next step of proofing; answers the request as it stands then, or why it went no further. */
export type Prove = (turn: ProofTurn) => Promise<SignIn | Halt | undefined>;

export interface ProveDeps {
  readonly proofing: Proofing;
  readonly signIns: SignIns;
  readonly applicants: Applicants;
}

type Submitted = Result<Attempt, string>;

/** Makes one try at each step with the person's own pictures and details; every check runs in this process. */
export const createProve =
  (deps: ProveDeps): Prove =>
  async (turn) => {
    const { at, visitor, course } = turn;
    if (turn.position === 'verified')
      return deps.signIns.advance(at, (progress) => ({ ...progress, verifiedSeen: true }));
    if (!visitor.proof) {
      course.steps.push({ step: 'proof', outcome: 'stopped' });
      return halt('stopped', 'proof.required');
    }
    const attempt = await begin(deps, turn);
    course.attempt = attempt.id;
    const letter = await answerLetter(deps, turn, attempt);
    if (letter) return letter;
    const waiting = WAITING[attempt.state];
    if (waiting) {
      course.steps.push({ step: 'proof', outcome: attempt.state });
      return haltAt(waiting, attempt);
    }
    const step = stepIn(attempt);
    const submitted = await submit(deps, turn, attempt, step);
    if (!submitted.ok) {
      course.steps.push({ step, outcome: 'stopped', reasons: [submitted.reason] });
      return halt('stopped', submitted.reason);
    }
    return judge(turn, step, submitted.value) ?? deps.signIns.load(at);
  };

/** Types in the code of a letter, where the attempt waits for one and the call has it. */
async function answerLetter(
  { proofing, signIns }: ProveDeps,
  { at, visitor, course }: ProofTurn,
  { id, state }: Attempt,
): Promise<SignIn | Halt | undefined> {
  const code = visitor.proof?.letterCode;
  if (code === undefined || state !== 'awaiting_confirmation') return undefined;
  const confirmed = await proofing.confirmCode(at.sandbox, { id }, code);
  if (confirmed.ok && confirmed.value.state === 'verified') {
    course.steps.push({ step: 'address_code', outcome: 'verified' });
    return signIns.load(at);
  }
  const reason = confirmed.ok ? 'contact.confirmation_code_wrong' : confirmed.reason;
  course.steps.push({ step: 'address_code', outcome: 'retry', reasons: [reason] });
  return halt('retry', reason);
}

/** States in which nothing that the applicant does helps now, or ever. */
const WAITING: Readonly<Partial<Record<Attempt['state'], Halt['outcome']>>> = {
  in_review: 'pending',
  referee_required: 'pending',
  awaiting_confirmation: 'pending',
  declined: 'stopped',
  canceled: 'stopped',
  expired: 'stopped',
};

/** What a try that did not pass leads to. */
const FAILED: typeof WAITING = {
  ...WAITING,
  resubmission_required: 'retry',
  error: 'retry',
  processing: 'pending',
  abandoned: 'stopped',
};

/** Why an attempt stands where it stands. */
const reasonsOf = (attempt: Attempt): readonly string[] =>
  'reasons' in attempt ? attempt.reasons : (attempt.submissions.at(-1)?.reasons ?? []);

/** Nobody is left without a reason: where none is known, the attempt's state is one. */
function haltAt(outcome: Halt['outcome'], attempt: Attempt): Halt {
  const reasons = reasonsOf(attempt);
  return halt(outcome, ...(reasons.length > 0 ? reasons : [`proof.${attempt.state}`]));
}

/** Where the applicant goes on; what is being checked, or was asked for again, comes first. */
function stepIn(attempt: Attempt): Step {
  if ('step' in attempt) return attempt.step;
  if (attempt.state === 'created' || attempt.state === 'abandoned') return 'consent';
  return position(attempt) ?? 'review';
}

/** The account's attempt, begun or taken up for this request. */
async function begin({ proofing, signIns }: ProveDeps, turn: ProofTurn): Promise<Attempt> {
  const { at, signIn, visitor } = turn;
  const known = signIn.facts.progress.attempt;
  const current = known === undefined ? undefined : await proofing.attempts.find(at.sandbox, known);
  if (current) return current;
  const attempt = await proofing.start(at.sandbox, errandOf(signIn, visitor.account));
  await signIns.advance(at, (progress) => ({ ...progress, attempt: attempt.id }));
  return attempt;
}

/** Submits a step and runs its check. What a vendor failed at is checked again, not submitted again. */
async function submit(
  deps: ProveDeps,
  turn: ProofTurn,
  attempt: Attempt,
  step: Step,
): Promise<Submitted> {
  const { proofing } = deps;
  const { sandbox } = turn.at;
  const submitted =
    attempt.state === 'error' || attempt.state === 'processing'
      ? await proofing.retryCheck(sandbox, attempt)
      : await hand(deps, turn, attempt, step);
  if (!submitted.ok || submitted.value.state !== 'processing') return submitted;
  return proofing.runCheck(sandbox, attempt.id, deps.applicants.picturesOf(turn.visitor));
}

async function hand(
  deps: ProveDeps,
  { at: { sandbox }, visitor }: ProofTurn,
  attempt: Attempt,
  step: Step,
): Promise<Submitted> {
  const { proofing, applicants } = deps;
  const seen = { id: attempt.id };
  switch (step) {
    case 'consent':
      return proofing.giveConsent(sandbox, seen);
    case 'document_type':
      return proofing.chooseDocumentType(sandbox, seen, applicants.documentType(visitor.account));
    case 'document':
      return proofing.submitDocument(sandbox, seen, 'on_demand');
    case 'selfie':
      return proofing.submitSelfie(sandbox, seen, 'on_demand');
    case 'details':
      return proofing.submitDetails(sandbox, seen, visitor.account.attributes);
    case 'phone_code':
      return confirmPhone(deps, sandbox, attempt);
    case 'review':
      return proofing.confirmReview(sandbox, seen);
  }
}

async function confirmPhone(
  { proofing, applicants }: ProveDeps,
  sandbox: string,
  { id, held }: Attempt,
): Promise<Submitted> {
  const phone = held.details?.phone ?? '';
  const code = await applicants.codeSentBy(sandbox, phone, () =>
    proofing.sendPhoneCode(sandbox, { id }),
  );
  return code.ok ? proofing.confirmCode(sandbox, { id }, code.value) : code;
}

/** Tells what became of a try; a halt where the next one is for the next call, or for somebody else. */
function judge({ course }: ProofTurn, step: Step, attempt: Attempt): Halt | undefined {
  const failed = FAILED[attempt.state];
  if (failed === undefined) {
    course.steps.push({ step, outcome: attempt.state === 'verified' ? 'verified' : 'pass' });
    return undefined;
  }
  course.steps.push({ step, outcome: attempt.state, reasons: reasonsOf(attempt) });
  return haltAt(failed, attempt);
}
