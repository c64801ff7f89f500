import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { Database, Transaction } from './database.js';
import type { EventStore } from './events.js';
import { removeRecord } from './records.js';

/** Tables whose rows are an account's own, by the column that names it. Events stay: they hold nothing personal. */
const OF_ACCOUNT = [
  'address_confirmations',
  'authenticators',
  'passkey_challenges',
  'password_resets',
  'phone_codes',
  'recovery_codes',
  'totp_enrolments',
  'verifications',
] as const;

const OF_ATTEMPT = ['attempt_pictures', 'attempt_submissions'] as const;

/** Deletes an account and every row that belongs to it, sessions, grants, tokens and consents included. */
export const createRemovePerson =
  ({ db, events }: { readonly db: Database; readonly events: Pick<EventStore, 'append'> }) =>
  (sandbox: SandboxId, account: string, happened: readonly DomainEvent[]): Promise<boolean> =>
    db.transaction(async (tx) => {
      const [gone] = await tx.query<{ uuid: string }>(
        'DELETE FROM accounts WHERE sandbox_id = $1 AND id = $2 RETURNING uuid',
        [sandbox, account],
      );
      if (!gone) return false;
      await removeProofing(tx, sandbox, account);
      for (const table of OF_ACCOUNT)
        await tx.query(`DELETE FROM ${table} WHERE sandbox_id = $1 AND account_id = $2`, [
          sandbox,
          account,
        ]);
      await tx.query('DELETE FROM throttles WHERE sandbox_id = $1 AND subject = $2', [
        sandbox,
        account,
      ]);
      await removeRecord(tx, sandbox, account);
      await removeProtocol(tx, sandbox, gone.uuid);
      await events.append(tx, sandbox, happened);
      return true;
    });

async function removeProofing(tx: Transaction, sandbox: SandboxId, account: string): Promise<void> {
  for (const table of OF_ATTEMPT)
    await tx.query(
      `DELETE FROM ${table} WHERE sandbox_id = $1 AND attempt_id IN
        (SELECT id FROM attempts WHERE sandbox_id = $1 AND account_id = $2)`,
      [sandbox, account],
    );
  await tx.query('DELETE FROM attempts WHERE sandbox_id = $1 AND account_id = $2', [
    sandbox,
    account,
  ]);
}

/** Tokens carry their grant alone; a session and a grant carry the subject. */
async function removeProtocol(tx: Transaction, sandbox: SandboxId, sub: string): Promise<void> {
  await tx.query(
    `DELETE FROM oidc_models WHERE sandbox_id = $1 AND grant_id IN
      (SELECT grant_id FROM oidc_models WHERE sandbox_id = $1 AND account_id = $2)`,
    [sandbox, sub],
  );
  await tx.query('DELETE FROM oidc_models WHERE sandbox_id = $1 AND account_id = $2', [
    sandbox,
    sub,
  ]);
  await tx.query('DELETE FROM consents WHERE sandbox_id = $1 AND sub = $2', [sandbox, sub]);
}
