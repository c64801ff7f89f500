import type { AuthenticatorKind, Subscriber, Verification } from '../assurance/index.js';
import type { SandboxId } from '../platform/ids.js';
import type { AccountKey, Vault } from '../vault/index.js';
import { openPersonal, restrictionsIn } from './accountRows.js';
import type { Database } from './database.js';
import { sealedJson } from './sealedColumn.js';

/** Accounts as sign-ins and tokens see them. */
export interface SubscriberStore {
  /** Account, newest verification and kinds of bound authenticators, in one round trip. */
  get(sandbox: SandboxId, account: string): Promise<Subscriber | undefined>;
  /** The same by subject identifier, the account's uuid. */
  bySub(sandbox: SandboxId, sub: string): Promise<Subscriber | undefined>;
}

/** One row per bound authenticator; everything else repeats and is opened once. */
const selectBy = (column: 'id' | 'uuid') => `
  SELECT a.id, a.uuid, a.state, a.wrapped_key, a.sealed, a.persona, a.tag, a.created_at, a.restrictions, k.kind,
    v.attempt_id, v.state AS verification_state, v.pathway, v.verified_at, v.sealed AS verification_sealed
  FROM accounts a
  LEFT JOIN authenticators k ON k.sandbox_id = $1 AND k.account_id = a.id
  LEFT JOIN verifications v ON v.sandbox_id = $1 AND v.account_id = a.id AND v.seq =
    (SELECT MAX(n.seq) FROM verifications n WHERE n.sandbox_id = $1 AND n.account_id = a.id)
  WHERE a.sandbox_id = $1 AND a.${column} = $2`;
const BY_ID = selectBy('id');
const BY_UUID = selectBy('uuid');

interface SubscriberRow {
  id: string;
  uuid: string;
  state: string;
  wrapped_key: string | null;
  sealed: string | null;
  persona: string | null;
  tag: string | null;
  created_at: number;
  restrictions: string | null;
  kind: string | null;
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
  const read = async (sql: string, sandbox: SandboxId, value: string) =>
    toSubscriber(vault, await db.query<SubscriberRow>(sql, [sandbox, value]));
  return {
    get: (sandbox, account) => read(BY_ID, sandbox, account),
    bySub: (sandbox, sub) => read(BY_UUID, sandbox, sub),
  };
}

function toSubscriber(vault: Vault, rows: readonly SubscriberRow[]): Subscriber | undefined {
  const [row] = rows;
  if (!row) return undefined;
  const key = row.wrapped_key === null ? undefined : vault.unwrap(row.wrapped_key);
  return {
    id: row.id,
    uuid: row.uuid,
    state: row.state as Subscriber['state'],
    restrictions: restrictionsIn(row),
    ...openPersonal(vault, row),
    verification: key && verificationIn(vault, row, key),
    authenticators: kindsIn(rows),
    persona: row.persona ?? undefined,
    tag: row.tag ?? undefined,
    createdAt: row.created_at,
  };
}

function verificationIn(
  vault: Vault,
  row: SubscriberRow,
  key: AccountKey,
): Verification | undefined {
  const { attempt_id: attempt, verification_sealed: sealed } = row;
  if (attempt === null) return undefined;
  const personal = sealedJson<Pick<Verification, 'attributes' | 'evidence'>>(
    vault,
    'verifications',
    'sealed',
  ).open(attempt, sealed, key);
  return {
    attempt,
    ial: 2,
    state: row.verification_state as Verification['state'],
    verifiedAt: row.verified_at,
    pathway: row.pathway as Verification['pathway'],
    ...personal,
  };
}

const kindsIn = (rows: readonly SubscriberRow[]): readonly AuthenticatorKind[] => [
  ...new Set(rows.flatMap(({ kind }) => (kind === null ? [] : [kind as AuthenticatorKind]))),
];
