import type { SandboxId } from '../platform/ids.js';
import type { AccountKey, Vault } from '../vault/index.js';
import type { Queryable } from './database.js';

/** A column whose content is sealed: with the key of the account that the row belongs to, or with the deployment's. */
export interface SealedColumn<T> {
  /** `id` is the row's, the same whenever it is opened. */
  seal(id: string, value: T, key?: AccountKey): string;
  open(id: string, sealed: string, key?: AccountKey): T;
}

/** A sealed column of text. */
export const sealedText = (vault: Vault, table: string, column: string): SealedColumn<string> => ({
  seal: (id, text, key) => vault.seal({ table, column, id }, text, key),
  open: (id, sealed, key) => vault.open({ table, column, id }, sealed, key),
});

/** A sealed column of JSON; T is what this program wrote there, so it is believed. */
export const sealedJson = <T>(vault: Vault, table: string, column: string): SealedColumn<T> => ({
  seal: (id, value, key) => vault.seal({ table, column, id }, JSON.stringify(value), key),
  open: (id, sealed, key) => JSON.parse(vault.open({ table, column, id }, sealed, key)) as T,
});

/** Opens something sealed when it is first looked at: much is read for the sake of what lies beside it in clear. */
export function whenLookedAt<T>(open: () => T): () => T {
  let opened: { readonly value: T } | undefined;
  return () => (opened ??= { value: open() }).value;
}

/**
 * The key that an account's own data is sealed with. A statement that reads sealed columns may as well join
 * `accounts.wrapped_key` and unwrap it. Throws ACCOUNT_GONE when there is no such account, or a closed one, whose
 * key is gone.
 */
export async function accountKeyOf(
  db: Queryable,
  vault: Vault,
  sandbox: SandboxId,
  account: string,
): Promise<AccountKey> {
  const [row] = await db.query<{ wrapped_key: string | null }>(
    'SELECT wrapped_key FROM accounts WHERE sandbox_id = $1 AND id = $2',
    [sandbox, account],
  );
  if (!row?.wrapped_key) throw accountGone();
  return vault.unwrap(row.wrapped_key);
}

/** The account was closed or deleted while something was done for it. The message is the key of the public text. */
const accountGone = (): Error =>
  Object.assign(new Error('account_gone'), { code: 'ACCOUNT_GONE', status: 409, expose: true });
