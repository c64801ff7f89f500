import type { ThrottleKey, ThrottleStore } from '../authenticators/index.js';
import type { SandboxId } from '../platform/ids.js';
import type { Vault } from '../vault/index.js';
import type { Database } from './database.js';
import type { EventStore } from './events.js';

const KEY = 'sandbox_id = $1 AND subject = $2 AND kind = $3';

/** One statement decides and counts: parallel guesses cannot slip past it, on either engine and from any process. */
const TAKE = `
  INSERT INTO throttles (sandbox_id, subject, kind, failures, turns, turned_at, blocked_until)
  VALUES ($1, $2, $3, 0, 1, $4, 0)
  ON CONFLICT (sandbox_id, subject, kind) DO UPDATE SET
    turns = CASE WHEN throttles.turned_at <= $5 THEN 1 ELSE throttles.turns + 1 END, turned_at = excluded.turned_at
  WHERE throttles.blocked_until <= $4 AND throttles.failures < $6
    AND (throttles.turned_at <= $5 OR throttles.turns < CASE WHEN throttles.failures < $7 THEN $8 ELSE 1 END)
  RETURNING failures`;
const STATE = `SELECT failures, blocked_until FROM throttles WHERE ${KEY}`;
const GIVE_BACK = 'turns = CASE WHEN turns > 0 THEN turns - 1 ELSE 0 END';
const SUCCEED = `UPDATE throttles SET failures = 0, blocked_until = 0, ${GIVE_BACK} WHERE ${KEY}`;
const RELEASE = `UPDATE throttles SET ${GIVE_BACK} WHERE ${KEY}`;
const FAIL = `UPDATE throttles SET failures = failures + 1, ${GIVE_BACK} WHERE ${KEY} RETURNING failures`;
const BLOCK = `UPDATE throttles SET blocked_until = $4 WHERE ${KEY}`;

export function createThrottleStore({
  db,
  vault,
  events,
}: {
  db: Database;
  vault: Vault;
  events: EventStore;
}): ThrottleStore {
  const keyOf = (sandbox: SandboxId, { subject, kind }: ThrottleKey) => [
    sandbox,
    subject.account ?? `email:${vault.blindIndex('email', subject.email)}`,
    kind,
  ];
  return {
    async takeTurn(sandbox, key, { mostFailures, calm, atOnce, turnLifetime }, now) {
      const which = keyOf(sandbox, key);
      const limits = [now, now - turnLifetime, mostFailures, calm, atOnce];
      const taken = await db.query(TAKE, [...which, ...limits]);
      if (taken.length > 0) return { outcome: 'taken' };
      const [state] = await db.query<{ failures: number; blocked_until: number }>(STATE, which);
      if (state && state.failures >= mostFailures) return { outcome: 'locked' };
      if (state && state.blocked_until > now)
        return { outcome: 'locked', retryAfterMs: state.blocked_until - now };
      return { outcome: 'busy' };
    },
    async succeed(sandbox, key) {
      await db.query(SUCCEED, keyOf(sandbox, key));
    },
    async release(sandbox, key) {
      await db.query(RELEASE, keyOf(sandbox, key));
    },
    fail: (sandbox, key, now, consequence) =>
      db.transaction(async (tx) => {
        const which = keyOf(sandbox, key);
        const [row] = await tx.query<{ failures: number }>(FAIL, which);
        if (!row) return; // unblocked meanwhile
        const { waitMs, events: happened } = consequence(row.failures);
        if (waitMs > 0) await tx.query(BLOCK, [...which, now + waitMs]);
        await events.append(tx, sandbox, happened);
      }),
    async unblock(sandbox, account) {
      await db.query('DELETE FROM throttles WHERE sandbox_id = $1 AND subject = $2', [
        sandbox,
        account,
      ]);
    },
  };
}
