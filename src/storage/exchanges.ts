import type { Exchange, TraceStore } from '../traces/index.js';
import type { Vault } from '../vault/index.js';
import type { Database } from './database.js';
import { sealedJson } from './sealedColumn.js';

/** Kept for each sandbox: a few sign-ins of everybody in a team. */
const KEPT = 1000;
/** How many more may pile up before the oldest are deleted, since counting costs more than keeping. */
const SLACK = 100;

/** Rows of one statement: few texts, so that each stays prepared. */
const AT_ONCE = [32, 8, 4, 2, 1];

/** The sandbox ($1) may have gone meanwhile. */
function insertion(count: number): string {
  const row = (i: number) => `($${3 * i + 2}, CAST($${3 * i + 3} AS BIGINT), $${3 * i + 4})`;
  const rows = Array.from({ length: count }, (_, i) => row(i));
  return `INSERT INTO exchanges (sandbox_id, id, at, sealed)
    SELECT CAST($1 AS TEXT), column1, column2, column3 FROM (VALUES ${rows.join(', ')}) AS rows
    WHERE EXISTS (SELECT 1 FROM sandboxes WHERE id = $1)`;
}

interface ExchangeRow {
  id: string;
  at: number;
  sealed: string;
}

/** Exchanges of the provider, sealed with the deployment's key. */
export function createTraceStore({ db, vault }: { db: Database; vault: Vault }): TraceStore {
  const body = sealedJson<Omit<Exchange, 'id' | 'at'>>(vault, 'exchanges', 'sealed');
  const toExchange = ({ id, at, sealed }: ExchangeRow): Exchange => ({
    ...body.open(id, sealed),
    id,
    at,
  });
  const added = new Map<string, number>();

  /** Of those who add, each process deletes now and then. */
  async function trim(sandbox: string, count: number): Promise<void> {
    const since = (added.get(sandbox) ?? 0) + count;
    added.set(sandbox, since >= SLACK ? 0 : since);
    if (since < SLACK) return;
    await db.query(
      `DELETE FROM exchanges WHERE sandbox_id = $1 AND at <
         (SELECT at FROM exchanges WHERE sandbox_id = $1 ORDER BY at DESC LIMIT 1 OFFSET ${KEPT})`,
      [sandbox],
    );
  }

  return {
    async addAll(sandbox, exchanges) {
      for (let done = 0; done < exchanges.length;) {
        const left = exchanges.length - done;
        const some = exchanges.slice(done, (done += AT_ONCE.find((count) => count <= left) ?? 1));
        const rows = some.map(({ id, at, ...rest }) => [id, at, body.seal(id, rest)]);
        await db.query(insertion(rows.length), [sandbox, ...rows.flat()]);
      }
      await trim(sandbox, exchanges.length);
    },
    async get(sandbox, id) {
      const [row] = await db.query<ExchangeRow>(
        'SELECT id, at, sealed FROM exchanges WHERE sandbox_id = $1 AND id = $2',
        [sandbox, id],
      );
      return row && toExchange(row);
    },
    async list(sandbox, limit) {
      const rows = await db.query<ExchangeRow>(
        'SELECT id, at, sealed FROM exchanges WHERE sandbox_id = $1 ORDER BY at DESC LIMIT $2',
        [sandbox, limit],
      );
      return rows.map(toExchange);
    },
  };
}
