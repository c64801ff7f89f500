import type { Account } from '../accounts/index.js';
import type { Attributes } from '../assurance/index.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { PersonRecord } from '../proofing/index.js';
import type { Vault } from '../vault/index.js';
import { saveAccount } from './accounts.js';
import { secretPlace } from './authenticatorRows.js';
import type { Database, Transaction } from './database.js';
import type { EventStore } from './events.js';
import { putRecord } from './records.js';
import { changeVerified, type Owner } from './verifications.js';

/** What changes about a person in life. */
export interface PersonChange {
  /** As it is afterwards, in the version that was read. */
  readonly account: Account;
  /** The attributes that change; undefined forgets. */
  readonly attributes: Attributes;
  readonly record: PersonRecord;
}

/** Changes account, verification in force, records and bound phone in one transaction. */
export const createChangePerson =
  ({ db, vault, events }: { db: Database; vault: Vault; events: EventStore }) =>
  (
    sandbox: SandboxId,
    { account, attributes, record }: PersonChange,
    happened: readonly DomainEvent[],
  ): Promise<'saved' | 'stale'> =>
    db.transaction(async (tx) => {
      const key = await saveAccount(tx, vault, sandbox, account);
      if (!key) return 'stale';
      const owner = { sandbox, account: account.id, key };
      await changeVerified(tx, vault, owner, attributes);
      if (attributes.phone) await changeBoundPhone(tx, vault, owner, attributes.phone);
      await putRecord(tx, vault, sandbox, record);
      await events.append(tx, sandbox, happened);
      return 'saved';
    });

/** Codes go to the new number; without a bound phone there is nothing to change. */
async function changeBoundPhone(
  tx: Transaction,
  vault: Vault,
  { sandbox, account, key }: Owner,
  phone: string,
): Promise<void> {
  await tx.query(
    `UPDATE authenticators SET secret = $3 WHERE sandbox_id = $1 AND account_id = $2 AND id = 'phone'`,
    [sandbox, account, vault.seal(secretPlace(account, 'phone'), phone, key)],
  );
  await tx.query('DELETE FROM phone_codes WHERE sandbox_id = $1 AND account_id = $2', [
    sandbox,
    account,
  ]);
}
