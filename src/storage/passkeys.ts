import type { Passkey, PasskeyStore } from '../authenticators/index.js';
import type { Instant } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { Vault } from '../vault/index.js';
import { forgetFailures, INSERT_PASSKEY, secretPlace } from './authenticatorRows.js';
import { isUniqueViolation, type Database } from './database.js';
import type { EventStore } from './events.js';
import { accountKeyOf } from './sealedColumn.js';
import { createSecretDigest, type SecretDigest } from './secretDigest.js';

const WRITE_CHALLENGE = `
  INSERT INTO passkey_challenges (sandbox_id, digest, purpose, account_id, expires_at) VALUES ($1, $2, $3, $4, $5)`;
const SPEND_CHALLENGE = `
  DELETE FROM passkey_challenges WHERE sandbox_id = $1 AND digest = $2 AND purpose = $3 AND expires_at > $4
    AND COALESCE(account_id, '') = $5 RETURNING digest`;
const SELECT = `
  SELECT k.account_id, k.id, k.secret, k.sign_count, a.wrapped_key FROM authenticators k
  JOIN accounts a ON a.sandbox_id = k.sandbox_id AND a.id = k.account_id
  WHERE k.sandbox_id = $1 AND a.wrapped_key IS NOT NULL AND k.kind = 'passkey'`;
/** WebAuthn section 7.2 step 22: a counter that does not go up betrays a copy; authenticators without one stay at 0. */
const USE = `
  UPDATE authenticators SET last_used_at = $5, sign_count = CASE WHEN sign_count IS NULL THEN NULL ELSE $4 END
  WHERE sandbox_id = $1 AND account_id = $2 AND id = $3
    AND (sign_count IS NULL OR sign_count < $4 OR (sign_count = 0 AND $4 = 0)) RETURNING id`;

interface PasskeyRow {
  account_id: string;
  id: string;
  secret: string;
  sign_count: number | null;
  wrapped_key: string;
}

/** The part of a passkey that is sealed as its secret. */
export type SealedPasskey = Pick<Passkey, 'credentialId' | 'publicKey' | 'synced'>;

/** Deletes challenges that nobody answered in time. */
export interface ChallengeSweep {
  deleteExpiredChallenges(sandbox: SandboxId, now: Instant): Promise<void>;
}

/** Passkeys, sealed under their account's key and found by a digest of the credential id; and the challenges that they answer. */
export function createPasskeyStore({
  db,
  vault,
  events,
}: {
  db: Database;
  vault: Vault;
  events: EventStore;
}): PasskeyStore & ChallengeSweep {
  const digest = createSecretDigest(vault);
  const open = ({ account_id, id, secret, sign_count, wrapped_key }: PasskeyRow): Passkey => {
    const text = vault.open(secretPlace(account_id, id), secret, vault.unwrap(wrapped_key));
    return { id, ...(JSON.parse(text) as SealedPasskey), signCount: sign_count ?? undefined };
  };
  return {
    ...challenges(db, digest),
    async boundPasskeys(sandbox, account) {
      const sql = `${SELECT} AND k.account_id = $2 ORDER BY k.bound_at`;
      return (await db.query<PasskeyRow>(sql, [sandbox, account])).map(open);
    },
    async findPasskey(sandbox, credentialId) {
      const key = digest('passkey', credentialId);
      const sql = `${SELECT} AND k.credential_digest = $2`;
      const [row] = await db.query<PasskeyRow>(sql, [sandbox, key]);
      return row && { account: row.account_id, passkey: open(row) };
    },
    async bindPasskey(sandbox, account, passkey, now, happened) {
      const { id, signCount, ...secret } = passkey;
      try {
        await db.transaction(async (tx) => {
          const key = await accountKeyOf(tx, vault, sandbox, account);
          await tx.query(INSERT_PASSKEY, [
            ...[sandbox, account, id],
            vault.seal(secretPlace(account, id), JSON.stringify(secret), key),
            ...[now, signCount ?? null, digest('passkey', passkey.credentialId)],
          ]);
          await forgetFailures(tx, sandbox, account, 'passkey');
          await events.append(tx, sandbox, happened);
        });
        return true;
      } catch (error) {
        if (isUniqueViolation(error)) return false;
        throw error;
      }
    },
    usePasskey: (sandbox, account, id, { signCount, now }, cloned) =>
      db.transaction(async (tx) => {
        const used = await tx.query(USE, [sandbox, account, id, signCount, now]);
        if (used.length === 0) await events.append(tx, sandbox, cloned);
        return used.length > 0;
      }),
  };
}

type ChallengeStore = Pick<PasskeyStore, 'writePasskeyChallenge' | 'spendPasskeyChallenge'>;

/** Challenges are kept as digests; the first answer deletes its own. */
const challenges = (db: Database, digest: SecretDigest): ChallengeStore & ChallengeSweep => ({
  async writePasskeyChallenge(sandbox, { challenge, purpose, account, expiresAt }) {
    const key = digest('passkey challenge', challenge);
    await db.query(WRITE_CHALLENGE, [sandbox, key, purpose, account ?? null, expiresAt]);
  },
  async deleteExpiredChallenges(sandbox, now) {
    await db.query('DELETE FROM passkey_challenges WHERE sandbox_id = $1 AND expires_at <= $2', [
      sandbox,
      now,
    ]);
  },
  async spendPasskeyChallenge(sandbox, { challenge, purpose, account, now }) {
    const key = digest('passkey challenge', challenge);
    const spent = await db.query(SPEND_CHALLENGE, [sandbox, key, purpose, now, account ?? '']);
    return spent.length > 0;
  },
});
