import type { Instant } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { Exchange, TraceStore } from '../traces/index.js';
import type { Vault } from '../vault/index.js';
import type { Database, SqlValue } from './database.js';
import { sealedJson } from './sealedColumn.js';

/** Kept for each sandbox at least: a few sign-ins of everybody in a team. */
const KEPT = 1000;
/** How many more may pile up before the oldest are deleted, since counting costs more than keeping. */
const SLACK = 500;
/** Of one row, so that none grows without end. */
const AT_ONCE = 50;

/** The sandbox ($1) may have gone meanwhile. */
const INSERT = `INSERT INTO exchanges (sandbox_id, id, at, ids, held, sealed)
  SELECT CAST($1 AS TEXT), $2, CAST($3 AS BIGINT), $4, CAST($5 AS INTEGER), $6
    WHERE EXISTS (SELECT 1 FROM sandboxes WHERE id = $1)`;

/** How many exchanges there are in newer rows. */
const NEWER = `SUM(held) OVER (ORDER BY at DESC, id) - held AS newer`;
const LIST = `SELECT id, at, sealed FROM (SELECT id, at, sealed, ${NEWER} FROM exchanges WHERE sandbox_id = $1) AS rows
  WHERE newer < $2 ORDER BY at DESC, id`;
const FIND = `SELECT id, at, sealed FROM exchanges
  WHERE sandbox_id = $1 AND ids LIKE '%' || CAST($2 AS TEXT) || '%'`;
const TRIM = `DELETE FROM exchanges WHERE sandbox_id = $1
  AND id IN (SELECT id FROM (SELECT id, ${NEWER} FROM exchanges WHERE sandbox_id = $1) AS rows WHERE newer >= ${KEPT})`;

interface BatchRow {
  id: string;
  at: number;
  sealed: string;
}

/** `before`: ms before the row's own instant, which moves when time is moved. */
type Held = Omit<Exchange, 'at'> & { readonly before: number };

/** Exchanges of the provider: those that are noted together lie in one row, sealed at once with the deployment's key. */
export function createTraceStore({ db, vault }: { db: Database; vault: Vault }): TraceStore {
  const column = sealedJson<readonly Held[]>(vault, 'exchanges', 'sealed');
  const added = new Map<string, number>();

  /** Newest first. */
  const select = async (sql: string, params: readonly SqlValue[]): Promise<readonly Exchange[]> =>
    (await db.query<BatchRow>(sql, params)).flatMap(({ id, at, sealed }) =>
      column
        .open(id, sealed)
        .map(({ before, ...rest }) => ({ ...rest, at: at - before }))
        .reverse(),
    );

  async function add(sandbox: SandboxId, batch: readonly [Exchange, ...Exchange[]]) {
    const [{ id }] = batch;
    const at = Math.max(...batch.map((exchange) => exchange.at));
    const held = batch.map((exchange) => heldAt(at, exchange));
    const ids = batch.map((exchange) => exchange.id).join(' ');
    await db.query(INSERT, [sandbox, id, at, ids, batch.length, column.seal(id, held)]);
  }

  /** Of those who add, each process deletes now and then. */
  async function trim(sandbox: SandboxId, count: number): Promise<void> {
    const since = (added.get(sandbox) ?? 0) + count;
    added.set(sandbox, since >= SLACK ? 0 : since);
    if (since >= SLACK) await db.query(TRIM, [sandbox]);
  }

  return {
    async addAll(sandbox, exchanges) {
      for (let done = 0; done < exchanges.length; done += AT_ONCE) {
        const [first, ...rest] = exchanges.slice(done, done + AT_ONCE);
        if (first) await add(sandbox, [first, ...rest]);
      }
      await trim(sandbox, exchanges.length);
    },
    /** The `_` of an id stands for any character to LIKE, hence the second look. */
    async get(sandbox, id) {
      const found = await select(FIND, [sandbox, id]);
      return found.find((exchange) => exchange.id === id);
    },
    async list(sandbox, limit) {
      const found = await select(LIST, [sandbox, limit]);
      return found.slice(0, limit);
    },
  };
}

const heldAt = (now: Instant, { at, ...rest }: Exchange): Held => ({ ...rest, before: now - at });
