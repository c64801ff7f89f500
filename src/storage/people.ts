import type { Account, Registry } from '../accounts/index.js';
import type { Verification } from '../assurance/index.js';
import type { NewAuthenticators } from '../authenticators/index.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { PersonRecord } from '../proofing/index.js';
import type { Vault } from '../vault/index.js';
import { insertAccount } from './accountRows.js';
import { writeConfirmation } from './addressConfirmations.js';
import { insertAuthenticators, writePasswordRow } from './authenticatorRows.js';
import type { Database } from './database.js';
import type { EventStore } from './events.js';
import { putRecord } from './records.js';
import { takeSeq } from './sandboxes.js';
import { createSecretDigest } from './secretDigest.js';
import { insertFirstVerification } from './verifications.js';

/** A whole person, as the control API makes one. */
export interface NewPerson {
  readonly account: Account;
  readonly authenticators: NewAuthenticators;
  readonly verification?: Verification | undefined;
  /** What the authoritative sources know of them. */
  readonly record?: PersonRecord | undefined;
}

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
}: {
  db: Database;
  vault: Vault;
  events: EventStore;
}): PeopleStore {
  const digest = createSecretDigest(vault);
  return {
    insertPerson: (sandbox, { account, authenticators, verification, record }, happened) =>
      db.transaction(async (tx) => {
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
