import type { SandboxId } from '../platform/ids.js';
import type { Fault, FaultPlace, FaultRequest, FaultStore } from '../scenarios/index.js';
import type { Vault } from '../vault/index.js';
import type { Database, SqlValue, Transaction } from './database.js';
import { remembered } from './remembered.js';
import { takeSeq } from './sandboxes.js';
import { sealedJson, type SealedColumn } from './sealedColumn.js';

interface FaultRow {
  id: string;
  at: string;
  used: number;
  created_at: number;
  last_used_at: number | null;
  sealed: string;
}

const SELECT =
  'SELECT id, at, used, created_at, last_used_at, sealed FROM faults WHERE sandbox_id = $1';
const LIST = `${SELECT} ORDER BY seq DESC LIMIT $2`;
const LIST_AFTER = `${SELECT} AND seq < (SELECT seq FROM faults WHERE sandbox_id = $1 AND id = $3)
  ORDER BY seq DESC LIMIT $2`;
const INSERT = `INSERT INTO faults (sandbox_id, id, at, most, used, created_at, sealed, seq)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING id`;

/** One UPDATE both looks and counts, so two processes never use the last time of a fault. */
const SPEND = `UPDATE faults SET used = used + 1, last_used_at = $3
  WHERE sandbox_id = $1 AND id = $2 AND (most IS NULL OR used < most) RETURNING used`;

/** Faults on the wire. Whether a sandbox has any is read with the sandbox, so that those without pay nothing. */
export function createFaultStore({ db, vault }: { db: Database; vault: Vault }): FaultStore {
  const column = sealedJson<FaultRequest>(vault, 'faults', 'sealed');
  const select = async (sql: string, params: readonly SqlValue[]) =>
    (await db.query<FaultRow>(sql, params)).map((row) => toFault(column, row));
  const remove = (which: string, params: readonly string[]) => async (tx: Transaction) =>
    (await tx.query(`DELETE FROM faults WHERE sandbox_id = $1 ${which} RETURNING id`, params))
      .length;
  return {
    add: (sandbox, fault, most) =>
      db.transaction((tx) => add(tx, column, { sandbox, fault, most })),
    get: async (sandbox, id) => (await select(`${SELECT} AND id = $2`, [sandbox, id]))[0],
    list: (sandbox, { after, limit }) =>
      after === undefined
        ? select(LIST, [sandbox, limit])
        : select(LIST_AFTER, [sandbox, limit, after]),
    atPlace: remembered(db, ['faults'], (...key) =>
      select(`${SELECT} AND at = $2 ORDER BY seq DESC`, key),
    ),
    remove: async (sandbox, id) => (await db.transaction(remove('AND id = $2', [sandbox, id]))) > 0,
    removeAll: (sandbox) => db.transaction(remove('', [sandbox])),
    spend: async (sandbox, id, now) => (await db.query(SPEND, [sandbox, id, now])).length > 0,
  };
}

interface NewFault {
  readonly sandbox: SandboxId;
  readonly fault: Fault;
  readonly most: number;
}

async function add(
  tx: Transaction,
  column: SealedColumn<FaultRequest>,
  { sandbox, fault, most }: NewFault,
): Promise<'added' | 'exists' | 'too_many'> {
  const { id, at, request, used, createdAt } = fault;
  const seq = await takeSeq(tx, sandbox); // locks: they are counted one after the other
  const [row] = await tx.query<{ held: number }>(
    'SELECT COUNT(*) AS held FROM faults WHERE sandbox_id = $1',
    [sandbox],
  );
  const known = await tx.query('SELECT id FROM faults WHERE sandbox_id = $1 AND id = $2', [
    sandbox,
    id,
  ]);
  if (known.length > 0) return 'exists';
  if ((row?.held ?? 0) >= most) return 'too_many';
  const sealed = column.seal(id, request);
  await tx.query(INSERT, [
    ...[sandbox, id, at, request.times ?? null, used, createdAt],
    ...[sealed, seq],
  ]);
  return 'added';
}

const toFault = (column: SealedColumn<FaultRequest>, row: FaultRow): Fault => ({
  id: row.id,
  at: row.at as FaultPlace,
  request: column.open(row.id, row.sealed),
  createdAt: row.created_at,
  used: row.used,
  ...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
});
