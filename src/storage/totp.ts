import type { TotpKey, TotpStore } from '../authenticators/index.js';
import type { Instant } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { Vault } from '../vault/index.js';
import { forgetFailures, secretPlace } from './authenticatorRows.js';
import type { Database } from './database.js';
import type { EventStore } from './events.js';
import { accountKeyOf } from './sealedColumn.js';

const BEGIN = `
  INSERT INTO totp_enrolments (sandbox_id, account_id, id, secret, began_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (sandbox_id, account_id) DO UPDATE SET id = excluded.id, secret = excluded.secret,
    began_at = excluded.began_at
  WHERE totp_enrolments.began_at <= $6`;
const WAITING = `
  SELECT e.id, e.secret, a.wrapped_key FROM totp_enrolments e
  JOIN accounts a ON a.sandbox_id = e.sandbox_id AND a.id = e.account_id
  WHERE e.sandbox_id = $1 AND e.account_id = $2 AND e.began_at > $3 AND a.wrapped_key IS NOT NULL`;
const END = `
  DELETE FROM totp_enrolments WHERE sandbox_id = $1 AND account_id = $2 AND id = $3 RETURNING secret`;
const BIND = `
  INSERT INTO authenticators (sandbox_id, account_id, id, kind, secret, last_step, bound_at)
  VALUES ($1, $2, $3, 'totp', $4, $5, $6)`;
const BOUND = `
  SELECT k.id, k.secret, a.wrapped_key FROM authenticators k
  JOIN accounts a ON a.sandbox_id = k.sandbox_id AND a.id = k.account_id
  WHERE k.sandbox_id = $1 AND k.account_id = $2 AND k.kind = 'totp' AND a.wrapped_key IS NOT NULL
  ORDER BY k.bound_at`;
const SPEND = `
  UPDATE authenticators SET last_step = $4, last_used_at = $5
  WHERE sandbox_id = $1 AND account_id = $2 AND id = $3 AND (last_step IS NULL OR last_step < $4) RETURNING id`;

interface KeyRow {
  id: string;
  secret: string;
  wrapped_key: string;
}

/** TOTP secrets, sealed under their account's key. */
export function createTotpStore({
  db,
  vault,
  events,
}: {
  db: Database;
  vault: Vault;
  events: EventStore;
}): TotpStore {
  const open = (account: string, { id, secret, wrapped_key }: KeyRow): TotpKey => ({
    id,
    secret: vault.open(secretPlace(account, id), secret, vault.unwrap(wrapped_key)),
  });
  const waiting = async (sandbox: SandboxId, account: string, since: Instant) => {
    const [row] = await db.query<KeyRow>(WAITING, [sandbox, account, since]);
    return row && open(account, row);
  };
  return {
    async beginTotp(sandbox, account, { id, secret }, { now, since }) {
      const key = await accountKeyOf(db, vault, sandbox, account);
      const sealed = vault.seal(secretPlace(account, id), secret, key);
      await db.query(BEGIN, [sandbox, account, id, sealed, now, since]);
      return (await waiting(sandbox, account, since)) ?? { id, secret };
    },
    pendingTotp: waiting,
    bindTotp: (sandbox, account, id, { step, now }, happened) =>
      db.transaction(async (tx) => {
        const [row] = await tx.query<{ secret: string }>(END, [sandbox, account, id]);
        if (!row) return false;
        await tx.query(BIND, [sandbox, account, id, row.secret, step, now]);
        await forgetFailures(tx, sandbox, account, 'totp');
        await events.append(tx, sandbox, happened);
        return true;
      }),
    async boundTotp(sandbox, account) {
      return (await db.query<KeyRow>(BOUND, [sandbox, account])).map((row) => open(account, row));
    },
    async spendTotpStep(sandbox, account, id, { step, now }) {
      return (await db.query(SPEND, [sandbox, account, id, step, now])).length > 0;
    },
  };
}
