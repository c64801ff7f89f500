import type { Attempt, AttemptQuery, AttemptStore, Change } from '../proofing/index.js';
import type { SandboxId } from '../platform/ids.js';
import { ok, refused } from '../platform/result.js';
import type { AccountKey, Vault } from '../vault/index.js';
import { pictureStore, savePictures } from './attemptPictures.js';
import type { AttemptRow, SubmissionRow } from './attemptRows.js';
import { changingColumns, submissionColumns, toAttempt } from './attemptRows.js';
import type { Database, Queryable, SqlValue, Transaction } from './database.js';
import type { EventStore } from './events.js';
import { takeSeq } from './sandboxes.js';
import { accountKeyOf } from './sealedColumn.js';
import type { Owner } from './verifications.js';
import { endVerification, insertVerification, isHeldByAnother } from './verifications.js';

const SELECT = `SELECT t.id, t.account_id, t.client_id, t.partner_id, t.tag, t.state, t.phase, t.pathway, t.policy,
    t.version, t.created_at, t.touched_at, t.due_at, t.consent_at, t.code_expires_at, t.decided_at, t.sealed,
    a.wrapped_key
  FROM attempts t LEFT JOIN accounts a ON a.sandbox_id = t.sandbox_id AND a.id = t.account_id
  WHERE t.sandbox_id = $1`;

const INSERT = `INSERT INTO attempts (sandbox_id, id, client_id, partner_id, tag, state, phase, pathway, open_account,
    touched_at, due_at, consent_at, code_expires_at, decided_at, sealed, account_id, policy, version, created_at, seq)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
  ON CONFLICT DO NOTHING RETURNING id`;

const UPDATE = `UPDATE attempts SET client_id = $3, partner_id = $4, tag = $5, state = $6, phase = $7, pathway = $8,
    open_account = $9, touched_at = $10, due_at = $11, consent_at = $12, code_expires_at = $13, decided_at = $14,
    sealed = $15, version = version + 1, check_claimed_until = 0
  WHERE sandbox_id = $1 AND id = $2 AND version = $16 RETURNING version`;

const CLAIM = `UPDATE attempts SET check_claimed_until = $5
  WHERE sandbox_id = $1 AND id = $2 AND version = $3 AND state = 'processing' AND check_claimed_until <= $4
  RETURNING id`;

interface Parts {
  readonly db: Database;
  readonly vault: Vault;
  readonly events: EventStore;
}

/** Verification attempts with their submissions and pictures; a verified one writes its verification along. */
export function createAttemptStore(parts: Parts): AttemptStore {
  const { db, vault } = parts;
  const select = async (rest: string, params: readonly SqlValue[]): Promise<Attempt[]> => {
    const rows = await db.query<AttemptRow>(`${SELECT} ${rest}`, params);
    const tries = await submissionsOf(db, String(params[0]), rows);
    return rows.map((row) => toAttempt(vault, row, tries.get(row.id) ?? []));
  };
  return {
    ...pictureStore(db, vault),
    ...writing(parts),
    find: async (sandbox, id) => (await select('AND t.id = $2', [sandbox, id]))[0],
    current: async (sandbox, account) =>
      (await select('AND t.open_account = $2', [sandbox, account]))[0],
    async list(sandbox, query) {
      const { where, params } = selection(sandbox, query);
      const found = await select(where, params);
      const items = found.slice(0, query.limit);
      return found.length > query.limit ? { items, next: items.at(-1)?.id } : { items };
    },
    async claimCheck(sandbox, { id, version }, now, until) {
      return (await db.query(CLAIM, [sandbox, id, version, now, until])).length > 0;
    },
    async releaseCheck(sandbox, { id, version }) {
      await db.query(
        `UPDATE attempts SET check_claimed_until = 0 WHERE sandbox_id = $1 AND id = $2 AND version = $3`,
        [sandbox, id, version],
      );
    },
    async accountsVerifiedWith(sandbox, ssn) {
      const rows = await db.query<{ account_id: string }>(
        `SELECT DISTINCT account_id FROM verifications
          WHERE sandbox_id = $1 AND ssn_index = $2 AND state = 'verified'`,
        [sandbox, vault.blindIndex('ssn', ssn)],
      );
      return rows.map((row) => row.account_id);
    },
  };
}

