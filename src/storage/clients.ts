import type { Client, ClientMetadata, ClientSecret, ClientStore } from '../partners/index.js';
import type { Vault } from '../vault/index.js';
import type { Database, SqlValue } from './database.js';
import type { EventStore } from './events.js';
import { remembered } from './remembered.js';
import { bumpRevision, takeSeq } from './sandboxes.js';
import { sealedJson, type SealedColumn } from './sealedColumn.js';

interface ClientRow {
  client_id: string;
  partner_id: string | null;
  metadata: string;
  secrets: string;
  old_secret_ends_at: number | null;
  certs: string;
  profile_options: string;
  created_at: number;
  version: number;
}

const SELECT = `
  SELECT client_id, partner_id, metadata, secrets, old_secret_ends_at, certs, profile_options, created_at, version
  FROM clients WHERE sandbox_id = $1`;
const LIST = `${SELECT} AND seq > COALESCE((SELECT seq FROM clients WHERE sandbox_id = $1 AND client_id = $2), 0)
  AND ($4 = '' OR partner_id = $4) ORDER BY seq LIMIT $3`;
const INSERT = `
  INSERT INTO clients (sandbox_id, client_id, partner_id, metadata, secrets, old_secret_ends_at, certs,
    profile_options, created_at, version, seq)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10) ON CONFLICT DO NOTHING RETURNING client_id`;
const UPDATE = `
  UPDATE clients SET partner_id = $3, metadata = $4, secrets = $5, old_secret_ends_at = $6, certs = $7,
    profile_options = $8, version = version + 1
  WHERE sandbox_id = $1 AND client_id = $2 AND version = $9 RETURNING client_id`;

/** Clients. Each change raises the sandbox's revision, after which Providers are built anew. */
export function createClientStore({
  db,
  vault,
  events,
}: {
  db: Database;
  vault: Vault;
  events: EventStore;
}): ClientStore {
  const sealed = sealedJson<readonly string[]>(vault, 'clients', 'secrets');
  const select = async (sql: string, params: readonly SqlValue[]) =>
    (await db.query<ClientRow>(sql, params)).map((row) => toClient(sealed, row));

  /** Runs a statement that answers the row it wrote; if it did, says so to Providers and audit stream. */
  const write = (
    sandbox: string,
    sql: string,
    params: readonly SqlValue[],
    happened: Parameters<EventStore['append']>[2],
    withSeq = false,
  ) =>
    db.transaction(async (tx) => {
      const seq = withSeq ? [await takeSeq(tx, sandbox)] : [];
      if ((await tx.query(sql, [sandbox, ...params, ...seq])).length === 0) return false;
      await bumpRevision(tx, sandbox);
      await events.append(tx, sandbox, happened);
      return true;
    });

  return {
    getClient: remembered(
      db,
      ['clients'],
      async (...key) => (await select(`${SELECT} AND client_id = $2`, key))[0],
    ),
    listClients: (sandbox, { limit, after, partner }) =>
      select(LIST, [sandbox, after ?? '', limit, partner ?? '']),
    insertClient: (sandbox, client, happened) =>
      write(sandbox, INSERT, [...said(sealed, client), client.createdAt], happened, true),
    saveClient: (sandbox, client, happened) =>
      write(sandbox, UPDATE, [...said(sealed, client), client.version], happened),
    deleteClient: (sandbox, clientId, happened) =>
      write(
        sandbox,
        'DELETE FROM clients WHERE sandbox_id = $1 AND client_id = $2 RETURNING client_id',
        [clientId],
        happened,
      ),
  };
}

/** What a client is made of, in the order of the columns. */
const said = (sealed: SealedColumn<readonly string[]>, client: Client): readonly SqlValue[] => [
  client.clientId,
  client.partner ?? null,
  JSON.stringify(client.metadata),
  sealed.seal(
    client.clientId,
    client.secrets.map(({ value }) => value),
  ),
  client.secrets[1]?.expiresAt ?? null,
  JSON.stringify(client.certs),
  JSON.stringify(client.profileOptions),
];

const toClient = (sealed: SealedColumn<readonly string[]>, row: ClientRow): Client => ({
  clientId: row.client_id,
  partner: row.partner_id ?? undefined,
  metadata: JSON.parse(row.metadata) as ClientMetadata,
  secrets: sealed
    .open(row.client_id, row.secrets)
    .map((value, i) => toSecret(value, i === 0 ? null : row.old_secret_ends_at)),
  certs: JSON.parse(row.certs) as string[],
  profileOptions: JSON.parse(row.profile_options) as Client['profileOptions'],
  createdAt: row.created_at,
  version: row.version,
});

const toSecret = (value: string, expiresAt: number | null): ClientSecret =>
  expiresAt === null ? { value } : { value, expiresAt };
