import type { Instant } from '../platform/clock.js';
import { DEFAULT_SANDBOX } from '../platform/ids.js';
import type { Vault } from '../vault/index.js';
import type { Database } from './database.js';

/** The `code` of the error that says that the data was written with another deployment key. */
export const OTHER_DEPLOYMENT_KEY = 'OTHER_DEPLOYMENT_KEY';

/**
 * Remembers the deployment key's fingerprint on the first start, which is when the default sandbox is made, too; throws
 * OTHER_DEPLOYMENT_KEY when the key is another later.
 */
export async function checkDeploymentKey(db: Database, vault: Vault, now: Instant): Promise<void> {
  const mine = vault.fingerprint();
  if ((await fingerprintIn(db)) === undefined) {
    await db.query(
      "INSERT INTO deployment (name, value) VALUES ('key_fingerprint', $1) ON CONFLICT DO NOTHING",
      [mine],
    );
    await db.query('UPDATE sandboxes SET created_at = $2 WHERE id = $1 AND created_at = 0', [
      DEFAULT_SANDBOX,
      now,
    ]);
  }
  if ((await fingerprintIn(db)) === mine) return;
  throw Object.assign(
    new Error('the database was written with another deployment key (STANDIN_SECRET)'),
    { code: OTHER_DEPLOYMENT_KEY },
  );
}

/** Fingerprint of the key that the data was written with; undefined before the first start. */
export async function fingerprintIn(db: Database): Promise<string | undefined> {
  const rows = await db.query<{ value: string }>(
    "SELECT value FROM deployment WHERE name = 'key_fingerprint'",
  );
  return rows[0]?.value;
}