function writing({ db, vault, events }: Parts): Pick<AttemptStore, 'create' | 'save'> {
  return {
    create: (sandbox, attempt, happened) =>
      db.transaction(async (tx) => {
        const { account } = attempt.applicant;
        const key = await accountKeyOf(tx, vault, sandbox, account);
        const seq = await takeSeq(tx, sandbox);
        const rows = await tx.query(INSERT, [
          ...[sandbox, attempt.id, ...changingColumns(vault, attempt, key), account],
          ...[JSON.stringify(attempt.policy), attempt.version, attempt.createdAt, seq],
        ]);
        if (rows.length === 0) return refused('exists');
        await events.append(tx, sandbox, happened);
        return ok(attempt);
      }),
    save: (sandbox, attempt, change) =>
      db.transaction(async (tx) => {
        const { account } = attempt.applicant;
        const key = await keyOf(tx, vault, sandbox, account);
        if (!key) return refused('stale');
        if (await isTaken(tx, vault, sandbox, account, change)) return refused('stale');
        const columns = changingColumns(vault, attempt, key);
        const rows = await tx.query(UPDATE, [sandbox, attempt.id, ...columns, attempt.version]);
        if (rows.length === 0) return refused('stale');
        await addSubmissions(tx, vault, sandbox, attempt, key);
        await savePictures(tx, vault, { sandbox, attempt: attempt.id, key }, change);
        await saveVerification(tx, vault, { sandbox, account, key }, attempt.id, change);
        await events.append(tx, sandbox, change.events);
        return ok({ ...attempt, version: attempt.version + 1 });
      }),
  };
}

/** The account's key; undefined once it is closed, after which its attempts cannot be written any more. */
async function keyOf(
  tx: Transaction,
  vault: Vault,
  sandbox: SandboxId,
  account: string,
): Promise<AccountKey | undefined> {
  const [row] = await tx.query<{ wrapped_key: string | null }>(
    'SELECT wrapped_key FROM accounts WHERE sandbox_id = $1 AND id = $2',
    [sandbox, account],
  );
  return row?.wrapped_key ? vault.unwrap(row.wrapped_key) : undefined;
}

/**
 * Two people with one SSN, decided at the same moment: the sandbox's row is locked first, so the second one sees the
 * first one's verification, is refused, and is decided again.
 */
async function isTaken(
  tx: Transaction,
  vault: Vault,
  sandbox: SandboxId,
  account: string,
  { verification, soleHolder }: Change,
): Promise<boolean> {
  const ssn = verification?.attributes.ssn;
  if (!soleHolder || !ssn) return false;
  await takeSeq(tx, sandbox);
  return isHeldByAnother(tx, vault, sandbox, account, ssn);
}

function selection(sandbox: SandboxId, { account, state, tag, after, limit }: AttemptQuery) {
  const params: SqlValue[] = [sandbox, limit + 1];
  const conditions: string[] = [];
  const wanted = [
    ['account_id', account],
    ['state', state],
    ['tag', tag],
  ] as const;
  for (const [column, value] of wanted)
    if (value !== undefined) conditions.push(`AND t.${column} = $${params.push(value)}`);
  if (after !== undefined)
    conditions.push(
      `AND t.seq < (SELECT seq FROM attempts WHERE sandbox_id = $1 AND id = $${params.push(after)})`,
    );
  return { where: `${conditions.join(' ')} ORDER BY t.seq DESC LIMIT $2`, params };
}

async function submissionsOf(
  db: Queryable,
  sandbox: SandboxId,
  attempts: readonly AttemptRow[],
): Promise<Map<string, SubmissionRow[]>> {
  const found = new Map<string, SubmissionRow[]>();
  if (attempts.length === 0) return found;
  const ids = attempts.map(({ id }) => id);
  const rows = await db.query<SubmissionRow>(
    `SELECT attempt_id, step, at, outcome, decided_by, reasons, sealed FROM attempt_submissions
      WHERE sandbox_id = $1 AND attempt_id IN (${ids.map((_id, i) => `$${i + 2}`).join(', ')})
      ORDER BY number`,
    [sandbox, ...ids],
  );
  for (const row of rows) found.set(row.attempt_id, [...(found.get(row.attempt_id) ?? []), row]);
  return found;
}

/** Submissions are only ever added: those beyond what is stored are new. */
async function addSubmissions(
  tx: Transaction,
  vault: Vault,
  sandbox: SandboxId,
  { id, submissions }: Attempt,
  key: AccountKey,
): Promise<void> {
  const [stored] = await tx.query<{ n: number }>(
    'SELECT COUNT(*) AS n FROM attempt_submissions WHERE sandbox_id = $1 AND attempt_id = $2',
    [sandbox, id],
  );
  for (let number = stored?.n ?? 0; number < submissions.length; number++) {
    const submission = submissions[number];
    if (!submission) continue;
    await tx.query(
      `INSERT INTO attempt_submissions (sandbox_id, attempt_id, number, step, at, outcome, decided_by, reasons, sealed)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [sandbox, ...submissionColumns(vault, id, submission, number, key)],
    );
  }
}

async function saveVerification(
  tx: Transaction,
  vault: Vault,
  owner: Owner,
  attempt: string,
  { verification, verificationState, endedAt }: Change,
): Promise<void> {
  const { sandbox, account } = owner;
  if (verification) await insertVerification(tx, vault, owner, verification);
  if (verificationState)
    await endVerification(tx, sandbox, { account, attempt }, verificationState, endedAt ?? 0);
}
