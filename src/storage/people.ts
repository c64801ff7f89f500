import type { Registry } from '../accounts/index.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { Vault } from '../vault/index.js';
import { insertAccount } from './accountRows.js';
import { writeConfirmation } from './addressConfirmations.js';
import { insertAuthenticators, writePasswordRow } from './authenticatorRows.js';
import type { Database } from './database.js';
import type { EventStore } from './events.js';
import type { NewPerson } from './newPerson.js';
import { putRecord } from './records.js';
import { takeSeq } from './sandboxes.js';
import { createSecretDigest } from './secretDigest.js';
import { insertFirstVerification } from './verifications.js';

/** Writes people whole: account, authenticators and verification appear together or not at all. */
export interface PeopleStore extends Registry {
  /** False, and nothing is written, when the id, the uuid or the address is taken. */
  insertPerson(
    sandbox: SandboxId,
    person: NewPerson,
    events: readonly DomainEvent[],
  ): Promise<boolean>;
}

/** Thrown to undo a transaction that came too late, and caught right outside of it. */
const TAKEN_MEANWHILE = new Error('the address was taken meanwhile');

export function createPeopleStore({
  db,
  vault,
  events,
  met,
}: {
  db: Database;
  vault: Vault;
  events: EventStore;
  /** Told of everybody new in the moment of the commit. */
  met?: (sandbox: SandboxId, person: NewPerson) => void;
}): PeopleStore {
  const digest = createSecretDigest(vault);
  return {
    insertPerson: (sandbox, person, happened) =>
      db.transaction(async (tx) => {
        const { account, authenticators, verification, record } = person;
        const rows = verification ? 2 : 1; // the account's and its verification's
        const { first, ofEvents } = await events.number(tx, sandbox, rows, happened.length);
        const wrapped = await insertAccount(tx, vault, sandbox, account, first);
        if (wrapped === undefined) return false;
        if (account.state !== 'closed') {
          const { id, createdAt } = account;
          const owner = { sandbox, account: id, key: vault.unwrap(wrapped) };
          await insertAuthenticators(tx, { vault, digest }, owner, authenticators, createdAt);
          if (verification)
            await insertFirstVerification(tx, vault, owner, verification, first + 1);
          if (record) await putRecord(tx, vault, sandbox, record);
          tx.afterCommit(() => met?.(sandbox, person));
        }
        await events.append(tx, sandbox, happened, ofEvents);
        return true;
      }),

    async register(sandbox, { account, passwordHash, confirmation }, limits, happened) {
      try {
        return await db.transaction(async (tx) => {
          const written = await writeConfirmation(tx, vault, sandbox, confirmation, limits);
          if (written !== 'written') return written;
          const seq = await takeSeq(tx, sandbox);
          const wrapped = await insertAccount(tx, vault, sandbox, account, seq);
          if (wrapped === undefined) throw TAKEN_MEANWHILE;
          if (passwordHash !== undefined)
            await writePasswordRow(tx, sandbox, account.id, passwordHash, account.createdAt);
          await events.append(tx, sandbox, happened);
          return 'registered' as const;
        });
      } catch (error) {
        if (error === TAKEN_MEANWHILE) return 'email_taken';
        throw error;
      }
    },
  };
}
