import type { AuthenticatorKind, Subscriber, Verification } from '../assurance/index.js';
import type { SandboxId } from '../platform/ids.js';
import type { Vault } from '../vault/index.js';
import { openPersonal, restrictionsIn } from './accountRows.js';
import type { Database } from './database.js';
import { subscriberAsRead, type NewPerson } from './newPerson.js';
import { remembered } from './remembered.js';
import { sealedJson, whenLookedAt } from './sealedColumn.js';

/** Accounts as sign-ins and tokens see them. What is personal of one is opened when it is first looked at. */
export interface SubscriberStore {
  /** Account, newest verification and kinds of bound authenticators, in one round trip. */
  get(sandbox: SandboxId, account: string): Promise<Subscriber | undefined>;
  /** The same by subject identifier, the account's uuid. */
  bySub(sandbox: SandboxId, sub: string): Promise<Subscriber | undefined>;
  /** Tells of a person whose rows were committed in this moment. */
  met(sandbox: SandboxId, person: NewPerson): void;
}

/** What a subscriber is made from, of `accounts a`: for any statement whose first parameter is the sandbox. */
export const SUBSCRIBER_COLUMNS = `a.id, a.uuid, a.state, a.wrapped_key, a.sealed, a.persona, a.tag, a.created_at, a.restrictions, a.group_names,
    (SELECT string_agg(k.kind, ' ') FROM authenticators k WHERE k.sandbox_id = $1 AND k.account_id = a.id) AS kinds,
    v.attempt_id, v.state AS verification_state, v.pathway, v.verified_at, v.sealed AS verification_sealed`;
export const NEWEST_VERIFICATION = `LEFT JOIN verifications v ON v.sandbox_id = $1 AND v.account_id = a.id AND v.seq =
    (SELECT MAX(n.seq) FROM verifications n WHERE n.sandbox_id = $1 AND n.account_id = a.id)`;

type By = 'id' | 'uuid';
const selectBy = (column: By) => `
  SELECT ${SUBSCRIBER_COLUMNS}
  FROM accounts a ${NEWEST_VERIFICATION}
  WHERE a.sandbox_id = $1 AND a.${column} = $2`;
const TABLES = ['accounts', 'verifications', 'authenticators'];
const SELECTS = { id: selectBy('id'), uuid: selectBy('uuid') };

export interface SubscriberRow {
  id: string;
  uuid: string;
  state: string;
  wrapped_key: string | null;
  sealed: string | null;
  persona: string | null;
  tag: string | null;
  created_at: number;
  restrictions: string | null;
  group_names: string;
  kinds: string | null;
  attempt_id: string | null;
  verification_state: string;
  pathway: string;
  verified_at: number;
  verification_sealed: string;
}

export function createSubscriberStore({
  db,
  vault,
}: {
  db: Database;
  vault: Vault;
}): SubscriberStore {
  const read = async (sandbox: SandboxId, by: By, value: string) => {
    const [row] = await db.query<SubscriberRow>(SELECTS[by], [sandbox, value]);
    return row && toSubscriber(vault, row);
  };
  // A sign-in asks by both.
  const find = remembered(db, TABLES, read, ({ id, uuid }, sandbox): [SandboxId, By, string][] => [
    [sandbox, 'id', id],
    [sandbox, 'uuid', uuid],
  ]);
  return {
    get: (sandbox, account) => find(sandbox, 'id', account),
    bySub: (sandbox, sub) => find(sandbox, 'uuid', sub),
    met: (sandbox, person) => find.know(subscriberAsRead(person), sandbox, 'id', person.account.id),
  };
}

export function toSubscriber(vault: Vault, row: SubscriberRow): Subscriber {
  const personal = whenLookedAt(() => openPersonal(vault, row));
  return {
    id: row.id,
    uuid: row.uuid,
    state: row.state as Subscriber['state'],
    restrictions: restrictionsIn(row),
    get email() {
      return personal().email;
    },
    get attributes() {
      return personal().attributes;
    },
    verification: verificationIn(vault, row),
    authenticators: kindsIn(row),
    groups: JSON.parse(row.group_names) as string[],
    persona: row.persona ?? undefined,
    tag: row.tag ?? undefined,
    createdAt: row.created_at,
  };
}

function verificationIn(vault: Vault, row: SubscriberRow): Verification | undefined {
  const { attempt_id: attempt, wrapped_key: wrapped, verification_sealed: sealed } = row;
  if (attempt === null || wrapped === null) return undefined;
  const column = sealedJson<Pick<Verification, 'attributes' | 'evidence'>>(
    vault,
    'verifications',
    'sealed',
  );
  const proofed = whenLookedAt(() => column.open(attempt, sealed, vault.unwrap(wrapped)));
  return {
    attempt,
    ial: 2,
    state: row.verification_state as Verification['state'],
    verifiedAt: row.verified_at,
    pathway: row.pathway as Verification['pathway'],
    get attributes() {
      return proofed().attributes;
    },
    get evidence() {
      return proofed().evidence;
    },
  };
}

const kindsIn = ({ kinds }: SubscriberRow): readonly AuthenticatorKind[] =>
  kinds === null ? [] : ([...new Set(kinds.split(' '))] as AuthenticatorKind[]);
