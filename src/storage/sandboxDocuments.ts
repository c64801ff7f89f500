import type { Clock } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { DocumentFault, DocumentStore, SandboxDocument } from '../sandboxes/index.js';
import type { Vault } from '../vault/index.js';
import { isConstraintViolation, type Database } from './database.js';
import { closeContent } from './documentClose.js';
import { openContent } from './documentOpen.js';
import { contentTables, readContent, replaceContent } from './sandboxContent.js';

/** Whole sandboxes as documents in clear: sealed columns are opened on the way out and sealed anew on the way in. */
export function createDocumentStore({
  db,
  vault,
  clock,
}: {
  readonly db: Database;
  readonly vault: Vault;
  readonly clock: Clock;
}): DocumentStore {
  return {
    async read(sandbox: SandboxId): Promise<SandboxDocument | undefined> {
      const found = await db.transaction((tx) => readContent(tx, db.engine, sandbox));
      if (!found) return undefined;
      const tables = openContent(vault, found.content);
      return { key: vault.fingerprint(), agedBy: found.agedBy, tables };
    },
    async write(sandbox, { key, agedBy, tables }) {
      const faults: DocumentFault[] = [];
      const shape = await contentTables(db, db.engine);
      const sameKey = key === vault.fingerprint();
      const { content, leftOut } = closeContent({ vault, shape, sameKey, faults }, tables);
      if (faults.length > 0) return { ok: false, faults };
      try {
        const written = await db.transaction((tx) =>
          replaceContent(tx, sandbox, { content, agedBy }, clock.now()),
        );
        return written ? { ok: true, leftOut } : { ok: false, faults: [GONE] };
      } catch (error) {
        if (isConstraintViolation(error)) return { ok: false, faults: [CONTRADICTION] };
        throw error;
      }
    },
  };
}

const GONE = { path: '', message: 'comes too late: the sandbox was deleted meanwhile' };
const CONTRADICTION = {
  path: '/tables',
  message: 'holds two rows with one key, or a row without what it must have',
};
