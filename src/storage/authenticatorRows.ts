import type { AuthenticatorKind } from '../assurance/index.js';
import type { NewAuthenticators } from '../authenticators/index.js';
import type { Instant } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import { newId } from '../platform/ids.js';
import type { AccountKey, Vault } from '../vault/index.js';
import type { Queryable, SqlValue } from './database.js';
import { KEEPS_ACCOUNT } from './statements.js';
import type { SecretDigest } from './secretDigest.js';

/** Where a secret of an authenticator lies; an enrolment's is sealed for the row that it will become. */
export const secretPlace = (account: string, id: string) => ({
  table: 'authenticators',
  column: 'secret',
  id: `${account}/${id}`,
});

const UPSERT = `
  INSERT INTO authenticators (sandbox_id, account_id, id, kind, secret, bound_at) VALUES ($1, $2, $3, $3, $4, $5)
  ON CONFLICT (sandbox_id, account_id, id) DO UPDATE SET secret = excluded.secret, bound_at = excluded.bound_at,
    last_used_at = NULL`;

/** Binds a kind of which an account has one only, in place of the earlier one; `secret` as it is to be stored. */
export async function writeOnlyOne(
  tx: Queryable,
  sandbox: SandboxId,
  account: string,
  authenticator: {
    readonly kind: 'password' | 'phone' | 'recovery_codes';
    readonly secret: string;
    readonly now: Instant;
  },
): Promise<void> {
  const { kind, secret, now } = authenticator;
  await tx.query(UPSERT, [sandbox, account, kind, secret, now]);
  await forgetFailures(tx, sandbox, account, kind);
}

/** Failures were those of the authenticator that is replaced (63B-4 section 3.2.2: disabled until bound anew). */
export async function forgetFailures(
  tx: Queryable,
  sandbox: SandboxId,
  account: string,
  kind: AuthenticatorKind,
): Promise<void> {
  await tx.query('DELETE FROM throttles WHERE sandbox_id = $1 AND subject = $2 AND kind = $3', [
    sandbox,
    account,
    kind,
  ]);
}

export const writePasswordRow = (
  tx: Queryable,
  sandbox: SandboxId,
  account: string,
  hash: string,
  now: Instant,
): Promise<void> => writeOnlyOne(tx, sandbox, account, { kind: 'password', secret: hash, now });

/** Writes digests of recovery codes, all in one statement. */
export async function insertRecoveryCodes(
  tx: Queryable,
  digest: SecretDigest,
  sandbox: SandboxId,
  account: string,
  codes: readonly string[],
): Promise<void> {
  const digests = codes.map((code) => digest('recovery code', account, code));
  const rows = digests.map((_, i) => `($1, $2, $${i + 3})`).join(', ');
  await tx.query(`INSERT INTO recovery_codes (sandbox_id, account_id, digest) VALUES ${rows}`, [
    sandbox,
    account,
    ...digests,
  ]);
}

/** `sign_count` NULL: uses are not counted. */
export const INSERT_PASSKEY = `
  INSERT INTO authenticators (sandbox_id, account_id, id, kind, secret, bound_at, sign_count, credential_digest)
  VALUES ($1, $2, $3, 'passkey', $4, $5, $6, $7)`;

/** Writes all authenticators of an account that is made in the same transaction, in a statement for each table and one for a passkey. */
export async function insertAuthenticators(
  tx: Queryable,
  { vault, digest }: { readonly vault: Vault; readonly digest: SecretDigest },
  owner: { readonly sandbox: SandboxId; readonly account: string; readonly key: AccountKey },
  { passwordHash, totpSecret, phone, recoveryCodes, passkey }: NewAuthenticators,
  now: Instant,
): Promise<void> {
  const { sandbox, account, key } = owner;
  const seal = (id: string, secret: string) => vault.seal(secretPlace(account, id), secret, key);
  const totp = newId('aut', now);
  const bound: readonly (readonly [id: string, kind: string, secret: string | undefined])[] = [
    ['password', 'password', passwordHash],
    [totp, 'totp', totpSecret && seal(totp, totpSecret)],
    ['phone', 'phone', phone && seal('phone', phone)],
    ['recovery_codes', 'recovery_codes', recoveryCodes && ''],
  ];
  const params: SqlValue[] = [sandbox, account, now];
  const rows = bound.flatMap(([id, kind, secret]) =>
    secret === undefined
      ? []
      : [`($1, $2, $${params.push(id)}, $${params.push(kind)}, $${params.push(secret)}, $3)`],
  );
  if (rows.length > 0)
    await tx.query(
      `${KEEPS_ACCOUNT}INSERT INTO authenticators (sandbox_id, account_id, id, kind, secret, bound_at)
        VALUES ${rows.join(', ')}`,
      params,
    );
  if (passkey) {
    const id = newId('aut', now);
    const values = [seal(id, JSON.stringify(passkey)), now, null];
    const found = digest('passkey', passkey.credentialId);
    await tx.query(INSERT_PASSKEY, [sandbox, account, id, ...values, found]);
  }
  if (recoveryCodes?.length) await insertRecoveryCodes(tx, digest, sandbox, account, recoveryCodes);
}
