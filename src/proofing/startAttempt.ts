import type { Instant } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import { newId } from '../platform/ids.js';
import type { Applicant, Attempt } from './attempt.js';
import { attemptEvent } from './attemptEvents.js';
import type { Deps } from './deps.js';
import type { ProofingPolicy } from './policy.js';
import { policyWith } from './policy.js';
import { deadline } from './settle.js';

const sameErrand = (a: Applicant, b: Applicant): boolean =>
  a.client === b.client && a.tag === b.tag && a.oauthState === b.oauthState;

/** An attempt belongs to the account, not to the sign-in that began it: a new errand takes it over. */
async function takeOver(
  { store }: Deps,
  sandbox: SandboxId,
  attempt: Attempt,
  applicant: Applicant,
): Promise<Attempt> {
  if (sameErrand(attempt.applicant, applicant)) return attempt;
  const saved = await store.save(sandbox, { ...attempt, applicant }, { events: [] });
  // Somebody moved it meanwhile: it is theirs as it stands.
  return saved.ok ? saved.value : ((await store.find(sandbox, attempt.id)) ?? attempt);
}

/** An attempt before anything happened. */
export const blankAttempt = (
  id: string,
  applicant: Applicant,
  now: Instant,
  wishes?: Partial<ProofingPolicy>,
): Attempt => ({
  ...{ id, applicant, pathway: 'self_service', policy: policyWith(wishes) },
  ...{ version: 1, createdAt: now, touchedAt: now, held: {}, submissions: [], state: 'created' },
});

/**
 * The account's attempt: the one that is not closed, taken over for this errand, else a new one in `created`.
 * An account has one open attempt, however many tabs ask at once.
 */
export async function startAttempt(
  deps: Deps,
  sandbox: SandboxId,
  applicant: Applicant,
  wishes?: Partial<ProofingPolicy>,
): Promise<Attempt> {
  const open = await deps.store.current(sandbox, applicant.account);
  if (open) return takeOver(deps, sandbox, open, applicant);
  const now = deps.clock.now();
  const attempt = deadline(blankAttempt(newId('att', now), applicant, now, wishes), now);
  const event = attemptEvent(attempt, 'verification.created', {
    due_in_ms: attempt.policy.resumableFor,
  });
  const created = await deps.store.create(sandbox, attempt, [event]);
  return created.ok ? created.value : startAttempt(deps, sandbox, applicant, wishes);
}
