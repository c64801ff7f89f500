import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Clock } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { Snapshot, SnapshotStore } from '../sandboxes/index.js';
import { isUniqueViolation, type Database, type Row } from './database.js';
import { readContent, replaceContent, type Content } from './sandboxContent.js';
import { holdSandbox } from './sandboxRow.js';

const [pack, unpack] = [promisify(gzip), promisify(gunzip)];

interface SnapshotRow {
  id: string;
  created_at: number;
  size: number;
}

interface Saved {
  readonly agedBy: number;
  readonly content: Content;
}

const LIST = `SELECT id, created_at, size FROM snapshots WHERE sandbox_id = $1 ORDER BY seq`;

/** Snapshots: a sandbox's rows as they are, sealed columns sealed, packed into one. */
export function createSnapshotStore({
  db,
  clock,
}: {
  readonly db: Database;
  readonly clock: Clock;
}): SnapshotStore {
  const list = async (sandbox: SandboxId): Promise<Snapshot[]> =>
    (await db.query<SnapshotRow>(LIST, [sandbox])).map(toSnapshot);
  return {
    list,
    async take(sandbox, id, { most, mostBytes }) {
      if ((await list(sandbox)).length >= most) return 'too_many';
      const saved = await db.transaction((tx) => readContent(tx, db.engine, sandbox));
      if (!saved) return 'no_sandbox';
      const packed = await pack(toText(saved));
      if (packed.length > mostBytes) return 'too_large';
      try {
        await insert(db, sandbox, id, packed, clock.now());
        return 'taken';
      } catch (error) {
        if (isUniqueViolation(error)) return 'exists';
        throw error;
      }
    },
    async restore(sandbox, id) {
      const [row] = await db.query<{ content: Buffer }>(
        'SELECT content FROM snapshots WHERE sandbox_id = $1 AND id = $2',
        [sandbox, id],
      );
      if (!row) return false;
      const saved = fromText((await unpack(row.content)).toString());
      return db.transaction((tx) => replaceContent(tx, sandbox, saved, clock.now()));
    },
    async remove(sandbox, id) {
      const gone = await db.query(
        'DELETE FROM snapshots WHERE sandbox_id = $1 AND id = $2 RETURNING id',
        [sandbox, id],
      );
      return gone.length > 0;
    },
  };
}

const toSnapshot = (row: SnapshotRow): Snapshot => ({
  id: row.id,
  createdAt: row.created_at,
  bytes: row.size,
});

const insert = (db: Database, sandbox: SandboxId, id: string, content: Buffer, now: number) =>
  db.transaction(async (tx) => {
    const held = await holdSandbox(tx, sandbox);
    await tx.query(
      `INSERT INTO snapshots (sandbox_id, id, created_at, size, content, seq)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [sandbox, id, now, content.length, content, held?.seq ?? 0],
    );
  });

const BYTES = '$bytes';

/** JSON, in which bytes are base64 in an object of their own. */
const toText = ({ agedBy, content }: Saved): string =>
  JSON.stringify({
    agedBy,
    content: Object.fromEntries(
      Object.entries(content).map(([table, rows]) => [table, rows.map(withoutBytes)]),
    ),
  });

const withoutBytes = (row: Row): object =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      Buffer.isBuffer(value) ? { [BYTES]: value.toString('base64') } : value,
    ]),
  );

const fromText = (text: string): Saved =>
  JSON.parse(text, (_name, value: unknown) => {
    const bytes = (value as Readonly<Record<string, unknown>> | null)?.[BYTES];
    return typeof bytes === 'string' ? Buffer.from(bytes, 'base64') : value;
  }) as Saved;
