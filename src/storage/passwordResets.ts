import type { PasswordResetStore } from '../authenticators/index.js';
import type { Vault } from '../vault/index.js';
import { writePasswordRow } from './authenticatorRows.js';
import type { Database } from './database.js';
import type { EventStore } from './events.js';
import { createSecretDigest } from './secretDigest.js';
import { retryAfter, sendsAgain, type SentRow } from './sendingLimits.js';

const WRITE = `
  INSERT INTO password_resets (sandbox_id, email_index, account_id, token_digest, sends, window_began_at, sent_at,
    expires_at, used_at)
  VALUES ($1, $2, $3, $4, 1, $5, $5, $6, NULL)
  ON CONFLICT (sandbox_id, email_index) DO UPDATE SET account_id = excluded.account_id,
    token_digest = excluded.token_digest, expires_at = excluded.expires_at, used_at = NULL,
    ${sendsAgain('password_resets', 7)}
  RETURNING email_index`;
const SENT = `
  SELECT sends, window_began_at, sent_at FROM password_resets WHERE sandbox_id = $1 AND email_index = $2`;
const GOOD = 'sandbox_id = $1 AND token_digest = $2 AND used_at IS NULL AND expires_at > $3';
const FIND = `SELECT account_id FROM password_resets WHERE ${GOOD}`;
const SPEND = `UPDATE password_resets SET used_at = $3 WHERE ${GOOD} AND account_id IS NOT NULL RETURNING account_id`;

/** Links to set a new password; tokens are digests, addresses blind indexes. */
export function createPasswordResetStore({
  db,
  vault,
  events,
}: {
  db: Database;
  vault: Vault;
  events: EventStore;
}): PasswordResetStore {
  const digest = createSecretDigest(vault);
  return {
    writePasswordReset: (
      sandbox,
      { email, account, token, createdAt, expiresAt },
      limits,
      happened,
    ) =>
      db.transaction(async (tx) => {
        const index = vault.blindIndex('email', email);
        const rows = await tx.query(WRITE, [
          ...[sandbox, index, account ?? null, digest('password reset', token)],
          ...[createdAt, expiresAt],
          ...[createdAt - limits.window, limits.free, limits.most, createdAt - limits.wait],
        ]);
        if (rows.length === 0) {
          const [sent] = await tx.query<SentRow>(SENT, [sandbox, index]);
          return { retryAfterMs: retryAfter(sent, limits, createdAt) };
        }
        await events.append(tx, sandbox, happened);
        return 'written';
      }),
    async findPasswordReset(sandbox, token, now) {
      const key = digest('password reset', token);
      const [row] = await db.query<{ account_id: string | null }>(FIND, [sandbox, key, now]);
      return row?.account_id ?? undefined;
    },
    spendPasswordReset: (sandbox, { token, hash, now }, eventsOf) =>
      db.transaction(async (tx) => {
        const key = digest('password reset', token);
        const [spent] = await tx.query<{ account_id: string }>(SPEND, [sandbox, key, now]);
        if (!spent) return false;
        await writePasswordRow(tx, sandbox, spent.account_id, hash, now);
        await events.append(tx, sandbox, eventsOf(spent.account_id));
        return true;
      }),
  };
}
