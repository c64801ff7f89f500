import type { AccountKey, Vault } from '../vault/index.js';
import type { Row } from './database.js';
import { DOCUMENT_COLUMNS, type DocumentRow, type SealedIn } from './documentColumns.js';
import type { Content } from './sandboxContent.js';

/** Whose keys a document's rows are under. */
export interface Owners {
  /** The key of the account that a row belongs to; undefined when it is closed and its key destroyed. */
  keyOf(sealed: SealedIn, row: DocumentRow): AccountKey | undefined;
}

/** Finds accounts' keys for rows that name an account, or an attempt of it. */
export function ownersIn(
  keys: ReadonlyMap<string, AccountKey>,
  attempts: readonly DocumentRow[],
): Owners {
  const accounts = new Map(attempts.map(({ id, account_id }) => [id, account_id]));
  return {
    keyOf({ owner, ownerIn = '' }, row) {
      const named = row[ownerIn];
      const account = owner === 'attempt' ? accounts.get(named) : named;
      return keys.get(String(account));
    },
  };
}

/** Rows as a document has them: opened, parsed, without what follows from the rest. */
export function openContent(
  vault: Vault,
  content: Content,
): Readonly<Record<string, readonly DocumentRow[]>> {
  const keys = new Map<string, AccountKey>();
  for (const { id, wrapped_key } of content['accounts'] ?? [])
    if (typeof wrapped_key === 'string') keys.set(String(id), vault.unwrap(wrapped_key));
  const owners = ownersIn(keys, content['attempts'] ?? []);
  return Object.fromEntries(
    Object.entries(content).map(([table, rows]) => [
      table,
      rows.map((row) => openRow(vault, owners, table, row)),
    ]),
  );
}

function openRow(vault: Vault, owners: Owners, table: string, row: Row): DocumentRow {
  const { json = [], sealed = [], derived = {} } = DOCUMENT_COLUMNS[table] ?? {};
  // Who imports an account makes it a key of its own.
  const left = new Set(['wrapped_key', ...Object.keys(derived)]);
  const opened: Record<string, unknown> = Object.fromEntries(
    Object.entries(row).filter(([column]) => !left.has(column)),
  );
  for (const column of json) opened[column] = parsed(row[column]);
  for (const each of sealed) opened[each.column] = openValue(vault, owners, each, row);
  return opened;
}

const parsed = (value: unknown): unknown =>
  typeof value === 'string' ? (JSON.parse(value) as unknown) : value;

/** What the key of a closed account sealed is lost: null. */
function openValue(vault: Vault, owners: Owners, sealed: SealedIn, row: Row): unknown {
  const value = row[sealed.column];
  const key = sealed.ownerIn === undefined ? undefined : owners.keyOf(sealed, row);
  if (value === null || (sealed.ownerIn !== undefined && !key)) return null;
  const place = sealed.place(row);
  if (Buffer.isBuffer(value)) return vault.openBytes(place, value, key).toString('base64');
  const text = String(value);
  if (!isSealed(text)) return text; // hashes are kept beside sealed secrets
  const opened = vault.open(place, text, key);
  return sealed.holds === 'json' ? (JSON.parse(opened) as unknown) : opened;
}

/** The form of sealed text (see the vault). */
const isSealed = (text: string): boolean => /^s1\.[\w-]{8}\.[\w-]+\.[\w-]+$/.test(text);
