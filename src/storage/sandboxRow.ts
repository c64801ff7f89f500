import type { Instant } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { Queryable } from './database.js';

/** Keeps everybody else from finishing what changes a sandbox until the transaction ends; undefined when there is none. */
export async function holdSandbox(
  tx: Queryable,
  id: SandboxId,
): Promise<{ readonly seq: number; readonly agedBy: number } | undefined> {
  const [row] = await tx.query<{ seq: number; aged_by: number }>(
    'UPDATE sandboxes SET seq = seq WHERE id = $1 RETURNING seq, aged_by',
    [id],
  );
  return row && { seq: row.seq, agedBy: row.aged_by };
}

/** Ends the era of a sandbox and begins one in another time; its numbers go on. False when there is none. */
export async function beginEra(
  tx: Queryable,
  id: SandboxId,
  { now, agedBy, seq }: { readonly now: Instant; readonly agedBy: number; readonly seq: number },
): Promise<boolean> {
  // Whoever keeps something in the era at this moment is let finish; whoever comes later waits and is refused.
  await tx.query('SELECT id FROM sandboxes WHERE id = $1 FOR UPDATE', [id]);
  const rows = await tx.query(
    `UPDATE sandboxes SET revision = revision + 1, aged_by = $2,
       era = CASE WHEN COALESCE(era, 0) < $3 THEN $3 ELSE era + 1 END,
       seq = CASE WHEN seq < $4 THEN $4 ELSE seq END
      WHERE id = $1 RETURNING id`,
    [id, agedBy, now, seq],
  );
  return rows.length > 0;
}
