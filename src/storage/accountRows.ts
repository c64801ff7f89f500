import type { Account, AccountState } from '../accounts/index.js';
import type { Attributes, Restriction } from '../assurance/index.js';
import type { SandboxId } from '../platform/ids.js';
import type { AccountKey, Vault } from '../vault/index.js';
import type { Queryable, SqlValue } from './database.js';
import { KEEPS_ACCOUNT } from './statements.js';

export interface AccountRow {
  id: string;
  uuid: string;
  state: string;
  wrapped_key: string | null;
  sealed: string | null;
  persona: string | null;
  tag: string | null;
  group_names: string;
  locale: string | null;
  created_at: number;
  version: number;
  restrictions: string | null;
  merged_into: string | null;
}

export const ACCOUNT_COLUMNS =
  'id, uuid, state, wrapped_key, sealed, persona, tag, group_names, locale, created_at, version, restrictions, merged_into';

interface Personal {
  readonly email: string;
  readonly attributes: Attributes;
}

const NOTHING: Personal = { email: '', attributes: {} };

const placeOf = (id: string) => ({ table: 'accounts', column: 'sealed', id });

/** What an account's row says in clear once its key has opened it; nothing personal of a closed one. */
export function openPersonal(
  vault: Vault,
  { id, wrapped_key, sealed }: Pick<AccountRow, 'id' | 'wrapped_key' | 'sealed'>,
): Personal {
  if (wrapped_key === null || sealed === null) return NOTHING;
  return JSON.parse(vault.open(placeOf(id), sealed, vault.unwrap(wrapped_key))) as Personal;
}

export const restrictionsIn = ({
  restrictions,
}: Pick<AccountRow, 'restrictions'>): readonly Restriction[] =>
  restrictions === null ? [] : (JSON.parse(restrictions) as Restriction[]);

/** No restriction is stored as nothing: most accounts have none. */
export const restrictionsColumn = ({ restrictions }: Account): string | null =>
  restrictions.length === 0 ? null : JSON.stringify(restrictions);

export const toAccount = (vault: Vault, row: AccountRow): Account => ({
  id: row.id,
  uuid: row.uuid,
  state: row.state as AccountState,
  restrictions: restrictionsIn(row),
  mergedInto: row.merged_into ?? undefined,
  ...openPersonal(vault, row),
  persona: row.persona ?? undefined,
  tag: row.tag ?? undefined,
  groups: JSON.parse(row.group_names) as string[],
  locale: row.locale ?? undefined,
  createdAt: row.created_at,
  version: row.version,
});

/** The columns that hold personal data: sealed, and found by blind index. */
export function sealPersonal(vault: Vault, { id, email, attributes }: Account, key: AccountKey) {
  const { phone, ssn } = attributes;
  return {
    sealed: vault.seal(placeOf(id), JSON.stringify({ email, attributes }), key),
    email_index: vault.blindIndex('email', email),
    phone_index: phone === undefined ? null : vault.blindIndex('phone', phone),
    ssn_index: ssn === undefined ? null : vault.blindIndex('ssn', ssn),
  };
}

/** What was read of other accounts stays true, and of this one nothing was. */
const INSERT = `${KEEPS_ACCOUNT}INSERT INTO accounts (sandbox_id, id, uuid, state, wrapped_key, sealed, email_index, phone_index, ssn_index, persona,
    tag, group_names, locale, created_at, version, seq, restrictions)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, $15, $16)
  ON CONFLICT DO NOTHING RETURNING id`;

/**
 * Writes a new account with a key of its own; answers the wrapped key, or nothing when its id, uuid or address is taken.
 */
export async function insertAccount(
  tx: Queryable,
  vault: Vault,
  sandbox: SandboxId,
  account: Account,
  seq: number,
): Promise<string | undefined> {
  const wrapped = vault.newAccountKey();
  const open = account.state !== 'closed';
  const personal = open ? sealPersonal(vault, account, vault.unwrap(wrapped)) : undefined;
  const values: SqlValue[] = [
    sandbox,
    account.id,
    account.uuid,
    account.state,
    open ? wrapped : null,
    personal?.sealed ?? null,
    personal?.email_index ?? null,
    personal?.phone_index ?? null,
    personal?.ssn_index ?? null,
    account.persona ?? null,
    account.tag ?? null,
    JSON.stringify(account.groups),
    account.locale ?? null,
    account.createdAt,
    seq,
    restrictionsColumn(account),
  ];
  const [row] = await tx.query(INSERT, values);
  return row && wrapped;
}
