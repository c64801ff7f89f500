import type { Account, AccountStore, SaveOutcome } from '../accounts/index.js';
import { normalizeEmail } from '../platform/emailAddress.js';
import type { SandboxId } from '../platform/ids.js';
import type { AccountKey, Vault } from '../vault/index.js';
import type { AccountRow } from './accountRows.js';
import { ACCOUNT_COLUMNS, restrictionsColumn, sealPersonal, toAccount } from './accountRows.js';
import type { Database, SqlValue, Transaction } from './database.js';
import { isUniqueViolation } from './database.js';
import type { EventStore } from './events.js';
import { accountAsRead, type NewPerson } from './newPerson.js';
import { remembered } from './remembered.js';

const SELECT = `SELECT ${ACCOUNT_COLUMNS} FROM accounts WHERE sandbox_id = $1`;
const BY_ID = `${SELECT} AND id = $2`;
const BY_EMAIL = `${SELECT} AND email_index = $2`;
/** An id counts before a persona; asked one after the other, each by its own index (`+ 0` keeps the planner off that of `seq`). */
const BY_REFERENCE = `${SELECT} AND id = COALESCE(
  (SELECT i.id FROM accounts i WHERE i.sandbox_id = $1 AND i.id = $2),
  (SELECT p.id FROM accounts p WHERE p.sandbox_id = $1 AND p.persona = $2 AND p.persona IS NOT NULL ORDER BY p.seq + 0 LIMIT 1))`;
const AFTER = `${SELECT} AND seq > COALESCE((SELECT seq FROM accounts WHERE sandbox_id = $1 AND id = $2), 0)`;
const UPDATE = `
  UPDATE accounts SET state = $4, wrapped_key = CASE WHEN $4 = 'closed' THEN NULL ELSE wrapped_key END, sealed = $5,
    email_index = $6, phone_index = $7, ssn_index = $8, tag = $9, group_names = $10, locale = $11, restrictions = $12,
    merged_into = $13, version = version + 1
  WHERE sandbox_id = $1 AND id = $2 AND version = $3 AND state <> 'closed' RETURNING id`;

const MOST_FOUND = 50;
/** What holds secrets or proofs of an account, and goes with it. */
const PRIVATE_TABLES = [
  'authenticators',
  'totp_enrolments',
  'recovery_codes',
  'phone_codes',
  'address_confirmations',
  'password_resets',
  'passkey_challenges',
] as const;

interface Meets {
  /** Tells of a person whose rows were committed in this moment. */
  met(sandbox: SandboxId, person: NewPerson): void;
}

export function createAccountStore({
  db,
  vault,
  events,
}: {
  db: Database;
  vault: Vault;
  events: EventStore;
}): AccountStore & Meets {
  const select = async (sql: string, params: readonly SqlValue[]) =>
    (await db.query<AccountRow>(sql, params)).map((row) => toAccount(vault, row));

  const byId = remembered(db, ['accounts'], async (sandbox: SandboxId, id: string) => {
    const [account] = await select(BY_ID, [sandbox, id]);
    return account;
  });

  return {
    get: byId,
    met: (sandbox, person) => byId.know(accountAsRead(person), sandbox, person.account.id),
    async find(sandbox, reference) {
      const kept = byId.kept(sandbox, reference);
      if (kept) return kept;
      const [account] = reference.includes('@')
        ? await select(BY_EMAIL, [sandbox, vault.blindIndex('email', normalizeEmail(reference))])
        : await select(BY_REFERENCE, [sandbox, reference]);
      return account;
    },
    list(sandbox, { limit, after, ...filter }) {
      const params: SqlValue[] = [sandbox, after ?? '', limit];
      const conditions = (['persona', 'state', 'tag'] as const).flatMap((column) => {
        const wanted = filter[column];
        return wanted === undefined ? [] : [` AND ${column} = $${params.push(wanted)}`];
      });
      return select(`${AFTER}${conditions.join('')} ORDER BY seq LIMIT $3`, params);
    },
    findByAttribute: (sandbox, attribute, value) =>
      select(`${SELECT} AND ${attribute}_index = $2 ORDER BY seq LIMIT $3`, [
        sandbox,
        vault.blindIndex(attribute, value),
        MOST_FOUND,
      ]),
    async save(sandbox, account, happened) {
      try {
        return await db.transaction(async (tx): Promise<SaveOutcome> => {
          if (!(await saveAccount(tx, vault, sandbox, account))) return 'stale';
          await events.append(tx, sandbox, happened);
          return 'saved';
        });
      } catch (error) {
        if (isUniqueViolation(error)) return 'email_taken';
        throw error;
      }
    },
  };
}

/**
 * Writes what changed about an account, if it still is in the version that was read: its key, else nothing. A closed one loses
 * its key and what is behind it.
 */
export async function saveAccount(
  tx: Transaction,
  vault: Vault,
  sandbox: SandboxId,
  account: Account,
): Promise<AccountKey | undefined> {
  const key = await keyOfVersion(tx, vault, sandbox, account);
  if (!key) return undefined;
  const personal = account.state === 'closed' ? undefined : sealPersonal(vault, account, key);
  if (!(await update(tx, sandbox, account, personal))) return undefined;
  if (!personal) await forget(tx, sandbox, account.id);
  return key;
}

/** The account's key, if it still is in the version that was read. */
async function keyOfVersion(
  tx: Transaction,
  vault: Vault,
  sandbox: SandboxId,
  { id, version }: Account,
): Promise<AccountKey | undefined> {
  const [row] = await tx.query<{ wrapped_key: string | null }>(
    'SELECT wrapped_key FROM accounts WHERE sandbox_id = $1 AND id = $2 AND version = $3',
    [sandbox, id, version],
  );
  return row?.wrapped_key ? vault.unwrap(row.wrapped_key) : undefined;
}

async function update(
  tx: Transaction,
  sandbox: SandboxId,
  account: Account,
  personal: ReturnType<typeof sealPersonal> | undefined,
): Promise<boolean> {
  const rows = await tx.query(UPDATE, [
    sandbox,
    account.id,
    account.version,
    account.state,
    personal?.sealed ?? null,
    personal?.email_index ?? null,
    personal?.phone_index ?? null,
    personal?.ssn_index ?? null,
    account.tag ?? null,
    JSON.stringify(account.groups),
    account.locale ?? null,
    restrictionsColumn(account),
    account.mergedInto ?? null,
  ]);
  return rows.length > 0;
}

async function forget(tx: Transaction, sandbox: SandboxId, account: string): Promise<void> {
  for (const table of PRIVATE_TABLES)
    await tx.query(`DELETE FROM ${table} WHERE sandbox_id = $1 AND account_id = $2`, [
      sandbox,
      account,
    ]);
  // The number is no longer taken: whoever closed an account may verify with another.
  await tx.query(
    'UPDATE verifications SET ssn_index = NULL WHERE sandbox_id = $1 AND account_id = $2',
    [sandbox, account],
  );
}
