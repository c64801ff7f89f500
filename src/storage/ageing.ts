import type { Instant } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { AgedRows, SandboxStore } from '../sandboxes/index.js';
import type { Vault } from '../vault/index.js';
import type { Database, Queryable, Transaction } from './database.js';
import { OIDC_PAYLOAD_INSTANTS, STORED_NUMBERS } from './instants.js';
import { payloadColumn, payloadId } from './oidcRows.js';
import { moveAhead } from './sandboxes.js';

/** The aged columns of each table. */
const AGED_COLUMNS: ReadonlyMap<string, readonly string[]> = (() => {
  const columns = new Map<string, string[]>();
  for (const { table, column, aged } of STORED_NUMBERS)
    if (aged) columns.set(table, [...(columns.get(table) ?? []), column]);
  return columns;
})();

/** Thrown to undo what would go too far, and caught right outside of it. */
const TOO_FAR = new Error('the sandbox would be too far ahead');

/** Lets time pass in a sandbox by making everything in it older, in one transaction. */
export const createAgeing =
  ({ db, vault }: { readonly db: Database; readonly vault: Vault }): SandboxStore['age'] =>
  async (id, by, { most, now }) => {
    try {
      return await db.transaction(async (tx) => {
        const rows = await ageRows(tx, vault, id, by, now);
        if (!(await moveAhead(tx, id, by, most))) throw TOO_FAR;
        return rows;
      });
    } catch (error) {
      if (error === TOO_FAR) return undefined;
      throw error;
    }
  };

/** Moves every registered instant of a sandbox `by` ms (whole seconds) into the past; answers how many rows of each table. */
async function ageRows(
  tx: Transaction,
  vault: Vault,
  sandbox: SandboxId,
  by: number,
  now: Instant,
): Promise<AgedRows> {
  const rows: Record<string, number> = {};
  for (const [table, columns] of AGED_COLUMNS) {
    const older = columns.map((column) => `${column} = ${column} - $2`).join(', ');
    await tx.query(`UPDATE ${table} SET ${older} WHERE sandbox_id = $1`, [sandbox, by]);
    const count = await countOf(tx, table, sandbox);
    if (count > 0) rows[table] = count;
  }
  await agePayloads(tx, vault, sandbox, by, now);
  return rows;
}

async function countOf(tx: Queryable, table: string, sandbox: SandboxId): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `SELECT COUNT(*) AS n FROM ${table} WHERE sandbox_id = $1`,
    [sandbox],
  );
  return row?.n ?? 0;
}

interface PayloadRow {
  profile: string;
  model: string;
  id: string;
  payload: string;
}

/** What has expired thereby is never found again, so it goes instead of being opened and sealed anew. */
async function agePayloads(
  tx: Transaction,
  vault: Vault,
  sandbox: SandboxId,
  by: number,
  now: Instant,
): Promise<void> {
  await tx.query('DELETE FROM oidc_models WHERE sandbox_id = $1 AND expires_at <= $2', [
    sandbox,
    now,
  ]);
  const payloads = payloadColumn(vault);
  const rows = await tx.query<PayloadRow>(
    'SELECT profile, model, id, payload FROM oidc_models WHERE sandbox_id = $1',
    [sandbox],
  );
  for (const { profile, model, id, payload } of rows) {
    const place = payloadId(profile, model, id);
    const older = payloads.open(place, payload);
    for (const { path, unit } of OIDC_PAYLOAD_INSTANTS)
      makeOlder(older, path.split('.'), by / unit);
    await tx.query(
      `UPDATE oidc_models SET payload = $5
        WHERE sandbox_id = $1 AND profile = $2 AND model = $3 AND id = $4`,
      [sandbox, profile, model, id, payloads.seal(place, older)],
    );
  }
}

/** Subtracts from the number at a path, where there is one; `*` stands for every item of a list. */
function makeOlder(value: unknown, [name, ...rest]: readonly string[], by: number): void {
  if (typeof value !== 'object' || value === null || name === undefined) return;
  if (name === '*') {
    if (Array.isArray(value)) for (const item of value) makeOlder(item, rest, by);
    return;
  }
  const members = value as Record<string, unknown>;
  const member = members[name];
  if (rest.length > 0) makeOlder(member, rest, by);
  else if (typeof member === 'number') members[name] = member - by;
}
