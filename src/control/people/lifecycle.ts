import type { Account, Accounts, ChangeRefusal } from '../../accounts/index.js';
import type { Authenticators } from '../../authenticators/index.js';
import type { CalendarDate, Clock } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import type { Proofing } from '../../proofing/index.js';
import { createChangeFacts } from './changeFacts.js';
import type { Happening } from './lifecycleEvents.js';
import { createMerge, type MergeRefusal } from './merge.js';
import type { People } from './people.js';
import type { PersonRecords, PersonStore } from './person.js';
import { recordOf } from './recordOf.js';

export interface LifecycleDeps {
  readonly accounts: Accounts;
  readonly authenticators: Pick<Authenticators, 'unblock'>;
  readonly proofing: Proofing;
  readonly people: Pick<People, 'bearerOf' | 'find' | 'isKeptFor'>;
  readonly store: PersonStore;
  readonly records: PersonRecords;
  readonly today: (sandbox: SandboxId) => Promise<CalendarDate>;
  readonly clock: Clock;
}

export type LifecycleRefusal = ChangeRefusal | MergeRefusal | 'not_born_yet' | 'not_died_yet';
type Happened = Result<unknown, LifecycleRefusal>;

/** To whom it happens, and the attempt behind their newest verification. */
export interface Subject {
  readonly sandbox: SandboxId;
  readonly account: Account;
  readonly attempt: string | undefined;
}

/** Lets something happen to a person; `wrong_state` where it cannot. */
export function createLifecycle(deps: LifecycleDeps) {
  const { accounts } = deps;
  const changeFacts = createChangeFacts(deps);
  const merge = createMerge(deps);
  return (subject: Subject, happening: Happening): Promise<Happened> => {
    const { sandbox, account } = subject;
    switch (happening.event) {
      case 'unlock':
        return unlock(deps, subject);
      case 'revoke_verification':
        return endVerification(deps, subject, 'revoke');
      case 'lapse_verification':
        return endVerification(deps, subject, 'lapse');
      case 'report_fraud':
        return revokeAnd(deps, subject, () => accounts.reportFraud(sandbox, account.id));
      case 'deceased':
        return dies(deps, subject, happening.on);
      case 'change_name':
      case 'change_address':
      case 'change_phone':
        return changeFacts(sandbox, account, happening);
      case 'change_email':
        return changeEmail(deps, subject, happening.email ?? '');
      case 'merge_into':
        return merge(sandbox, account, happening.into ?? '');
      default:
        return accounts[happening.event](sandbox, account.id);
    }
  };
}

const changeEmail = async (
  { accounts, people }: LifecycleDeps,
  { sandbox, account }: Subject,
  email: string,
): Promise<Happened> =>
  people.isKeptFor(email, account)
    ? refused('email_taken')
    : accounts.change(sandbox, account.id, { email });

/** Every block goes: the one that somebody asked for, and those that wrong guesses brought. */
async function unlock(
  { accounts, authenticators }: LifecycleDeps,
  { sandbox, account }: Subject,
): Promise<Happened> {
  if (account.restrictions.includes('locked')) {
    const unlocked = await accounts.unlock(sandbox, account.id);
    if (!unlocked.ok) return unlocked;
  }
  await authenticators.unblock(sandbox, account.id);
  return ok(undefined);
}

/** Whose identity is in doubt has no proofed one any more. */
async function revokeAnd(
  deps: LifecycleDeps,
  subject: Subject,
  move: () => Promise<Happened>,
): Promise<Happened> {
  const moved = await move();
  if (moved.ok) await endVerification(deps, subject, 'revoke');
  return moved;
}

/** The sources learn of the death first, so that no verification succeeds in between. */
async function dies(
  deps: LifecycleDeps,
  subject: Subject,
  on: CalendarDate | undefined,
): Promise<Happened> {
  const { accounts, records, people, today } = deps;
  const { sandbox, account } = subject;
  if (account.state === 'closed') return refused('wrong_state', { state: 'closed' });
  const latest = await today(sandbox);
  const day = on ?? latest;
  if (day > latest) return refused('not_died_yet', { latest });
  const bearer = people.bearerOf(account);
  if (day < (bearer.attributes.birthdate ?? day)) return refused('not_born_yet');
  const known = recordOf(bearer, await records.get(sandbox, account.id));
  await records.put(sandbox, { ...known, deceased_on: day });
  return revokeAnd(deps, subject, () => accounts.reportDeath(sandbox, account.id));
}

/** A verification that an attempt led to ends with that attempt; one that came with the person ends by itself. */
async function endVerification(
  { proofing, store, clock }: LifecycleDeps,
  { sandbox, account: { id, tag }, attempt }: Subject,
  how: 'revoke' | 'lapse',
): Promise<Happened> {
  const own = attempt === undefined ? undefined : await proofing.attempts.find(sandbox, attempt);
  if (own?.applicant.account === id) {
    const ended = await proofing.endVerification(sandbox, own.id, how);
    return ended.ok ? ok(undefined) : refused('wrong_state');
  }
  const state = how === 'revoke' ? 'revoked' : 'lapsed';
  const event = { type: `verification.${state}`, account: id, tag };
  const ended = await store.endVerification(sandbox, id, state, clock.now(), [event]);
  return ended ? ok(undefined) : refused('wrong_state');
}
