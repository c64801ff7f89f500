import type { SandboxId } from '../platform/ids.js';
import type { NewUse, Outcome, OutcomeRequest, OutcomeStore } from '../scenarios/index.js';
import type { Vault } from '../vault/index.js';
import type { Database, SqlValue, Transaction } from './database.js';
import { remembered } from './remembered.js';
import { takeSeq } from './sandboxes.js';
import { sealedJson } from './sealedColumn.js';

interface OutcomeRow {
  id: string;
  spent: number;
  created_at: number;
  sealed: string;
}

interface UseRow {
  number: number;
  at: number;
  attempt_id: string | null;
  account_id: string | null;
  client_id: string | null;
}

const USES = `SELECT number, at, attempt_id, account_id, client_id FROM outcome_uses
  WHERE sandbox_id = $1 AND outcome_id = $2 ORDER BY number`;
const SELECT = 'SELECT id, spent, created_at, sealed FROM outcomes WHERE sandbox_id = $1';
const LIST = `${SELECT} ORDER BY seq DESC LIMIT $2`;
const LIST_AFTER = `${SELECT} AND seq < (SELECT seq FROM outcomes WHERE sandbox_id = $1 AND id = $3)
  ORDER BY seq DESC LIMIT $2`;

/** One UPDATE both looks and counts, so two processes never spend the same entry. */
const SPEND = `UPDATE outcomes SET spent = spent + 1
  WHERE sandbox_id = $1 AND id = $2 AND (spent < entries OR after <> 'real') RETURNING spent`;

/** Outcome scripts. `entries` and `after` are in clear because the counting statement needs them. */
export function createOutcomeStore({ db, vault }: { db: Database; vault: Vault }): OutcomeStore {
  const column = sealedJson<OutcomeRequest>(vault, 'outcomes', 'sealed');
  const toOutcome = (row: OutcomeRow): Outcome => ({
    id: row.id,
    request: column.open(row.id, row.sealed),
    createdAt: row.created_at,
    spent: row.spent,
  });
  const select = async (sql: string, params: readonly SqlValue[]) =>
    (await db.query<OutcomeRow>(sql, params)).map(toOutcome);
  return {
    add: (sandbox, { id, request, createdAt, spent }) =>
      db.transaction(async (tx) => {
        const { step, results, times = 1, then = 'real' } = request;
        const seq = await takeSeq(tx, sandbox);
        const added = await tx.query(
          `INSERT INTO outcomes (sandbox_id, id, step, spent, entries, after, created_at, sealed, seq)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING id`,
          [
            ...[sandbox, id, step, spent, results.length * times, then, createdAt],
            ...[column.seal(id, request), seq],
          ],
        );
        return added.length > 0;
      }),
    get: async (sandbox, id) => (await select(`${SELECT} AND id = $2`, [sandbox, id]))[0],
    list: (sandbox, { after, limit }) =>
      after === undefined
        ? select(LIST, [sandbox, limit])
        : select(LIST_AFTER, [sandbox, limit, after]),
    ofStep: remembered(db, ['outcomes'], (...key) =>
      select(`${SELECT} AND step = $2 ORDER BY seq DESC`, key),
    ),
    remove: (sandbox, id) =>
      db.transaction(async (tx) => (await removed(tx, sandbox, 'AND id = $2', [id])) > 0),
    removeAll: (sandbox) => db.transaction((tx) => removed(tx, sandbox, '', [])),
    spend: (sandbox, id, use) => db.transaction((tx) => spend(tx, sandbox, id, use)),
    async uses(sandbox, id) {
      const rows = await db.query<UseRow>(USES, [sandbox, id]);
      return rows.map(({ number, at, attempt_id, account_id, client_id }) => ({
        ...{ number, at, attempt: attempt_id ?? undefined },
        ...{ account: account_id ?? undefined, client: client_id ?? undefined },
      }));
    },
  };
}

async function removed(
  tx: Transaction,
  sandbox: SandboxId,
  which: string,
  params: readonly string[],
): Promise<number> {
  const gone = await tx.query<{ id: string }>(
    `DELETE FROM outcomes WHERE sandbox_id = $1 ${which} RETURNING id`,
    [sandbox, ...params],
  );
  for (const { id } of gone)
    await tx.query('DELETE FROM outcome_uses WHERE sandbox_id = $1 AND outcome_id = $2', [
      sandbox,
      id,
    ]);
  return gone.length;
}

/** A check that is run again after a crash belongs to the same submission and gets the same entry. */
async function spentBefore(
  tx: Transaction,
  sandbox: SandboxId,
  id: string,
  { attempt, submission }: NewUse,
): Promise<number | undefined> {
  if (attempt === undefined || submission === undefined) return undefined;
  const [row] = await tx.query<{ number: number }>(
    `SELECT number FROM outcome_uses
      WHERE sandbox_id = $1 AND outcome_id = $2 AND attempt_id = $3 AND submission = $4`,
    [sandbox, id, attempt, submission],
  );
  return row?.number;
}

async function spend(
  tx: Transaction,
  sandbox: SandboxId,
  id: string,
  use: NewUse,
): Promise<number | undefined> {
  const before = await spentBefore(tx, sandbox, id, use);
  if (before !== undefined) return before;
  const [row] = await tx.query<{ spent: number }>(SPEND, [sandbox, id]);
  if (!row) return undefined;
  const number = row.spent - 1;
  await tx.query(
    `INSERT INTO outcome_uses
       (sandbox_id, outcome_id, number, at, attempt_id, submission, account_id, client_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[sandbox, id, number, use.at, use.attempt ?? null, use.submission ?? null],
      ...[use.account ?? null, use.client ?? null],
    ],
  );
  return number;
}
