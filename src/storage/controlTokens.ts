import type { Instant } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { Database } from './database.js';
import type { EventStore } from './events.js';
import { takeSeq } from './sandboxes.js';

/** A token of the control API as it is kept: without itself. */
export interface StoredToken {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  /** Works in every sandbox, not in its own alone. */
  readonly everywhere: boolean;
  readonly createdAt: Instant;
}

export interface ControlTokenStore {
  /** Answers false, and changes nothing, when the id is taken. */
  add(
    sandbox: SandboxId,
    token: StoredToken & { readonly digest: string },
    events: readonly DomainEvent[],
  ): Promise<boolean>;
  get(sandbox: SandboxId, id: string): Promise<StoredToken | undefined>;
  byDigest(sandbox: SandboxId, digest: string): Promise<StoredToken | undefined>;
  /** Oldest first, from after an id. */
  list(
    sandbox: SandboxId,
    page: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<readonly StoredToken[]>;
  /** False when there is none. */
  remove(sandbox: SandboxId, id: string, events: readonly DomainEvent[]): Promise<boolean>;
}

interface TokenRow {
  id: string;
  name: string;
  role: string;
  everywhere: number;
  created_at: number;
}

const SELECT =
  'SELECT id, name, role, everywhere, created_at FROM control_tokens WHERE sandbox_id = $1';
const LIST = `${SELECT} AND seq > COALESCE((SELECT seq FROM control_tokens WHERE sandbox_id = $1 AND id = $2), 0)
  ORDER BY seq LIMIT $3`;
const INSERT = `
  INSERT INTO control_tokens (sandbox_id, id, name, role, everywhere, digest, created_at, seq)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING id`;

export function createControlTokenStore({
  db,
  events,
}: {
  db: Database;
  events: EventStore;
}): ControlTokenStore {
  const one = async (sql: string, sandbox: SandboxId, key: string) => {
    const [row] = await db.query<TokenRow>(sql, [sandbox, key]);
    return row && toToken(row);
  };
  return {
    add: (sandbox, { id, name, role, everywhere, digest, createdAt }, happened) =>
      db.transaction(async (tx) => {
        const seq = await takeSeq(tx, sandbox);
        const values = [id, name, role, everywhere ? 1 : 0, digest, createdAt, seq];
        if ((await tx.query(INSERT, [sandbox, ...values])).length === 0) return false;
        await events.append(tx, sandbox, happened);
        return true;
      }),
    get: (sandbox, id) => one(`${SELECT} AND id = $2`, sandbox, id),
    byDigest: (sandbox, digest) => one(`${SELECT} AND digest = $2`, sandbox, digest),
    list: async (sandbox, { limit, after }) =>
      (await db.query<TokenRow>(LIST, [sandbox, after ?? '', limit])).map(toToken),
    remove: (sandbox, id, happened) =>
      db.transaction(async (tx) => {
        const gone = await tx.query(
          'DELETE FROM control_tokens WHERE sandbox_id = $1 AND id = $2 RETURNING id',
          [sandbox, id],
        );
        if (gone.length === 0) return false;
        await events.append(tx, sandbox, happened);
        return true;
      }),
  };
}

const toToken = (row: TokenRow): StoredToken => ({
  id: row.id,
  name: row.name,
  role: row.role,
  everywhere: row.everywhere === 1,
  createdAt: row.created_at,
});
