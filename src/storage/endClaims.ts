import type { Instant } from '../platform/clock.js';
import type { Database } from './database.js';

/**
 * Frees what a process that died had taken: tasks, and the checks of attempts, whose task becomes due at once. Only for whoever
 * knows that no other process is at work on the data: the first to open a data folder. Elsewhere claims run out by themselves.
 * @param resumed the kind of the tasks that take up again what was claimed outside of them
 */
export async function endClaims(
  db: Database,
  { now, resumed }: { readonly now: Instant; readonly resumed: string },
): Promise<void> {
  await db.query('UPDATE tasks SET claimed_until = 0 WHERE claimed_until > 0');
  await db.query('UPDATE tasks SET due_at = $1 WHERE kind = $2 AND due_at > $1', [now, resumed]);
  await db.query('UPDATE attempts SET check_claimed_until = 0 WHERE check_claimed_until > 0');
}
