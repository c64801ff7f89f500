import type { Instant } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import { tablesThatAre } from './contents.js';
import type { Database, Queryable, Row, SqlValue } from './database.js';
import { tablesOf, type Table } from './schema.js';
import { beginEra, holdSandbox } from './sandboxRow.js';

/** The rows of a sandbox, by table, without the column that names the sandbox. */
export type Content = Readonly<Record<string, readonly Row[]>>;

const ALL = tablesThatAre('copied', 'own');
const COPIED = tablesThatAre('copied');
const ROWS_AT_ONCE = 50;

/** In a copy nothing was submitted yet, so no script has been spent. */
const FRESH: Readonly<Record<string, string>> = { 'outcomes.spent': '0' };

/** The columns of the tables of a sandbox's content, as the database has them. */
export async function contentTables(
  db: Queryable,
  engine: Database['engine'],
): Promise<readonly Table[]> {
  const known = new Map((await tablesOf(db, engine)).map((table) => [table.name, table]));
  return ALL.map((name) => {
    const { columns = [] } = known.get(name) ?? {};
    return { name, columns: columns.filter((column) => column.name !== 'sandbox_id') };
  });
}

const namesIn = ({ columns }: Table): string => columns.map(({ name }) => name).join(', ');

/** Everything in a sandbox at one moment; undefined when there is none. */
export async function readContent(
  tx: Queryable,
  engine: Database['engine'],
  sandbox: SandboxId,
): Promise<{ readonly agedBy: number; readonly content: Content } | undefined> {
  const held = await holdSandbox(tx, sandbox);
  if (!held) return undefined;
  const content: Record<string, Row[]> = {};
  for (const table of await contentTables(tx, engine)) {
    const rows = await tx.query(
      `SELECT ${namesIn(table)} FROM ${table.name} WHERE sandbox_id = $1`,
      [sandbox],
    );
    if (rows.length > 0) content[table.name] = rows;
  }
  return { agedBy: held.agedBy, content };
}

/** Writes what was set up in one sandbox into another that is empty. */
export async function copyContent(
  tx: Queryable,
  engine: Database['engine'],
  from: SandboxId,
  to: SandboxId,
): Promise<void> {
  for (const table of await contentTables(tx, engine)) {
    if (!COPIED.includes(table.name)) continue;
    const values = table.columns.map(({ name }) => FRESH[`${table.name}.${name}`] ?? name);
    await tx.query(
      `INSERT INTO ${table.name} (sandbox_id, ${namesIn(table)})
        SELECT CAST($2 AS TEXT), ${values.join(', ')} FROM ${table.name} WHERE sandbox_id = $1`,
      [from, to],
    );
  }
}

/** Begins a new era of a sandbox with this content instead of what it has; false when there is none. */
export async function replaceContent(
  tx: Queryable,
  sandbox: SandboxId,
  { content, agedBy }: { readonly content: Content; readonly agedBy: number },
  now: Instant,
): Promise<boolean> {
  // First: whoever wrote something and has still to take a number for it waits now, and is refused then.
  if (!(await beginEra(tx, sandbox, { now, agedBy, seq: highestSeq(content) }))) return false;
  for (const table of ALL) await tx.query(`DELETE FROM ${table} WHERE sandbox_id = $1`, [sandbox]);
  for (const [table, rows] of Object.entries(content)) await insertRows(tx, sandbox, table, rows);
  return true;
}

const highestSeq = (content: Content): number =>
  Object.values(content)
    .flat()
    .reduce((highest, { seq }) => (typeof seq === 'number' && seq > highest ? seq : highest), 0);

async function insertRows(
  tx: Queryable,
  sandbox: SandboxId,
  table: string,
  rows: readonly Row[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const insert = async (some: readonly Row[]): Promise<void> => {
    const params: SqlValue[] = [sandbox];
    const values = some.map((row) => {
      const places = columns.map((column) => `$${params.push(row[column] ?? null)}`);
      return `($1, ${places.join(', ')})`;
    });
    await tx.query(
      `INSERT INTO ${table} (sandbox_id, ${columns.join(', ')}) VALUES ${values.join(', ')}`,
      params,
    );
  };
  // Two texts for each table: prepared statements are kept.
  const whole = rows.length - (rows.length % ROWS_AT_ONCE);
  for (let i = 0; i < whole; i += ROWS_AT_ONCE) await insert(rows.slice(i, i + ROWS_AT_ONCE));
  for (const row of rows.slice(whole)) await insert([row]);
}
