import type { SandboxId } from '../platform/ids.js';
import { createRecent } from '../platform/recent.js';
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
export const sealedJson = <T>(vault: Vault, table: string, column: string): SealedColumn<T> =>
  asJson(sealedText(vault, table, column));

export const asJson = <T>(text: SealedColumn<string>): SealedColumn<T> => ({
  seal: (id, value, key) => text.seal(id, JSON.stringify(value), key),
  open: (id, sealed, key) => JSON.parse(text.open(id, sealed, key)) as T,
});

/** The same, with the `most` texts in mind that were sealed or opened last: what is asked for again is not opened again. */
export function rememberingSealed(inner: SealedColumn<string>, most: number): SealedColumn<string> {
  const known = createRecent<{ readonly id: string; readonly text: string }>(most);
  return {
    seal(id, text, key) {
      const sealed = inner.seal(id, text, key);
      known.set(sealed, { id, text });
      return sealed;
    },
    open(id, sealed, key) {
      const found = known.get(sealed);
      // Sealed for another row it does not open, remembered or not.
      if (found?.id === id) return found.text;
      const text = inner.open(id, sealed, key);
      known.set(sealed, { id, text });
      return text;
    },
  };
}

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
