import type { Attributes, Restriction } from '../assurance/index.js';
import type { Instant } from '../platform/clock.js';
import { newId } from '../platform/ids.js';
import { normalizeEmail } from '../platform/emailAddress.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';

export const ACCOUNT_STATES = ['unconfirmed', 'active', 'suspended', 'closed'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** A subscriber account (63-4 glossary): one person as this provider knows them. */
export interface Account {
  /** `per_...`, or an id that the creator gave. */
  readonly id: string;
  /** 32 hex digits: the `sub` of profiles that publish one. */
  readonly uuid: string;
  readonly state: AccountState;
  readonly restrictions: readonly Restriction[];
  /** The account that this one was merged into when it was closed. */
  readonly mergedInto?: string | undefined;
  /** Normalised. Empty once the account is closed: its key is gone and nothing personal can be read. */
  readonly email: string;
  /** Self-asserted, or what the creator gave; what proofing established is in the verification. */
  readonly attributes: Attributes;
  readonly persona?: string | undefined;
  readonly tag?: string | undefined;
  readonly groups: readonly string[];
  readonly locale?: string | undefined;
  readonly createdAt: Instant;
  /** Goes up with every save; a save carries the version it read. */
  readonly version: number;
}

/** What a creator may say about a new account; everything else is filled in. */
export interface AccountDraft {
  readonly id?: string | undefined;
  readonly uuid?: string | undefined;
  readonly email: string;
  readonly state?: AccountState | undefined;
  readonly restrictions?: readonly Restriction[] | undefined;
  readonly attributes?: Attributes | undefined;
  readonly persona?: string | undefined;
  readonly tag?: string | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly locale?: string | undefined;
}

/** A new account from a draft. `uuid` must be 32 hex digits; `state` is `active` unless said. */
export function newAccount(draft: AccountDraft, uuid: string, now: Instant): Account {
  return {
    id: draft.id ?? newId('per', now),
    uuid: draft.uuid ?? uuid,
    state: draft.state ?? 'active',
    restrictions: draft.restrictions ?? [],
    email: normalizeEmail(draft.email),
    attributes: draft.attributes ?? {},
    persona: draft.persona,
    tag: draft.tag,
    groups: draft.groups ?? [],
    locale: draft.locale,
    createdAt: now,
    version: 1,
  };
}

/** Moves of an account that somebody asks for; confirming an address is the store's own conditional move. */
export type AccountMove =
  | 'suspend'
  | 'restore'
  | 'close'
  | 'lock'
  | 'unlock'
  | 'hold'
  | 'release'
  | 'report_fraud'
  | 'report_death';

interface MoveRule {
  readonly from: readonly AccountState[];
  readonly to?: AccountState;
  readonly adds?: Restriction;
  readonly lifts?: readonly Restriction[];
}

const OPEN: readonly AccountState[] = ['unconfirmed', 'active', 'suspended'];

const MOVES: Readonly<Record<AccountMove, MoveRule>> = {
  suspend: { from: ['active'], to: 'suspended' },
  restore: { from: ['suspended'], to: 'active' },
  close: { from: OPEN, to: 'closed' },
  lock: { from: OPEN, adds: 'locked' },
  unlock: { from: OPEN, lifts: ['locked'] },
  hold: { from: OPEN, adds: 'held' },
  release: { from: OPEN, lifts: ['held', 'fraud', 'deceased'] },
  report_fraud: { from: OPEN, adds: 'fraud' },
  report_death: { from: OPEN, adds: 'deceased' },
};

/** The account after a move, or `wrong_state` (details: `state`). Closing forgets everything personal. */
export function move(account: Account, how: AccountMove): Result<Account, 'wrong_state'> {
  const { from, to, adds, lifts = [] } = MOVES[how];
  const { state, restrictions: before } = account;
  const restrictions = [
    ...before.filter((one) => one !== adds && !lifts.includes(one)),
    ...(adds ? [adds] : []),
  ];
  const idle = to === undefined && before.length === restrictions.length;
  if (!from.includes(state) || idle)
    return refused('wrong_state', { state: adds && idle ? adds : state });
  const after = { ...account, state: to ?? state, restrictions };
  return ok(to === 'closed' ? { ...after, email: '', attributes: {} } : after);
}
