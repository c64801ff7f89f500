import type { SandboxId } from '../platform/ids.js';
import type { PersonRecord, RecordsSource } from '../proofing/index.js';
import type { Vault } from '../vault/index.js';
import type { Database, SqlValue, Transaction } from './database.js';
import { takeSeq } from './sandboxes.js';
import { sealedJson } from './sealedColumn.js';

export interface RecordsStore extends RecordsSource {
  /** Writes a person's record, in place of the one with the same id. */
  put(sandbox: SandboxId, record: PersonRecord): Promise<void>;
  get(sandbox: SandboxId, id: string): Promise<PersonRecord | undefined>;
  remove(sandbox: SandboxId, id: string): Promise<boolean>;
}

interface RecordRow {
  id: string;
  sealed: string;
}

const SELECT = 'SELECT r.id, r.sealed FROM records r WHERE r.sandbox_id = $1';
const BY_DOCUMENT = `SELECT r.id, r.sealed FROM record_documents d
  JOIN records r ON r.sandbox_id = d.sandbox_id AND r.id = d.record_id
  WHERE d.sandbox_id = $1 AND d.document_index = $2`;
/** Of two records with one number, which only a test that wants a conflict writes, the newest is believed. */
const NEWEST = 'ORDER BY r.seq DESC LIMIT 1';

const columnOf = (vault: Vault) => sealedJson<PersonRecord>(vault, 'records', 'sealed');

/** What the simulated authoritative sources know in a sandbox; sealed, found by blind index. */
export function createRecordsStore({ db, vault }: { db: Database; vault: Vault }): RecordsStore {
  const column = columnOf(vault);
  const one = async (sql: string, params: readonly SqlValue[]) => {
    const [row] = await db.query<RecordRow>(sql, params);
    return row && column.open(row.id, row.sealed);
  };
  return {
    bySsn: (sandbox, ssn) =>
      one(`${SELECT} AND r.ssn_index = $2 ${NEWEST}`, [sandbox, vault.blindIndex('ssn', ssn)]),
    byPhone: (sandbox, phone) =>
      one(`${SELECT} AND r.phone_index = $2 ${NEWEST}`, [
        sandbox,
        vault.blindIndex('phone', phone),
      ]),
    byDocument: (sandbox, number) =>
      one(`${BY_DOCUMENT} ${NEWEST}`, [sandbox, vault.blindIndex('document', number)]),
    get: (sandbox, id) => one(`${SELECT} AND r.id = $2`, [sandbox, id]),
    put: (sandbox, record) => db.transaction((tx) => putRecord(tx, vault, sandbox, record)),
    remove: (sandbox, id) => db.transaction((tx) => removeRecord(tx, sandbox, id)),
  };
}

/** Writes a person's record in place of the one with the same id, within a transaction. */
export async function putRecord(
  tx: Transaction,
  vault: Vault,
  sandbox: SandboxId,
  record: PersonRecord,
): Promise<void> {
  const { ssn, phone } = record.attributes;
  await removeRecord(tx, sandbox, record.id);
  const documents = new Set(record.documents.flatMap(({ number }) => number ?? []));
  for (const number of documents)
    await tx.query(
      'INSERT INTO record_documents (sandbox_id, document_index, record_id) VALUES ($1, $2, $3)',
      [sandbox, vault.blindIndex('document', number), record.id],
    );
  const seq = await takeSeq(tx, sandbox);
  await tx.query(
    `INSERT INTO records (sandbox_id, id, ssn_index, phone_index, sealed, seq)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      ...[sandbox, record.id],
      ssn ? vault.blindIndex('ssn', ssn) : null,
      phone ? vault.blindIndex('phone', phone) : null,
      ...[columnOf(vault).seal(record.id, record), seq],
    ],
  );
}

/** Forgets a person's record; false when there is none. */
export async function removeRecord(
  tx: Transaction,
  sandbox: SandboxId,
  id: string,
): Promise<boolean> {
  await tx.query('DELETE FROM record_documents WHERE sandbox_id = $1 AND record_id = $2', [
    sandbox,
    id,
  ]);
  const gone = await tx.query(
    'DELETE FROM records WHERE sandbox_id = $1 AND id = $2 RETURNING id',
    [sandbox, id],
  );
  return gone.length > 0;
}
