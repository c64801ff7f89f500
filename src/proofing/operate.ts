import type { Pathway } from '../assurance/index.js';
import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { refused } from '../platform/result.js';
import type { Attempt, Submission } from './attempt.js';
import { move } from './attempt.js';
import type { Deps } from './deps.js';
import type { Resolution } from './ports.js';
import type { ReasonCode } from './reasons/index.js';
import { arrive, mustMove, stepOfReason } from './settle.js';
import { undoFrom } from './steps.js';
import { target, type AttemptEvent, type State } from './transitions.js';

/** What an operator, a referee or the control API may do to an attempt. */
export type Action =
  | { readonly action: 'approve' | 'expire' }
  | { readonly action: 'decline' | 'ask_again'; readonly reason?: ReasonCode | undefined }
  | {
      /** How a session with a referee, a visit in person or the wait for a code ended. */
      readonly action: 'complete';
      readonly result: 'pass' | 'fail' | 'no_show';
      readonly reason?: ReasonCode | undefined;
    };

export type ActionRefusal = 'unknown_attempt' | 'not_allowed' | 'stale';

interface Ruling {
  readonly event: AttemptEvent;
  readonly outcome: Submission['outcome'];
  readonly reasons: readonly ReasonCode[];
  readonly pathway?: Pathway;
}

const found = (attempt: Attempt): readonly ReasonCode[] =>
  'reasons' in attempt ? attempt.reasons : [];

/** A referee has seen the applicant, by video unless in person: that is the pathway relying parties are told. */
const pathwayOf = ({ pathway }: Attempt): Pathway =>
  pathway === 'self_service' ? 'video_call' : pathway;

type Verdict = Exclude<Action['action'], 'complete'>;

/** What comes of a verdict. Without reasons of its own it has the one that was named, or those found before. */
const VERDICTS: Readonly<Record<Verdict, Omit<Ruling, 'reasons'> & Partial<Ruling>>> = {
  approve: { event: 'verify', outcome: 'pass', reasons: [] },
  decline: { event: 'decline', outcome: 'fail' },
  ask_again: { event: 'ask_again', outcome: 'retry' },
  expire: { event: 'expire', outcome: 'fail', reasons: ['session.expired'] },
};

/** The verdict on what somebody else was waited for. */
const COMPLETED = { pass: 'approve', fail: 'decline', no_show: 'expire' } as const;

function rulingOf(attempt: Attempt, action: Action): Ruling {
  const completed = action.action === 'complete';
  const named = 'reason' in action ? action.reason : undefined;
  return {
    reasons: named ? [named] : found(attempt),
    ...VERDICTS[completed ? COMPLETED[action.result] : action.action],
    ...(completed && action.result === 'pass' && { pathway: pathwayOf(attempt) }),
  };
}

/** Where somebody or something else is awaited: a referee, a visit, the code of a letter. */
const REFERRED: readonly State[] = ['referee_required', 'awaiting_confirmation'];

/** Whether the action fits: what is awaited elsewhere can be completed, approvals are for what was submitted. */
function fits({ state }: Pick<Attempt, 'state'>, action: Action['action']): boolean {
  if (action === 'complete') return REFERRED.includes(state);
  if (action === 'approve') return state === 'in_review' || REFERRED.includes(state);
  return true;
}

const ACTIONS = [...(Object.keys(VERDICTS) as Verdict[]), 'complete'] as const;

/** What may be done to an attempt where it stands. */
export const actionsFor = (attempt: Pick<Attempt, 'state'>): readonly Action['action'][] =>
  ACTIONS.filter((action) => {
    const verdicts = action === 'complete' ? Object.values(COMPLETED) : [action];
    const leads = verdicts.some((one) => target(attempt.state, VERDICTS[one].event) !== undefined);
    return fits(attempt, action) && leads;
  });

/**
 * Applies an operator's action, the highest layer of all: recorded as a submission of step `decision` by `action`.
 * Refuses with `not_allowed` what the attempt's state does not allow.
 */
export async function operate(
  { store, clock }: Deps,
  sandbox: SandboxId,
  id: string,
  action: Action,
): Promise<Result<Attempt, ActionRefusal>> {
  const attempt = await store.find(sandbox, id);
  if (!attempt) return refused('unknown_attempt');
  if (!fits(attempt, action.action)) return refused('not_allowed');
  return rule({ store, clock }, sandbox, attempt, rulingOf(attempt, action), 'action');
}

async function rule(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  sandbox: SandboxId,
  attempt: Attempt,
  { event, outcome, reasons, pathway }: Ruling,
  decidedBy: 'action' | 'script',
): Promise<Result<Attempt, ActionRefusal>> {
  const now = clock.now();
  const submission: Submission = {
    ...{ step: 'decision', at: now, outcome, reasons, decidedBy, checks: [], timingsMs: {} },
  };
  const step = stepOfReason(reasons[0]);
  const recorded: Attempt = {
    ...(event === 'ask_again' ? undoFrom(attempt, step) : attempt),
    submissions: [...attempt.submissions, submission],
    ...(pathway && { pathway }),
  };
  const moved = move(recorded, event, { reasons, step });
  if (!moved.ok) return moved;
  const arrived = arrive(moved.value, now);
  return store.save(sandbox, arrived.attempt, arrived);
}

/** Ends a wait as the script wished that sent the applicant there. */
export const resolve = (
  deps: Deps,
  sandbox: SandboxId,
  attempt: Attempt,
  as: Resolution,
): Promise<Result<Attempt, ActionRefusal>> =>
  rule(deps, sandbox, attempt, resolutionRuling(attempt, as), 'script');

/** Who does not come, leaves a letter unanswered or goes away lets the attempt expire; the rest is declined. */
export function resolutionRuling(attempt: Attempt, as: Resolution): Ruling {
  if (as === 'pass') return { event: 'verify', outcome: 'pass', reasons: [] };
  if (as === 'no_show') return { event: 'expire', outcome: 'fail', reasons: ['session.expired'] };
  const reasons = as === 'fail' ? found(attempt) : [as];
  const declines = target(attempt.state, 'decline') !== undefined;
  const event = declines && !reasons[0]?.startsWith('session.') ? 'decline' : 'expire';
  return { event, outcome: 'fail', reasons };
}

/** Takes a verification back (fraud, repudiation), or lets it lapse (age of evidence): the account loses IAL2. */
export async function endVerification(
  { store, clock }: Deps,
  sandbox: SandboxId,
  id: string,
  event: 'revoke' | 'lapse',
): Promise<Result<Attempt, ActionRefusal>> {
  const attempt = await store.find(sandbox, id);
  if (!attempt) return refused('unknown_attempt');
  if (attempt.state !== 'verified') return refused('not_allowed');
  const endedAt = clock.now();
  const moved = arrive(mustMove(attempt, event), endedAt);
  const verificationState = event === 'revoke' ? 'revoked' : 'lapsed';
  return store.save(sandbox, moved.attempt, { ...moved, verificationState, endedAt });
}
