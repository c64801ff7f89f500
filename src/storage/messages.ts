import type { Message, MessageFilter, MessageKind, MessageStore } from '../messages/index.js';
import { normalizeEmail } from '../platform/emailAddress.js';
import type { SandboxId } from '../platform/ids.js';
import type { Vault } from '../vault/index.js';
import type { Database, SqlValue } from './database.js';
import type { EventStore } from './events.js';
import { takeSeq } from './sandboxes.js';
import { sealedJson } from './sealedColumn.js';

type Body = Omit<Message, 'id' | 'kind' | 'createdAt'>;

interface MessageRow {
  id: string;
  kind: string;
  sealed: string;
  created_at: number;
}

const COLUMNS = 'id, kind, sealed, created_at';

/** The inbox, sealed with the deployment's key: mail also goes to addresses that have no account. */
export function createMessageStore({
  db,
  vault,
  events,
}: {
  db: Database;
  vault: Vault;
  events: EventStore;
}): MessageStore {
  const body = sealedJson<Body>(vault, 'messages', 'sealed');
  const indexOf = (to: string) => vault.blindIndex('email', normalizeEmail(to));
  const toMessage = (row: MessageRow): Message => ({
    ...body.open(row.id, row.sealed),
    id: row.id,
    kind: row.kind as MessageKind,
    createdAt: row.created_at,
  });

  return {
    insert: (sandbox, { id, kind, createdAt, ...rest }, happened) =>
      db.transaction(async (tx) => {
        const seq = await takeSeq(tx, sandbox);
        const rows = await tx.query(
          `INSERT INTO messages (sandbox_id, id, seq, kind, to_index, sealed, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (sandbox_id, id) DO NOTHING RETURNING id`,
          [sandbox, id, seq, kind, indexOf(rest.to), body.seal(id, rest), createdAt],
        );
        if (rows.length === 0) return false;
        await events.append(tx, sandbox, happened);
        return true;
      }),
    async get(sandbox, id) {
      const [row] = await db.query<MessageRow>(
        `SELECT ${COLUMNS} FROM messages WHERE sandbox_id = $1 AND id = $2`,
        [sandbox, id],
      );
      return row && toMessage(row);
    },
    async list(sandbox, filter) {
      const { sql, params } = selection(sandbox, filter, indexOf);
      return (await db.query<MessageRow>(sql, params)).map(toMessage);
    },
    async removeAll(sandbox) {
      const gone = await db.query('DELETE FROM messages WHERE sandbox_id = $1 RETURNING id', [
        sandbox,
      ]);
      return gone.length;
    },
    async prune(sandbox, most) {
      await db.query(
        `DELETE FROM messages WHERE sandbox_id = $1 AND seq <=
          (SELECT seq FROM messages WHERE sandbox_id = $1 ORDER BY seq DESC LIMIT 1 OFFSET $2)`,
        [sandbox, most],
      );
    },
  };
}

/**
 * After an id that is not there (any more) everything is listed. Lists run from the oldest, as every list of the control API
 * does; the inbox page asks for the newest.
 */
function selection(
  sandbox: SandboxId,
  { to, kind, after, limit, newest }: MessageFilter,
  indexOf: (to: string) => string,
) {
  const params: SqlValue[] = [sandbox, limit];
  const conditions = ['sandbox_id = $1'];
  if (to !== undefined) conditions.push(`to_index = $${params.push(indexOf(to))}`);
  if (kind !== undefined) conditions.push(`kind = $${params.push(kind)}`);
  if (typeof after === 'number') conditions.push(`created_at > $${params.push(after)}`);
  if (typeof after === 'string')
    conditions.push(
      `seq > COALESCE((SELECT seq FROM messages WHERE sandbox_id = $1 AND id = $${params.push(after)}), 0)`,
    );
  const sql = `SELECT ${COLUMNS} FROM messages WHERE ${conditions.join(' AND ')} ORDER BY seq ${newest ? 'DESC' : ''} LIMIT $2`;
  return { sql, params };
}
