import type { Instant } from '../platform/clock.js';

/** How often something may be sent to one address: `free` at once, then one per `wait`, at most `most` per `window`. */
interface Limits {
  readonly free: number;
  readonly wait: number;
  readonly most: number;
  readonly window: number;
}

export interface SentRow {
  sends: number;
  window_began_at: number;
  sent_at: number;
}

/**
 * The end of an upsert that counts another sending, on condition that the limits allow it: one statement, so that parallel
 * requests cannot both be the last one allowed. Parameters from `$first`: now - window, free, most, now - wait.
 */
export const sendsAgain = (table: string, first: number): string => `
    sends = CASE WHEN ${table}.window_began_at <= $${first} THEN 1 ELSE ${table}.sends + 1 END,
    window_began_at = CASE WHEN ${table}.window_began_at <= $${first}
      THEN excluded.window_began_at ELSE ${table}.window_began_at END,
    sent_at = excluded.sent_at
  WHERE ${table}.window_began_at <= $${first} OR ${table}.sends < $${first + 1}
    OR (${table}.sends < $${first + 2} AND ${table}.sent_at <= $${first + 3})`;

/** How long (ms) until the limits allow the next sending. */
export function retryAfter(row: SentRow | undefined, limits: Limits, now: Instant): number {
  if (!row) return 0;
  const next =
    row.sends < limits.most ? row.sent_at + limits.wait : row.window_began_at + limits.window;
  return Math.max(next - now, 1);
}
