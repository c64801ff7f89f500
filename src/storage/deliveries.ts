import type { SandboxId } from '../platform/ids.js';
import type { Attempt, Delivery, DeliveryFilter, DeliveryStore } from '../signals/index.js';
import type { Vault } from '../vault/index.js';
import type { Database, SqlValue, Transaction } from './database.js';
import { addDelivery } from './outbox.js';
import { sealedJson, sealedText, type SealedColumn } from './sealedColumn.js';
import type { TaskStore } from './tasks.js';

interface DeliveryRow {
  id: string;
  webhook_id: string;
  event_id: string;
  event_type: string;
  account_id: string | null;
  state: string;
  turn: number;
  tries: number;
  attempts: number;
  last_status: number | null;
  complete: number;
  body: string;
  created_at: number;
  next_at: number | null;
}

const SELECT = `SELECT id, webhook_id, event_id, event_type, account_id, state, turn, tries, attempts, last_status, complete,
  body, created_at, next_at FROM deliveries WHERE sandbox_id = $1`;
const RECORD = `
  UPDATE deliveries SET state = $4, next_at = $5, last_status = $6, turn = turn + 1, tries = tries + 1, attempts = $7
  WHERE sandbox_id = $1 AND id = $2 AND turn = $3 AND state = 'pending' RETURNING turn`;
const RESTART = `
  UPDATE deliveries SET state = 'pending', next_at = $3, turn = turn + 1, tries = 0
  WHERE sandbox_id = $1 AND id = $2 RETURNING turn`;
const INSERT_ATTEMPT = `
  INSERT INTO delivery_attempts (sandbox_id, delivery_id, number, at, sealed) VALUES ($1, $2, $3, $4, $5)`;
const OLD = `SELECT id FROM deliveries WHERE sandbox_id = $1 AND state <> 'pending' AND seq <=
  (SELECT seq FROM deliveries WHERE sandbox_id = $1 AND state <> 'pending' ORDER BY seq DESC LIMIT 1 OFFSET $2)`;

/** Deliveries and the log of attempts; bodies, headers and answers are sealed. */
export function createDeliveryStore({
  db,
  vault,
  tasks,
}: {
  db: Database;
  vault: Vault;
  tasks: Pick<TaskStore, 'add'>;
}): DeliveryStore {
  const bodies = sealedText(vault, 'deliveries', 'body');
  const log = sealedJson<Omit<Attempt, 'number' | 'at'>>(vault, 'delivery_attempts', 'sealed');
  const select = async (sql: string, params: readonly SqlValue[]) =>
    (await db.query<DeliveryRow>(sql, params)).map((row) => toDelivery(bodies, row));

  return {
    get: async (sandbox, id) => (await select(`${SELECT} AND id = $2`, [sandbox, id]))[0],
    list: (sandbox, filter) => select(...selection(sandbox, filter)),
    async attempts(sandbox, id) {
      const rows = await db.query<{ number: number; at: number; sealed: string }>(
        `SELECT number, at, sealed FROM delivery_attempts WHERE sandbox_id = $1 AND delivery_id = $2
          ORDER BY number`,
        [sandbox, id],
      );
      return rows.map(({ number, at, sealed }) => ({
        ...log.open(`${id}/${number}`, sealed),
        ...{ number, at },
      }));
    },
    async complete(sandbox, id, body) {
      await db.query(
        'UPDATE deliveries SET body = $3, complete = 1 WHERE sandbox_id = $1 AND id = $2',
        [sandbox, id, bodies.seal(id, body)],
      );
    },
    record: (sandbox, { id, turn }, { number, at, ...attempt }, { state, nextAt }) =>
      db.transaction(async (tx) => {
        const status = attempt.answer?.status ?? null;
        const [row] = await tx.query<{ turn: number }>(RECORD, [
          ...[sandbox, id, turn, state, nextAt ?? null, status, number],
        ]);
        if (!row) return;
        const sealed = log.seal(`${id}/${number}`, attempt);
        await tx.query(INSERT_ATTEMPT, [sandbox, id, number, at, sealed]);
        if (nextAt !== undefined)
          await addDelivery(tx, tasks, sandbox, { delivery: id, turn: row.turn, dueAt: nextAt });
      }),
    restart: (sandbox, id, now) =>
      db.transaction(async (tx) => {
        const [row] = await tx.query<{ turn: number }>(RESTART, [sandbox, id, now]);
        if (row)
          await addDelivery(tx, tasks, sandbox, { delivery: id, turn: row.turn, dueAt: now });
        return row !== undefined;
      }),
    prune: (sandbox, most) => db.transaction((tx) => forgetOld(tx, sandbox, most)),
  };
}

async function forgetOld(tx: Transaction, sandbox: SandboxId, most: number): Promise<void> {
  await tx.query(
    `DELETE FROM delivery_attempts WHERE sandbox_id = $1 AND delivery_id IN (${OLD})`,
    [sandbox, most],
  );
  await tx.query(`DELETE FROM deliveries WHERE sandbox_id = $1 AND id IN (${OLD})`, [
    sandbox,
    most,
  ]);
}

/** Newest first; after an id that is not there (any more) nothing is listed. */
function selection(
  sandbox: SandboxId,
  { webhook, event, state, after, limit }: DeliveryFilter,
): readonly [sql: string, params: readonly SqlValue[]] {
  const params: SqlValue[] = [sandbox, limit];
  const conditions: string[] = [];
  const wanted = { webhook_id: webhook, event_id: event, state };
  for (const [column, value] of Object.entries(wanted))
    if (value !== undefined) conditions.push(`${column} = $${params.push(value)}`);
  if (after !== undefined)
    conditions.push(
      `seq < (SELECT seq FROM deliveries WHERE sandbox_id = $1 AND id = $${params.push(after)})`,
    );
  const where = [SELECT, ...conditions].join(' AND ');
  return [`${where} ORDER BY seq DESC LIMIT $2`, params];
}

const toDelivery = (bodies: SealedColumn<string>, row: DeliveryRow): Delivery => ({
  id: row.id,
  webhook: row.webhook_id,
  event: row.event_id,
  eventType: row.event_type,
  account: row.account_id ?? undefined,
  state: row.state as Delivery['state'],
  turn: row.turn,
  tries: row.tries,
  attempts: row.attempts,
  lastStatus: row.last_status ?? undefined,
  isComplete: row.complete === 1,
  body: bodies.open(row.id, row.body),
  createdAt: row.created_at,
  nextAt: row.next_at ?? undefined,
});
