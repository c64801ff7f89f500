import type { Clock, Instant } from '../platform/clock.js';
import { DEFAULT_SANDBOX, type SandboxId } from '../platform/ids.js';
import type { NewSandbox, Sandbox, SandboxStore } from '../sandboxes/index.js';
import type { Database, Queryable } from './database.js';
import { eraOf, sandboxChanged } from './era.js';
import { remembered } from './remembered.js';
import { copyContent, replaceContent } from './sandboxContent.js';
import { holdSandbox } from './sandboxRow.js';
import { tablesOf } from './schema.js';
import { KEEPS_ACCOUNT } from './statements.js';

interface SandboxRow {
  id: string;
  name: string | null;
  owner: string | null;
  created_at: number;
  expires_at: number | null;
  revision: number;
  aged_by: number;
  era: number;
  copied_from: string | null;
  faulty: number;
}

const COLUMNS = `id, name, owner, created_at, expires_at, revision, aged_by, COALESCE(era, 0) AS era, copied_from,
  CASE WHEN EXISTS (SELECT 1 FROM faults WHERE sandbox_id = sandboxes.id) THEN 1 ELSE 0 END AS faulty`;

type Kept = Omit<SandboxStore, 'age'> & {
  /** The number that each of these has reached; those that are gone are missing. */
  seqsOf(ids: readonly SandboxId[]): Promise<ReadonlyMap<SandboxId, number>>;
};

export function createSandboxStore({ db, clock }: { db: Database; clock: Clock }): Kept {
  const remove = (id: SandboxId, expiredBy?: Instant) =>
    db.transaction((tx) => removeIn(tx, db.engine, id, expiredBy));
  return {
    // Every request reads its sandbox.
    get: remembered(db, ['sandboxes', 'faults'], async (id: SandboxId) => {
      const rows = await db.query<SandboxRow>(`SELECT ${COLUMNS} FROM sandboxes WHERE id = $1`, [
        id,
      ]);
      return rows[0] && toSandbox(rows[0]);
    }),
    async list() {
      const rows = await db.query<SandboxRow>(
        `SELECT ${COLUMNS} FROM sandboxes ORDER BY created_at`,
      );
      return rows.map(toSandbox);
    },
    async seqsOf(ids) {
      const places = ids.map((_, i) => `$${i + 1}`).join(', ');
      const rows = await db.query<{ id: string; seq: number }>(
        `SELECT id, seq FROM sandboxes WHERE id IN (${places || 'NULL'})`,
        ids,
      );
      return new Map(rows.map(({ id, seq }) => [id, seq]));
    },
    create: (sandbox) => db.transaction((tx) => createIn(tx, db.engine, sandbox, clock.now())),
    async remove(id) {
      if (id === DEFAULT_SANDBOX) throw new Error('the default sandbox cannot be removed');
      return remove(id);
    },
    async removeExpired(only) {
      const now = clock.now();
      const expired = await db.query<{ id: string }>(
        'SELECT id FROM sandboxes WHERE expires_at <= $1 AND id = COALESCE($2, id)',
        [now, only ?? null],
      );
      const gone: SandboxId[] = [];
      for (const { id } of expired) if (await remove(id, now)) gone.push(id);
      return gone;
    },
    reset: (id) =>
      db.transaction((tx) => replaceContent(tx, id, { agedBy: 0, content: {} }, clock.now())),
  };
}

/**
 * Eras and revisions begin with the time of making, so that one made again with an id of before is not taken for it: by
 * Providers that are kept, or by work that is under way.
 */
