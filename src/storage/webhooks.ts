import type { Webhook, WebhookStore } from '../signals/index.js';
import type { Vault } from '../vault/index.js';
import type { Database, Queryable, SqlValue } from './database.js';
import type { EventStore } from './events.js';
import { takeSeq } from './sandboxes.js';
import { sealedJson, type SealedColumn } from './sealedColumn.js';

type Sealed = Pick<Webhook, 'url' | 'secret' | 'description'>;

interface WebhookRow {
  id: string;
  events: string;
  enabled: number;
  personal_data: number;
  sealed: string;
  created_at: number;
}

const SELECT =
  'SELECT id, events, enabled, personal_data, sealed, created_at FROM webhooks WHERE sandbox_id = $1';
const LIST = `${SELECT} AND seq > COALESCE((SELECT seq FROM webhooks WHERE sandbox_id = $1 AND id = $2), 0)
  ORDER BY seq LIMIT $3`;
const INSERT = `
  INSERT INTO webhooks (sandbox_id, id, events, enabled, personal_data, sealed, created_at, seq)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING id`;
const UPDATE = `
  UPDATE webhooks SET events = $3, enabled = $4, personal_data = $5, sealed = $6
  WHERE sandbox_id = $1 AND id = $2 RETURNING id`;

/** Endpoints; the outbox reads them in the transaction of each event. */
export function createWebhookStore({
  db,
  vault,
  events,
}: {
  db: Database;
  vault: Vault;
  events: EventStore;
}): WebhookStore {
  const column = sealedJson<Sealed>(vault, 'webhooks', 'sealed');
  const select = async (sql: string, params: readonly SqlValue[]) =>
    (await db.query<WebhookRow>(sql, params)).map((row) => toWebhook(column, row));

  return {
    insert: (sandbox, webhook, most, happened) =>
      db.transaction(async (tx) => {
        const seq = await takeSeq(tx, sandbox); // locks: they are counted one after the other
        if ((await isThere(tx, sandbox, webhook.id)) === 1) return 'taken';
        if ((await count(tx, sandbox)) >= most) return 'too_many';
        await tx.query(INSERT, [sandbox, ...said(column, webhook), webhook.createdAt, seq]);
        await events.append(tx, sandbox, happened);
        return 'inserted';
      }),
    get: async (sandbox, id) => (await select(`${SELECT} AND id = $2`, [sandbox, id]))[0],
    list: (sandbox, { limit, after }) => select(LIST, [sandbox, after ?? '', limit]),
    save: (sandbox, webhook, happened) =>
      db.transaction(async (tx) => {
        if ((await tx.query(UPDATE, [sandbox, ...said(column, webhook)])).length === 0)
          return false;
        await events.append(tx, sandbox, happened);
        return true;
      }),
    remove: (sandbox, id, happened) =>
      db.transaction(async (tx) => {
        const gone = await tx.query(
          'DELETE FROM webhooks WHERE sandbox_id = $1 AND id = $2 RETURNING id',
          [sandbox, id],
        );
        if (gone.length === 0) return false;
        await removeDeliveries(tx, sandbox, id);
        await events.append(tx, sandbox, happened);
        return true;
      }),
  };
}

async function isThere(tx: Queryable, sandbox: string, id: string): Promise<number> {
  const rows = await tx.query('SELECT id FROM webhooks WHERE sandbox_id = $1 AND id = $2', [
    sandbox,
    id,
  ]);
  return rows.length;
}

async function count(tx: Queryable, sandbox: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    'SELECT COUNT(*) AS n FROM webhooks WHERE sandbox_id = $1',
    [sandbox],
  );
  return row?.n ?? 0;
}

async function removeDeliveries(tx: Queryable, sandbox: string, webhook: string): Promise<void> {
  await tx.query(
    `DELETE FROM delivery_attempts WHERE sandbox_id = $1 AND delivery_id IN
      (SELECT id FROM deliveries WHERE sandbox_id = $1 AND webhook_id = $2)`,
    [sandbox, webhook],
  );
  await tx.query('DELETE FROM deliveries WHERE sandbox_id = $1 AND webhook_id = $2', [
    sandbox,
    webhook,
  ]);
}

/** What an endpoint is made of, in the order of the columns. */
const said = (column: SealedColumn<Sealed>, webhook: Webhook): readonly SqlValue[] => {
  const { id, url, secret, description, events, enabled, personalData } = webhook;
  return [
    id,
    JSON.stringify(events),
    enabled ? 1 : 0,
    personalData ? 1 : 0,
    column.seal(id, { url, secret, description }),
  ];
};

const toWebhook = (column: SealedColumn<Sealed>, row: WebhookRow): Webhook => ({
  ...column.open(row.id, row.sealed),
  id: row.id,
  events: JSON.parse(row.events) as string[],
  enabled: row.enabled === 1,
  personalData: row.personal_data === 1,
  createdAt: row.created_at,
});
