import type { DocumentFault } from '../sandboxes/index.js';
import type { AccountKey, Vault } from '../vault/index.js';
import type { Row, SqlValue } from './database.js';
import { DOCUMENT_COLUMNS, type DocumentRow, type SealedIn } from './documentColumns.js';
import { ownersIn, type Owners } from './documentOpen.js';
import type { Content } from './sandboxContent.js';
import type { Table } from './schema.js';

export interface Closing {
  readonly vault: Vault;
  /** The tables that there are. */
  readonly shape: readonly Table[];
  /** Whether the document was written under this deployment's key. */
  readonly sameKey: boolean;
  /** Receives what is wrong. */
  readonly faults: DocumentFault[];
}

interface Closed {
  readonly content: Content;
  /** How many rows of each table are worth nothing here, since only the key that made them could tell. */
  readonly leftOut: Readonly<Record<string, number>>;
}

const MOST_FAULTS = 50;

/** The rows of a document as the database has them: each judged by its table, sealed under keys of this deployment. */
export function closeContent(
  closing: Closing,
  tables: Readonly<Record<string, readonly DocumentRow[]>>,
): Closed {
  const { vault, shape, faults } = closing;
  const known = new Map(shape.map((table) => [table.name, table]));
  const keys = new Map<string, AccountKey>();
  const wrapped = new Map<string, string>();
  for (const { id, sealed } of tables['accounts'] ?? []) {
    if (typeof sealed !== 'object' || sealed === null) continue;
    wrapped.set(String(id), vault.newAccountKey());
    keys.set(String(id), vault.unwrap(wrapped.get(String(id)) ?? ''));
  }
  const owners = ownersIn(keys, tables['attempts'] ?? []);
  const content: Record<string, Row[]> = {};
  const leftOut: Record<string, number> = {};
  for (const [name, rows] of Object.entries(tables)) {
    const table = known.get(name);
    if (!table) {
      const message = 'is not a known table';
      faults.push({ path: `/tables/${name}`, message, known: [...known.keys()] });
      continue;
    }
    const { keyBound } = DOCUMENT_COLUMNS[name] ?? {};
    const kept = rows.filter((row) => closing.sameKey || !keyBound?.(row));
    if (kept.length < rows.length) leftOut[name] = rows.length - kept.length;
    content[name] = kept
      .map((row, i) =>
        faults.length < MOST_FAULTS
          ? closeRow({ ...closing, owners, wrapped }, table, row, `/tables/${name}/${i}`)
          : undefined,
      )
      .filter((row) => row !== undefined);
  }
  return { content, leftOut };
}

interface ClosingRow extends Closing {
  readonly owners: Owners;
  /** Wrapped keys of accounts. */
  readonly wrapped: ReadonlyMap<string, string>;
}

function closeRow(
  closing: ClosingRow,
  table: Table,
  row: DocumentRow,
  path: string,
): Row | undefined {
  const { vault, owners, wrapped, faults } = closing;
  const { json = [], sealed = [], derived = {} } = DOCUMENT_COLUMNS[table.name] ?? {};
  refuseStrangers(table, row, path, faults);
  const closed: Record<string, SqlValue> = {};
  for (const { name, type } of table.columns) {
    const sealedIn = sealed.find(({ column }) => column === name);
    const value = row[name] ?? null;
    if (name === 'wrapped_key') closed[name] = wrapped.get(String(row['id'])) ?? null;
    else if (derived[name]) closed[name] = derived[name](row, vault);
    else if (sealedIn) {
      const result = sealValue(vault, owners, sealedIn, row);
      if (result === undefined) return undefined;
      closed[name] = result;
    } else if (json.includes(name)) closed[name] = value === null ? null : JSON.stringify(value);
    else if (fits(value, type)) closed[name] = value as SqlValue;
    else faults.push({ path: `${path}/${name}`, message: `must be of type ${WIRE[type] ?? type}` });
  }
  return closed;
}

/** Members that a document's row cannot have: unknown ones, and those that follow from the rest. */
function refuseStrangers(
  table: Table,
  row: DocumentRow,
  path: string,
  faults: DocumentFault[],
): void {
  const derived = Object.keys(DOCUMENT_COLUMNS[table.name]?.derived ?? {});
  const known = table.columns
    .map(({ name }) => name)
    .filter((name) => name !== 'wrapped_key' && !derived.includes(name));
  for (const member of Object.keys(row))
    if (!known.includes(member))
      faults.push({ path: `${path}/${member}`, message: 'is not a known member', known });
}

const WIRE: Readonly<Record<string, string>> = {
  TEXT: 'string',
  BIGINT: 'integer',
  INTEGER: 'integer',
};

const MOST_TEXT = 100_000;

function fits(value: unknown, type: string): boolean {
  if (value === null) return true;
  if (type === 'TEXT')
    return typeof value === 'string' && value.length <= MOST_TEXT && !value.includes('\0');
  return (type === 'BIGINT' || type === 'INTEGER') && Number.isSafeInteger(value);
}

/** Undefined for the picture of a closed account, which nobody can look at any more. */
function sealValue(
  vault: Vault,
  owners: Owners,
  sealed: SealedIn,
  row: DocumentRow,
): SqlValue | undefined {
  const value = row[sealed.column] ?? null;
  const key = sealed.ownerIn === undefined ? undefined : owners.keyOf(sealed, row);
  const lost = sealed.ownerIn !== undefined && !key;
  if (sealed.holds === 'bytes')
    return lost || typeof value !== 'string'
      ? undefined
      : vault.sealBytes(sealed.place(row), Buffer.from(value, 'base64'), key);
  if (value === null || lost) return sealed.ownerIn === 'id' ? null : '';
  if (sealed.holds === 'json') return vault.seal(sealed.place(row), JSON.stringify(value), key);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === '' || text.startsWith('$argon2')
    ? text
    : vault.seal(sealed.place(row), text, key);
}
