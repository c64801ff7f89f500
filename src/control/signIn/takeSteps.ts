import {
  currentVerification,
  errandOf,
  leaving,
  nextStep,
  releasedClaims,
  type ConsentStore,
  type SignIn,
  type SignInPlace,
  type SignIns,
} from '../../oidc/index.js';
import type { Subscriber } from '../../assurance/index.js';
import type { Clock } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import type { SignInScript, SignInStep } from '../../scenarios/index.js';
import type { Prove } from './prove.js';
import type { Course, Halt } from './report.js';
import { halt } from './report.js';
import { beginsSignIn, strongestOf } from './strongest.js';
import type { Visitor } from './visitor.js';

export interface StepsDeps {
  readonly signIns: SignIns;
  readonly consents: ConsentStore;
  readonly subscriberOf: (sandbox: SandboxId, account: string) => Promise<Subscriber | undefined>;
  readonly clock: Clock;
  readonly prove: Prove;
  readonly signInScript: SignInScript;
}

/** More than any request takes: a rule that goes in circles is a bug and must not hang. */
const MOST_STEPS = 30;

/**
 * Walks a request to its end by the dispatcher's own word, asserting the person's factors and asking no secret. Answers why
 * it went no further, or the request when it can be finished.
 */
export async function takeSteps(
  deps: StepsDeps,
  at: SignInPlace,
  visitor: Visitor,
  course: Course,
): Promise<Halt | SignIn> {
  let signIn = await deps.signIns.load(at);
  for (let i = 0; i < MOST_STEPS; i++) {
    if (!signIn) return halt('stopped', 'session.expired');
    if (signIn.step.at === 'finish' || signIn.step.at === 'refuse') return signIn;
    const next: SignIn | Halt | undefined = await take(deps, at, signIn, visitor, course);
    if (next && 'outcome' in next) return next;
    signIn = next;
  }
  throw new Error('a sign-in without pages does not end');
}

type Taken = Promise<SignIn | Halt | undefined>;

async function take(
  deps: StepsDeps,
  at: SignInPlace,
  signIn: SignIn,
  visitor: Visitor,
  course: Course,
): Taken {
  const { step } = signIn;
  switch (step.at) {
    case 'sign_in':
    case 'sign_up':
    case 'second_factor':
      return authenticate(deps, at, signIn, visitor, course);
    case 'confirm_email':
      course.steps.push({ step: 'confirm_email', outcome: 'stopped' });
      return halt('stopped', 'account.address_unconfirmed');
    case 'enrol':
      course.steps.push({ step: 'second_factor', outcome: 'stopped' });
      return halt('stopped', 'account.second_factor_missing');
    case 'recovery_codes':
      return deps.signIns.advance(at, ({ codesToShow: _shown, ...progress }) => progress);
    case 'proof':
      return deps.prove({ at, signIn, visitor, course, position: step.position.at });
    case 'consent':
      return agree(deps, at, signIn, visitor, course);
    default:
      return signIn;
  }
}

/** Password and, as always when the account has one, its strongest second factor: both asserted at once. */
async function authenticate(
  deps: StepsDeps,
  at: SignInPlace,
  signIn: SignIn,
  visitor: Visitor,
  course: Course,
): Taken {
  const { signIns, subscriberOf, clock } = deps;
  const { step } = signIn;
  const { account } = visitor;
  const now = clock.now();
  const kinds = (await subscriberOf(at.sandbox, account.id))?.authenticators ?? [];
  const used = strongestOf(kinds).map((kind) => ({ kind, at: now }));
  // Of a closed account, which has none any more, the dispatcher says that it is closed.
  if (account.state !== 'closed' && !beginsSignIn(used.map(({ kind }) => kind))) {
    course.steps.push({ step: 'sign_in', outcome: 'stopped' });
    return halt('stopped', 'account.first_factor_missing');
  }
  const awaits = account.state === 'unconfirmed' ? { awaits: account.email } : {};
  const tries: readonly SignInStep[] = [
    ...(step.at === 'second_factor' ? [] : (['sign_in'] as const)),
    ...(used.some(({ kind }) => kind !== 'password') ? (['second_factor'] as const) : []),
  ];
  for (const one of tries) {
    const refused = await refusedByScript(deps, { at, signIn, visitor, course, step: one });
    if (refused) return refused;
    course.steps.push({ step: one, outcome: 'pass' });
  }
  return signIns.advance(at, () => ({
    account: account.uuid,
    used,
    ...awaits,
  }));
}

interface Try {
  readonly at: SignInPlace;
  readonly signIn: SignIn;
  readonly visitor: Visitor;
  readonly course: Course;
  readonly step: SignInStep;
}

/** Asks the scripts about a try; answers what it led to when one objects. */
async function refusedByScript(
  { signIns, signInScript }: StepsDeps,
  { at, signIn, visitor, course, step }: Try,
): Taken {
  const errand = errandOf(signIn, visitor.account);
  const refusal = await signInScript.consult(at.sandbox, step, errand);
  if (!refusal) return undefined;
  const { reason } = refusal;
  const outcome = refusal.kind === 'again' ? 'retry' : step === 'consent' ? 'denied' : 'stopped';
  course.steps.push({ step, outcome, reasons: [reason] });
  if (refusal.kind === 'again') return halt('retry', reason);
  const { error, description } = refusal;
  return signIns.advance(at, (progress) => ({ ...progress, stopped: { error, description } }));
}

async function agree(
  deps: StepsDeps,
  at: SignInPlace,
  signIn: SignIn,
  visitor: Visitor,
  course: Course,
): Taken {
  const { signIns, consents, clock } = deps;
  const { agreement } = visitor;
  const { subscriber, params, facts, tag } = signIn;
  if (!subscriber) return halt('stopped', 'session.expired');
  const refused = await refusedByScript(deps, { at, signIn, visitor, course, step: 'consent' });
  if (refused) return refused;
  if (agreement === 'deny') {
    course.steps.push({ step: 'consent', outcome: 'denied' });
    return signIns.advance(at, (progress) => ({ ...progress, stopped: leaving(signIn.step) }));
  }
  const claims = releasedClaims(params);
  const rejected =
    agreement === 'allow' ? [] : claims.filter((claim) => !agreement.attributes.includes(claim));
  const clientId = String(params['client_id']);
  const consent = {
    ...{ sub: subscriber.uuid, clientId, claims, rejected },
    verification: currentVerification(subscriber),
    givenAt: clock.now(),
  };
  await consents.save(at.sandbox, consent, [
    { type: 'consent.given', account: subscriber.id, client: clientId, tag, data: { claims } },
  ]);
  course.steps.push({ step: 'consent', outcome: 'pass' });
  if (facts.request.prompts.includes('consent'))
    return signIns.advance(at, (progress) => ({ ...progress, consent: { rejected } }));
  // Remembered now, so the request itself has nothing more to keep.
  const agreed = { ...facts, consented: true };
  return { ...signIn, facts: agreed, step: nextStep(agreed) };
}