async function createIn(
  tx: Queryable,
  engine: Database['engine'],
  { id, name = null, owner = null, expiresAt = null, copiedFrom = null }: NewSandbox,
  now: Instant,
): Promise<'created' | 'taken' | 'nothing_to_copy'> {
  const source = copiedFrom === null ? undefined : await holdSandbox(tx, copiedFrom);
  if (copiedFrom !== null && !source) return 'nothing_to_copy';
  const { seq = 0, agedBy = 0 } = source ?? {};
  const rows = await tx.query(
    `INSERT INTO sandboxes (id, name, owner, created_at, expires_at, seq, revision, aged_by, era, copied_from)
     VALUES ($1, $2, $3, $4, $5, $6, $4, $7, $4, $8) ON CONFLICT DO NOTHING RETURNING id`,
    [id, name, owner, now, expiresAt, seq, agedBy, copiedFrom],
  );
  if (rows.length === 0) return 'taken';
  if (copiedFrom !== null) await copyContent(tx, engine, copiedFrom, id);
  return 'created';
}

/**
 * The sandbox goes first: from then on nothing that takes a number of it can be written. With `expiredBy` one that was made again
 * with the id of before stays.
 */
async function removeIn(
  tx: Queryable,
  engine: Database['engine'],
  id: SandboxId,
  expiredBy?: Instant,
): Promise<boolean> {
  const gone = await tx.query(
    `DELETE FROM sandboxes WHERE id = $1 AND (CAST($2 AS BIGINT) IS NULL OR expires_at <= $2) RETURNING id`,
    [id, expiredBy ?? null],
  );
  if (gone.length === 0) return false;
  for (const { name, columns } of await tablesOf(tx, engine))
    if (columns.some((column) => column.name === 'sandbox_id'))
      await tx.query(`DELETE FROM ${name} WHERE sandbox_id = $1`, [id]);
  return true;
}

/**
 * Counts a jump in time unless `agedBy` would exceed `most`, and has Providers built anew, since they keep the instant at which
 * a client's old secret ends. The last statement of its transaction, as with `takeSeq`.
 */
export async function moveAhead(
  tx: Queryable,
  id: SandboxId,
  by: number,
  most: number,
): Promise<boolean> {
  const moved = await tx.query(
    `UPDATE sandboxes SET aged_by = aged_by + $2, revision = revision + 1
      WHERE id = $1 AND aged_by + $2 <= $3 RETURNING id`,
    [id, by, most],
  );
  return moved.length > 0;
}

/**
 * Takes the next `count` numbers of a sandbox and answers the first. The sandbox's row stays locked until the
 * transaction ends, so numbers become visible in order, without gaps; take them after everything else was written.
 * Throws SANDBOX_CHANGED when the sandbox is gone, or is in another era than the work at hand.
 */
export const takeSeq = async (tx: Queryable, sandbox: SandboxId, count = 1): Promise<number> =>
  (await takeSeqAnd(tx, sandbox, count, '0')).first;

/** The same, and `also` answers a number, which an expression over the sandbox (`$1`) tells at that moment. */
export async function takeSeqAnd(
  tx: Queryable,
  sandbox: SandboxId,
  count: number,
  expression: string,
): Promise<{ readonly first: number; readonly also: number }> {
  const era = eraOf(sandbox);
  const [row] = await tx.query<{ seq: number; also: number }>(
    `${KEEPS_ACCOUNT}UPDATE sandboxes SET seq = seq + $2 WHERE id = $1
      ${era === undefined ? '' : 'AND COALESCE(era, 0) = $3'} RETURNING seq, ${expression} AS also`,
    [sandbox, count, ...(era === undefined ? [] : [era])],
  );
  if (!row) throw sandboxChanged();
  return { first: row.seq - count + 1, also: row.also };
}

/** Says that what a Provider is built from has changed; part of the transaction that changed it. */
export async function bumpRevision(tx: Queryable, sandbox: SandboxId): Promise<void> {
  await tx.query('UPDATE sandboxes SET revision = revision + 1 WHERE id = $1', [sandbox]);
}

const toSandbox = (row: SandboxRow): Sandbox => ({
  id: row.id,
  name: row.name,
  owner: row.owner,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  revision: row.revision,
  agedBy: row.aged_by,
  era: row.era,
  copiedFrom: row.copied_from,
  faulty: row.faulty === 1,
});
