import type { Attributes, EvidenceSummary, Pathway, Verification } from '../assurance/index.js';
import type { Instant } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { AccountKey, Vault } from '../vault/index.js';
import type { Database, Queryable, SqlValue, Transaction } from './database.js';
import type { EventStore } from './events.js';
import { takeSeq } from './sandboxes.js';
import { accountKeyOf, sealedJson } from './sealedColumn.js';
import { KEEPS_ACCOUNT } from './statements.js';

interface VerificationRow {
  attempt_id: string;
  state: string;
  pathway: string;
  verified_at: number;
  sealed: string;
  wrapped_key: string | null;
}

interface Private {
  readonly attributes: Attributes;
  readonly evidence: readonly EvidenceSummary[];
}

export interface VerificationStore {
  /** The account's newest, in whatever state; undefined when it never had one or is closed. */
  newest(sandbox: SandboxId, account: string): Promise<Verification | undefined>;
  /** Writes one that no attempt led to here: somebody who comes verified already. */
  add(
    sandbox: SandboxId,
    account: string,
    verification: Verification,
    events: readonly DomainEvent[],
  ): Promise<void>;
  /** Revokes or lets lapse what is in force; false when nothing was. */
  end(
    sandbox: SandboxId,
    account: string,
    state: 'revoked' | 'lapsed',
    at: Instant,
    events: readonly DomainEvent[],
  ): Promise<boolean>;
}

const column = (vault: Vault) => sealedJson<Private>(vault, 'verifications', 'sealed');

const NEWEST = `SELECT v.attempt_id, v.state, v.pathway, v.verified_at, v.sealed, a.wrapped_key
  FROM verifications v JOIN accounts a ON a.sandbox_id = v.sandbox_id AND a.id = v.account_id
  WHERE v.sandbox_id = $1 AND v.account_id = $2 ORDER BY v.seq DESC LIMIT 1`;

export function createVerificationStore({
  db,
  vault,
  events,
}: {
  db: Database;
  vault: Vault;
  events: EventStore;
}): VerificationStore {
  return {
    newest: (sandbox, account) => newestVerification(db, vault, sandbox, account),
    add: (sandbox, account, verification, happened) =>
      db.transaction(async (tx) => {
        const key = await accountKeyOf(tx, vault, sandbox, account);
        await insertVerification(tx, vault, { sandbox, account, key }, verification);
        await events.append(tx, sandbox, happened);
      }),
    end: (sandbox, account, state, at, happened) =>
      db.transaction(async (tx) => {
        if (!(await endVerification(tx, sandbox, { account }, state, at))) return false;
        await events.append(tx, sandbox, happened);
        return true;
      }),
  };
}

/** The account's newest verification, in whatever state. */
export async function newestVerification(
  db: Queryable,
  vault: Vault,
  sandbox: SandboxId,
  account: string,
): Promise<Verification | undefined> {
  const [row] = await db.query<VerificationRow>(NEWEST, [sandbox, account]);
  if (!row?.wrapped_key) return undefined;
  const opened = column(vault).open(row.attempt_id, row.sealed, vault.unwrap(row.wrapped_key));
  return {
    ...{ attempt: row.attempt_id, ial: 2, verifiedAt: row.verified_at, ...opened },
    state: row.state as Verification['state'],
    pathway: row.pathway as Pathway,
  };
}

/** Whose row is written, and the key that it is sealed with. */
export interface Owner {
  readonly sandbox: SandboxId;
  readonly account: string;
  readonly key: AccountKey;
}

const INSERT = `INSERT INTO verifications
    (sandbox_id, account_id, attempt_id, state, ial, pathway, verified_at, ssn_index, sealed, seq)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

/** For the transaction in which an attempt becomes verified. */
export async function insertVerification(
  tx: Transaction,
  vault: Vault,
  owner: Owner,
  verification: Verification,
): Promise<void> {
  const seq = await takeSeq(tx, owner.sandbox);
  await tx.query(INSERT, rowOf(vault, owner, verification, seq));
}

/** For the transaction that makes the account, in which nobody has seen it yet; `seq` is a number taken by it. */
export async function insertFirstVerification(
  tx: Transaction,
  vault: Vault,
  owner: Owner,
  verification: Verification,
  seq: number,
): Promise<void> {
  await tx.query(KEEPS_ACCOUNT + INSERT, rowOf(vault, owner, verification, seq));
}

function rowOf(
  vault: Vault,
  { sandbox, account, key }: Owner,
  { attempt, ial, state, verifiedAt, pathway, attributes, evidence }: Verification,
  seq: number,
): readonly SqlValue[] {
  const { ssn } = attributes;
  return [
    ...[sandbox, account, attempt, state, ial, pathway, verifiedAt],
    ssn ? vault.blindIndex('ssn', ssn) : null,
    column(vault).seal(attempt, { attributes, evidence }, key),
    seq,
  ];
}

/** Changes attributes of what is in force, as if the evidence had been renewed. */
export async function changeVerified(
  tx: Transaction,
  vault: Vault,
  { sandbox, account, key }: Owner,
  attributes: Attributes,
): Promise<void> {
  const rows = await tx.query<{ attempt_id: string; sealed: string }>(
    `SELECT attempt_id, sealed FROM verifications
      WHERE sandbox_id = $1 AND account_id = $2 AND state = 'verified'`,
    [sandbox, account],
  );
  for (const { attempt_id, sealed } of rows) {
    const before = column(vault).open(attempt_id, sealed, key);
    const after = { ...before, attributes: { ...before.attributes, ...attributes } };
    await tx.query(
      'UPDATE verifications SET sealed = $4 WHERE sandbox_id = $1 AND account_id = $2 AND attempt_id = $3',
      [sandbox, account, attempt_id, column(vault).seal(attempt_id, after, key)],
    );
  }
}

/** Ends what is in force: of one attempt, or all that the account has. Answers whether there was any. */
export async function endVerification(
  tx: Queryable,
  sandbox: SandboxId,
  of: { readonly account: string; readonly attempt?: string },
  state: 'revoked' | 'lapsed',
  at: Instant,
): Promise<boolean> {
  const one = of.attempt === undefined ? [] : [of.attempt];
  const ended = await tx.query(
    `UPDATE verifications SET state = $3, ended_at = $4
      WHERE sandbox_id = $1 AND account_id = $2 AND state = 'verified' ${one.length ? 'AND attempt_id = $5' : ''}
      RETURNING attempt_id`,
    [sandbox, of.account, state, at, ...one],
  );
  return ended.length > 0;
}

/** Whether another account has a verification in force that rests on this SSN. */
export async function isHeldByAnother(
  tx: Queryable,
  vault: Vault,
  sandbox: SandboxId,
  account: string,
  ssn: string,
): Promise<boolean> {
  const rows = await tx.query(
    `SELECT account_id FROM verifications
      WHERE sandbox_id = $1 AND ssn_index = $2 AND state = 'verified' AND account_id <> $3 LIMIT 1`,
    [sandbox, vault.blindIndex('ssn', ssn), account],
  );
  return rows.length > 0;
}
