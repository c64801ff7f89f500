import type { PhoneStore } from '../authenticators/index.js';
import type { Instant } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { Vault } from '../vault/index.js';
import { secretPlace, writeOnlyOne } from './authenticatorRows.js';
import type { Database, Transaction } from './database.js';
import type { EventStore } from './events.js';
import { accountKeyOf } from './sealedColumn.js';
import { createSecretDigest } from './secretDigest.js';
import { retryAfter, sendsAgain, type SentRow } from './sendingLimits.js';

const WRITE = `
  INSERT INTO phone_codes (sandbox_id, account_id, purpose, phone, code_digest, sends, window_began_at, sent_at,
    expires_at, used_at)
  VALUES ($1, $2, $3, $4, $5, 1, $6, $6, $7, NULL)
  ON CONFLICT (sandbox_id, account_id, purpose) DO UPDATE SET phone = excluded.phone,
    code_digest = excluded.code_digest, expires_at = excluded.expires_at, used_at = NULL, ${sendsAgain('phone_codes', 8)}
  RETURNING purpose`;
const SENT = `
  SELECT sends, window_began_at, sent_at FROM phone_codes
  WHERE sandbox_id = $1 AND account_id = $2 AND purpose = $3`;
const SPEND = `
  UPDATE phone_codes SET used_at = $5
  WHERE sandbox_id = $1 AND account_id = $2 AND purpose = $3 AND code_digest = $4 AND used_at IS NULL AND expires_at > $5
  RETURNING phone`;
const WHY_NOT = `
  SELECT used_at FROM phone_codes
  WHERE sandbox_id = $1 AND account_id = $2 AND purpose = $3 AND code_digest = $4`;
const BOUND = `
  SELECT k.secret, a.wrapped_key FROM authenticators k
  JOIN accounts a ON a.sandbox_id = k.sandbox_id AND a.id = k.account_id
  WHERE k.sandbox_id = $1 AND k.account_id = $2 AND k.id = 'phone' AND a.wrapped_key IS NOT NULL`;

/** Where the number lies that a code went to. */
const codePlace = (account: string, purpose: string) => ({
  table: 'phone_codes',
  column: 'phone',
  id: `${account}/${purpose}`,
});

/** Phones and the codes sent to them; numbers are sealed under their account's key, codes are digests. */
export function createPhoneStore({
  db,
  vault,
  events,
}: {
  db: Database;
  vault: Vault;
  events: EventStore;
}): PhoneStore {
  const digest = createSecretDigest(vault);

  return {
    async boundPhone(sandbox, account) {
      const [row] = await db.query<{ secret: string; wrapped_key: string }>(BOUND, [
        sandbox,
        account,
      ]);
      return (
        row && vault.open(secretPlace(account, 'phone'), row.secret, vault.unwrap(row.wrapped_key))
      );
    },

    writePhoneCode: (
      sandbox,
      { account, purpose, phone, code, sentAt, expiresAt },
      limits,
      happened,
    ) =>
      db.transaction(async (tx) => {
        const key = await accountKeyOf(tx, vault, sandbox, account);
        const rows = await tx.query(WRITE, [
          sandbox,
          account,
          purpose,
          vault.seal(codePlace(account, purpose), phone, key),
          digest('phone code', account, purpose, code),
          sentAt,
          expiresAt,
          sentAt - limits.window,
          limits.free,
          limits.most,
          sentAt - limits.wait,
        ]);
        if (rows.length === 0) {
          const [sent] = await tx.query<SentRow>(SENT, [sandbox, account, purpose]);
          return { retryAfterMs: retryAfter(sent, limits, sentAt) };
        }
        await events.append(tx, sandbox, happened);
        return 'written';
      }),

    spendPhoneCode: (sandbox, { account, purpose, code, now }, happened) =>
      db.transaction(async (tx) => {
        const guessed = [sandbox, account, purpose, digest('phone code', account, purpose, code)];
        const [spent] = await tx.query<{ phone: string }>(SPEND, [...guessed, now]);
        if (!spent) return whyNot(tx, guessed);
        if (purpose === 'bind') await bind(tx, vault, { sandbox, account }, spent.phone, now);
        await events.append(tx, sandbox, happened);
        return 'spent';
      }),
  };
}

async function whyNot(
  tx: Transaction,
  guessed: readonly string[],
): Promise<'wrong' | 'expired' | 'used'> {
  const [row] = await tx.query<{ used_at: number | null }>(WHY_NOT, guessed);
  if (!row) return 'wrong';
  return row.used_at === null ? 'expired' : 'used';
}

/** The number moves from the code's row to the authenticator's; codes for the earlier number end. */
async function bind(
  tx: Transaction,
  vault: Vault,
  { sandbox, account }: { readonly sandbox: SandboxId; readonly account: string },
  sealed: string,
  now: Instant,
): Promise<void> {
  const key = await accountKeyOf(tx, vault, sandbox, account);
  const phone = vault.open(codePlace(account, 'bind'), sealed, key);
  const secret = vault.seal(secretPlace(account, 'phone'), phone, key);
  await writeOnlyOne(tx, sandbox, account, { kind: 'phone', secret, now });
  await tx.query(
    `DELETE FROM phone_codes WHERE sandbox_id = $1 AND account_id = $2 AND purpose = 'sign_in'`,
    [sandbox, account],
  );
}
