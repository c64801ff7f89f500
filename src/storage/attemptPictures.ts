import type { SandboxId } from '../platform/ids.js';
import type { AttemptStore, Change, PictureKind } from '../proofing/index.js';
import type { AccountKey, Vault } from '../vault/index.js';
import type { Database, Queryable, Transaction } from './database.js';

const pictureAt = (attempt: string, kind: string) => ({
  ...{ table: 'attempt_pictures', column: 'content', id: `${attempt}/${kind}` },
});

const KEEP = `INSERT INTO attempt_pictures (sandbox_id, attempt_id, kind, content) VALUES ($1, $2, $3, $4)
  ON CONFLICT (sandbox_id, attempt_id, kind) DO UPDATE SET content = excluded.content`;

async function dropPictures(
  tx: Queryable,
  sandbox: SandboxId,
  id: string,
  kinds: readonly PictureKind[],
): Promise<void> {
  for (const kind of kinds)
    await tx.query(
      'DELETE FROM attempt_pictures WHERE sandbox_id = $1 AND attempt_id = $2 AND kind = $3',
      [sandbox, id, kind],
    );
}

/** Part of the transaction that saves the attempt. */
export async function savePictures(
  tx: Transaction,
  vault: Vault,
  { sandbox, attempt, key }: { sandbox: SandboxId; attempt: string; key: AccountKey },
  { keep = {}, drop = [] }: Change,
): Promise<void> {
  for (const [kind, content] of Object.entries(keep))
    await tx.query(KEEP, [
      ...[sandbox, attempt, kind],
      vault.sealBytes(pictureAt(attempt, kind), content, key),
    ]);
  await dropPictures(tx, sandbox, attempt, drop);
}

type Pictures = Pick<AttemptStore, 'picture' | 'picturesHeld' | 'dropPictures'>;

/** The pictures of attempts, sealed under the key of the account. */
export function pictureStore(db: Database, vault: Vault): Pictures {
  return {
    async picture(sandbox, id, kind) {
      const [row] = await db.query<{ content: Buffer; wrapped_key: string | null }>(
        `SELECT p.content, a.wrapped_key FROM attempt_pictures p
           JOIN attempts t ON t.sandbox_id = p.sandbox_id AND t.id = p.attempt_id
           JOIN accounts a ON a.sandbox_id = t.sandbox_id AND a.id = t.account_id
          WHERE p.sandbox_id = $1 AND p.attempt_id = $2 AND p.kind = $3`,
        [sandbox, id, kind],
      );
      if (!row?.wrapped_key) return undefined;
      return vault.openBytes(pictureAt(id, kind), row.content, vault.unwrap(row.wrapped_key));
    },
    async picturesHeld(sandbox, id) {
      const rows = await db.query<{ kind: string }>(
        'SELECT kind FROM attempt_pictures WHERE sandbox_id = $1 AND attempt_id = $2',
        [sandbox, id],
      );
      const held = new Set(rows.map(({ kind }) => kind));
      return (['front', 'back', 'selfie'] as const).filter((kind) => held.has(kind));
    },
    dropPictures: (sandbox, id, kinds) => dropPictures(db, sandbox, id, kinds),
  };
}
