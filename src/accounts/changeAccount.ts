import type { Attributes } from '../assurance/index.js';
import { isEmailAddress, normalizeEmail } from '../platform/emailAddress.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import type { Account, AccountMove } from './account.js';
import { move } from './account.js';
import type { AccountStore } from './ports.js';

export type ChangeRefusal =
  'unknown_account' | 'wrong_state' | 'email_invalid' | 'email_taken' | 'changed_meanwhile';

/** Members that are present change; an attribute given as undefined is forgotten. */
export interface AccountChange {
  readonly email?: string;
  readonly attributes?: Attributes;
  readonly groups?: readonly string[];
  readonly locale?: string | undefined;
  readonly tag?: string | undefined;
}

type Rule = (account: Account) => Result<Account, 'wrong_state' | 'email_invalid'>;
type Report = (before: Account, after: Account) => readonly DomainEvent[];

/** How often a change starts over when somebody else wrote in between. */
const TRIES = 3;

async function apply(
  store: AccountStore,
  sandbox: SandboxId,
  id: string,
  rule: Rule,
  report: Report,
): Promise<Result<Account, ChangeRefusal>> {
  for (let i = 0; i < TRIES; i++) {
    const before = await store.get(sandbox, id);
    if (!before) return refused('unknown_account');
    const after = rule(before);
    if (!after.ok) return after;
    const outcome = await store.save(sandbox, after.value, report(before, after.value));
    if (outcome === 'saved') return ok({ ...after.value, version: before.version + 1 });
    if (outcome === 'email_taken') return refused('email_taken');
  }
  return refused('changed_meanwhile');
}

const PAST: Readonly<Record<AccountMove, string>> = {
  suspend: 'account.suspended',
  restore: 'account.restored',
  close: 'account.closed',
  lock: 'account.locked',
  unlock: 'account.unlocked',
  hold: 'account.held',
  release: 'account.released',
  report_fraud: 'account.fraud_reported',
  report_death: 'account.deceased',
};

/** Moves an account to another state, or puts it under a restriction; closing destroys the key of its personal data. */
export const createMove =
  (store: AccountStore, how: AccountMove) =>
  (sandbox: SandboxId, id: string): Promise<Result<Account, ChangeRefusal>> =>
    apply(
      store,
      sandbox,
      id,
      (account) => move(account, how),
      ({ tag, email, locale }) => [
        { type: PAST[how], account: id, tag, private: { email, locale } },
      ],
    );

/** Changes what a person or an operator says about an account; a closed one cannot change. */
export const createChange =
  (store: AccountStore) =>
  (
    sandbox: SandboxId,
    id: string,
    change: AccountChange,
  ): Promise<Result<Account, ChangeRefusal>> =>
    apply(
      store,
      sandbox,
      id,
      (account) => changed(account, change),
      (before, after) => changeEvents(before, after, change),
    );

function changed(
  account: Account,
  { email, attributes, ...rest }: AccountChange,
): Result<Account, 'wrong_state' | 'email_invalid'> {
  if (account.state === 'closed') return refused('wrong_state', { state: account.state });
  const address = email === undefined ? account.email : normalizeEmail(email);
  if (!isEmailAddress(address)) return refused('email_invalid');
  return ok({
    ...account,
    ...rest,
    email: address,
    attributes: { ...account.attributes, ...attributes },
  });
}

function changeEvents(before: Account, after: Account, change: AccountChange): DomainEvent[] {
  const about = { account: after.id, tag: after.tag };
  const events: DomainEvent[] = [
    { type: 'account.changed', ...about, data: { names: changedNames(change) } },
  ];
  if (before.email !== after.email)
    events.push({
      type: 'account.email_changed',
      ...about,
      private: { old_email: before.email, email: after.email, locale: after.locale },
    });
  return events;
}

const changedNames = ({ attributes = {}, ...rest }: AccountChange): readonly string[] => [
  ...Object.keys(rest),
  ...Object.keys(attributes),
];
