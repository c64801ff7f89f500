import type { Instant } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { Database } from './database.js';

/** Something that happened to an account. */
export interface ActivityEntry {
  readonly type: string;
  readonly at: Instant;
  readonly client?: string | undefined;
}

interface ActivityRow {
  type: string;
  at: number;
  client_id: string | null;
}

/** What happened to an account, the newest first. */
export const createActivity =
  ({ db }: { readonly db: Database }) =>
  async (sandbox: SandboxId, account: string, limit: number): Promise<readonly ActivityEntry[]> => {
    const rows = await db.query<ActivityRow>(
      `SELECT type, at, client_id FROM events WHERE sandbox_id = $1 AND account_id = $2 ORDER BY seq DESC LIMIT $3`,
      [sandbox, account, limit],
    );
    return rows.map(({ type, at, client_id }) => ({ type, at, client: client_id ?? undefined }));
  };
