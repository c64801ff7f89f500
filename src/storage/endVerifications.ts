import type { Instant } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { Database } from './database.js';
import type { EventStore } from './events.js';

/** Ends whatever verification of an account is in force; false when none is. */
export const createEndVerifications =
  ({ db, events }: { readonly db: Database; readonly events: Pick<EventStore, 'append'> }) =>
  (
    sandbox: SandboxId,
    account: string,
    state: 'revoked' | 'lapsed',
    at: Instant,
    happened: readonly DomainEvent[],
  ): Promise<boolean> =>
    db.transaction(async (tx) => {
      const ended = await tx.query(
        `UPDATE verifications SET state = $3, ended_at = $4
          WHERE sandbox_id = $1 AND account_id = $2 AND state = 'verified' RETURNING attempt_id`,
        [sandbox, account, state, at],
      );
      if (ended.length > 0) await events.append(tx, sandbox, happened);
      return ended.length > 0;
    });
