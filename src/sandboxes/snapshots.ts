import { newId, type SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import type { SnapshotRefusal, SnapshotStore } from './ports.js';

/** More would rather be sandboxes of their own, or documents. */
const MOST_SNAPSHOTS = 20;
/** Packed; a sandbox of a thousand people has about a megabyte. */
const LARGEST_SNAPSHOT = 32 * 1024 * 1024;

/** Keeps a sandbox as it is now; answers the snapshot's id. */
export async function takeSnapshot(
  store: SnapshotStore,
  sandbox: SandboxId,
  given?: string,
): Promise<Result<string, SnapshotRefusal>> {
  const id = given ?? newId('snp').replace('_', '-');
  const limits = { most: MOST_SNAPSHOTS, mostBytes: LARGEST_SNAPSHOT };
  const taken = await store.take(sandbox, id, limits);
  return taken === 'taken' ? ok(id) : refused(taken);
}
