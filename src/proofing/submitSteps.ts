import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import type { Attempt, Held, Step } from './attempt.js';
import { arrival, attemptEvent } from './attemptEvents.js';
import type { Begun, Seen, StepRefusal } from './begin.js';
import { begin, beginStep, submitForCheck } from './begin.js';
import type { Deps } from './deps.js';
import type { ClaimedDetails, DetailsRefusal } from './details.js';
import { readDetails } from './details.js';
import type { DocumentType } from './evidence.js';
import { sidesOf } from './evidence.js';
import type { DocumentPictures } from './ports.js';
import { arrive, mustMove } from './settle.js';

type Saved<R extends string = StepRefusal> = Promise<Result<Attempt, R>>;

/** Saves a step that needs no check: done as soon as it is said. */
async function complete(
  { store }: Deps,
  sandbox: SandboxId,
  { attempt, events }: Begun,
  step: Step,
  held: Held,
): Promise<Result<Attempt, 'stale'>> {
  const done = attemptEvent(attempt, 'verification.step_completed', {
    step,
    idle_in_ms: attempt.policy.idleAfter,
  });
  return store.save(sandbox, { ...attempt, held }, { events: [...events, done] });
}

/** Records the applicant's consent to be proofed and to the comparison of faces (63A sections 2.5 and 3.1.11). */
export async function giveConsent(deps: Deps, sandbox: SandboxId, seen: Seen): Saved {
  const begun = await beginStep(deps, sandbox, seen, 'consent');
  if (!begun.ok) return begun;
  const attempt = { ...begun.value.attempt, consentAt: deps.clock.now() };
  const held: Held = { ...attempt.held, consent: { biometric: true } };
  return complete(deps, sandbox, { ...begun.value, attempt }, 'consent', held);
}

/** Ends the attempt because the applicant does not agree: `canceled`, with the reason. */
export async function declineConsent(
  deps: Deps,
  sandbox: SandboxId,
  seen: Seen,
  which: 'policy.consent_declined' | 'policy.biometric_consent_declined',
): Saved {
  const begun = await begin(deps, sandbox, seen);
  if (!begun.ok) return begun;
  const { attempt, events } = begun.value;
  const moved = arrive(mustMove(attempt, 'cancel', { reasons: [which] }), deps.clock.now());
  return deps.store.save(sandbox, moved.attempt, {
    ...moved,
    events: [...events, ...moved.events],
  });
}

/** Chooses the document that will be photographed; choosing again undoes what came of the old one. */
export async function chooseDocumentType(
  deps: Deps,
  sandbox: SandboxId,
  seen: Seen,
  type: DocumentType,
): Saved<StepRefusal | 'document_type_not_offered'> {
  const begun = await beginStep(deps, sandbox, seen, 'document_type');
  if (!begun.ok) return begun;
  const { attempt } = begun.value;
  if (!attempt.policy.documentTypes.includes(type)) return refused('document_type_not_offered');
  const held = { ...attempt.held, documentType: type };
  return complete(deps, sandbox, begun.value, 'document_type', held);
}

/**
 * Takes the pictures of the document, already sanitized, and puts them into `processing`: call `runCheck` next, with what
 * makes them when they are `on_demand`. Refuses with `side_missing` when the type has a back and none came.
 */
export async function submitDocument(
  deps: Deps,
  sandbox: SandboxId,
  seen: Seen,
  pictures: DocumentPictures | 'on_demand',
): Saved<StepRefusal | 'side_missing'> {
  const begun = await beginStep(deps, sandbox, seen, 'document');
  if (!begun.ok) return begun;
  const sides = sidesOf(begun.value.attempt.held.documentType ?? 'drivers_license');
  if (pictures === 'on_demand')
    return submitForCheck(deps, sandbox, begun.value, 'document', { drop: ['front', 'back'] });
  const missing = sides.find((side) => !pictures[side]);
  if (missing) return refused('side_missing', { side: missing });
  const keep = Object.fromEntries(sides.map((side) => [side, pictures[side]]));
  return submitForCheck(deps, sandbox, begun.value, 'document', { keep });
}

/** Takes the selfie, already sanitized or `on_demand`, and puts it into `processing`: call `runCheck` next. */
export async function submitSelfie(
  deps: Deps,
  sandbox: SandboxId,
  seen: Seen,
  selfie: Buffer | 'on_demand',
): Saved {
  const begun = await beginStep(deps, sandbox, seen, 'selfie');
  if (!begun.ok) return begun;
  const pictures = selfie === 'on_demand' ? { drop: ['selfie'] as const } : { keep: { selfie } };
  return submitForCheck(deps, sandbox, begun.value, 'selfie', pictures);
}

/** Takes the claimed attributes and puts them into `processing`: call `runCheck` next. */
export async function submitDetails(
  deps: Deps,
  sandbox: SandboxId,
  seen: Seen,
  claimed: ClaimedDetails,
): Saved<StepRefusal | DetailsRefusal> {
  const begun = await beginStep(deps, sandbox, seen, 'details');
  if (!begun.ok) return begun;
  const details = readDetails(claimed, await deps.today(sandbox), deps.piiGuard);
  if (!details.ok) return details;
  const { attempt, events } = begun.value;
  const held = { ...attempt.held, details: details.value };
  return submitForCheck(deps, sandbox, { attempt: { ...attempt, held }, events }, 'details');
}

/** The applicant has read everything and sends it: the decision is made in `processing`: call `runCheck` next. */
export async function confirmReview(deps: Deps, sandbox: SandboxId, seen: Seen): Saved {
  const begun = await beginStep(deps, sandbox, seen, 'review');
  if (!begun.ok) return begun;
  const { attempt, events } = begun.value;
  const held: Held = { ...attempt.held, reviewed: true };
  return submitForCheck(deps, sandbox, { attempt: { ...attempt, held }, events }, 'review');
}

/** The applicant gives up. */
export async function cancel(deps: Deps, sandbox: SandboxId, seen: Seen): Saved {
  const begun = await begin(deps, sandbox, seen);
  if (!begun.ok) return begun;
  const { attempt, events } = begun.value;
  const reasons = ['session.canceled_by_user'] as const;
  const moved = arrive(mustMove(attempt, 'cancel', { reasons }), deps.clock.now());
  return deps.store.save(sandbox, moved.attempt, {
    ...moved,
    events: [...events, ...moved.events],
  });
}

/** After a vendor's fault: the same submission again, nothing lost and nothing burned. Call `runCheck` next. */
export async function retryCheck(
  { store, clock }: Deps,
  sandbox: SandboxId,
  { id, version }: Seen,
): Saved<'unknown_attempt' | 'stale' | 'not_allowed'> {
  const attempt = await store.find(sandbox, id);
  if (!attempt) return refused('unknown_attempt');
  if (version !== undefined && version !== attempt.version) return refused('stale');
  if (attempt.state === 'processing') return ok(attempt);
  if (attempt.state !== 'error') return refused('not_allowed');
  const again = mustMove({ ...attempt, touchedAt: clock.now() }, 'retry');
  return store.save(sandbox, again, { events: arrival(again, clock.now()) });
}
