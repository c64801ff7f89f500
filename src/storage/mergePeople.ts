import type { Account } from '../accounts/index.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { Vault } from '../vault/index.js';
import { saveAccount } from './accounts.js';
import type { Database } from './database.js';
import type { EventStore } from './events.js';
import { insertVerification, newestVerification } from './verifications.js';

/** Two accounts of one person, each as it is afterwards and in the version that was read. */
export interface PeopleMerge {
  readonly from: Account;
  readonly into: Account;
}

/** Somebody wrote in between: nothing of the merge may stay. */
const STALE = new Error('an account was changed meanwhile');

/** Closes one account and gives the other its verification, if that has none in force, in one transaction. */
export const createMergePeople =
  ({ db, vault, events }: { db: Database; vault: Vault; events: EventStore }) =>
  async (
    sandbox: SandboxId,
    { from, into }: PeopleMerge,
    happened: readonly DomainEvent[],
  ): Promise<'saved' | 'stale'> => {
    try {
      return await db.transaction(async (tx) => {
        const given = await newestVerification(tx, vault, sandbox, from.id);
        const own = await newestVerification(tx, vault, sandbox, into.id);
        const closed = await saveAccount(tx, vault, sandbox, from);
        const key = await saveAccount(tx, vault, sandbox, into);
        if (!closed || !key) throw STALE;
        if (given?.state === 'verified' && own?.state !== 'verified')
          await insertVerification(tx, vault, { sandbox, account: into.id, key }, given);
        await events.append(tx, sandbox, happened);
        return 'saved' as const;
      });
    } catch (error) {
      if (error === STALE) return 'stale';
      throw error;
    }
  };
