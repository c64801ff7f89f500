import type {
  Authenticator,
  AuthenticatorStore,
  PasswordStore,
  RecoveryCodeStore,
} from '../authenticators/index.js';
import type { AuthenticatorKind } from '../assurance/index.js';
import type { Vault } from '../vault/index.js';
import { insertRecoveryCodes, writeOnlyOne, writePasswordRow } from './authenticatorRows.js';
import type { Database } from './database.js';
import type { EventStore } from './events.js';
import { createSecretDigest } from './secretDigest.js';

const LIST = `
  SELECT id, kind, bound_at, last_used_at, CASE WHEN kind = 'recovery_codes' THEN
    (SELECT COUNT(*) FROM recovery_codes r
      WHERE r.sandbox_id = $1 AND r.account_id = $2 AND r.used_at IS NULL) END AS left_over
  FROM authenticators WHERE sandbox_id = $1 AND account_id = $2 ORDER BY bound_at`;
const UNBIND = `
  DELETE FROM authenticators WHERE sandbox_id = $1 AND account_id = $2 AND id = $3 RETURNING kind`;
const CLEAR_CODES = 'DELETE FROM recovery_codes WHERE sandbox_id = $1 AND account_id = $2';
const SPEND_CODE = `
  UPDATE recovery_codes SET used_at = $4
  WHERE sandbox_id = $1 AND account_id = $2 AND digest = $3 AND used_at IS NULL RETURNING digest`;
const TOUCH = `
  UPDATE authenticators SET last_used_at = $4 WHERE sandbox_id = $1 AND account_id = $2 AND id = $3`;

interface AuthenticatorRow {
  id: string;
  kind: string;
  bound_at: number;
  last_used_at: number | null;
  left_over: number | null;
}

/** Passwords and recovery codes, and the list of what is bound. */
export function createAuthenticatorStore({
  db,
  vault,
  events,
}: {
  db: Database;
  vault: Vault;
  events: EventStore;
}): AuthenticatorStore & PasswordStore & RecoveryCodeStore {
  const digest = createSecretDigest(vault);
  return {
    async list(sandbox, account) {
      return (await db.query<AuthenticatorRow>(LIST, [sandbox, account])).map(toAuthenticator);
    },
    unbind: (sandbox, account, id, happened) =>
      db.transaction(async (tx) => {
        const [row] = await tx.query<{ kind: string }>(UNBIND, [sandbox, account, id]);
        if (!row) return false;
        if (row.kind === 'recovery_codes') await tx.query(CLEAR_CODES, [sandbox, account]);
        await events.append(tx, sandbox, happened);
        return true;
      }),

    async readPassword(sandbox, account) {
      const [row] = await db.query<{ secret: string }>(
        `SELECT secret FROM authenticators WHERE sandbox_id = $1 AND account_id = $2 AND id = 'password'`,
        [sandbox, account],
      );
      return row?.secret;
    },
    writePassword: (sandbox, account, hash, now, happened) =>
      db.transaction(async (tx) => {
        await writePasswordRow(tx, sandbox, account, hash, now);
        await events.append(tx, sandbox, happened);
      }),

    replaceRecoveryCodes: (sandbox, account, codes, now, happened) =>
      db.transaction(async (tx) => {
        // Locks the row first, so that two replacements never mix.
        await writeOnlyOne(tx, sandbox, account, { kind: 'recovery_codes', secret: '', now });
        await tx.query(CLEAR_CODES, [sandbox, account]);
        await insertRecoveryCodes(tx, digest, sandbox, account, codes);
        await events.append(tx, sandbox, happened);
      }),
    spendRecoveryCode: (sandbox, account, code, now, happened) =>
      db.transaction(async (tx) => {
        const key = digest('recovery code', account, code);
        const spent = await tx.query(SPEND_CODE, [sandbox, account, key, now]);
        if (spent.length > 0) {
          await tx.query(TOUCH, [sandbox, account, 'recovery_codes', now]);
          await events.append(tx, sandbox, happened);
          return 'spent';
        }
        const known = await tx.query(
          'SELECT digest FROM recovery_codes WHERE sandbox_id = $1 AND account_id = $2 AND digest = $3',
          [sandbox, account, key],
        );
        return known.length > 0 ? 'used' : 'unknown';
      }),
  };
}

const toAuthenticator = (row: AuthenticatorRow): Authenticator => ({
  id: row.id,
  kind: row.kind as AuthenticatorKind,
  boundAt: row.bound_at,
  lastUsedAt: row.last_used_at ?? undefined,
  left: row.left_over ?? undefined,
});
