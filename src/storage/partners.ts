import type { Partner, PartnerStore } from '../partners/index.js';
import type { Database, SqlValue } from './database.js';
import type { EventStore } from './events.js';
import { bumpRevision, takeSeq } from './sandboxes.js';

interface PartnerRow {
  id: string;
  name: string;
  logo: string | null;
  contacts: string;
  policy: string;
  created_at: number;
}

const SELECT = `SELECT id, name, logo, contacts, policy, created_at FROM partners WHERE sandbox_id = $1`;
const LIST = `${SELECT} AND seq > COALESCE((SELECT seq FROM partners WHERE sandbox_id = $1 AND id = $2), 0)
  ORDER BY seq LIMIT $3`;
const INSERT = `
  INSERT INTO partners (sandbox_id, id, name, logo, contacts, policy, created_at, seq)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING id`;
const UPDATE = `
  UPDATE partners SET name = $3, logo = $4, contacts = $5, policy = $6 WHERE sandbox_id = $1 AND id = $2 RETURNING id`;
const DELETE = `
  DELETE FROM partners WHERE sandbox_id = $1 AND id = $2
    AND NOT EXISTS (SELECT 1 FROM clients WHERE sandbox_id = $1 AND partner_id = $2)
  RETURNING id`;

/** Organisations. Each change raises the sandbox's revision, since consent pages are built from them. */
export function createPartnerStore({
  db,
  events,
}: {
  db: Database;
  events: EventStore;
}): PartnerStore {
  const select = async (sql: string, params: readonly SqlValue[]) =>
    (await db.query<PartnerRow>(sql, params)).map(toPartner);
  const get: PartnerStore['getPartner'] = async (sandbox, id) =>
    (await select(`${SELECT} AND id = $2`, [sandbox, id]))[0];

  return {
    getPartner: get,
    listPartners: (sandbox, { limit, after }) => select(LIST, [sandbox, after ?? '', limit]),
    insertPartner: (sandbox, partner, happened) =>
      db.transaction(async (tx) => {
        const seq = await takeSeq(tx, sandbox);
        const rows = await tx.query(INSERT, [sandbox, ...said(partner), partner.createdAt, seq]);
        if (rows.length === 0) return false;
        await bumpRevision(tx, sandbox);
        await events.append(tx, sandbox, happened);
        return true;
      }),
    savePartner: (sandbox, partner, happened) =>
      db.transaction(async (tx) => {
        const rows = await tx.query(UPDATE, [sandbox, ...said(partner)]);
        if (rows.length === 0) return false;
        await bumpRevision(tx, sandbox);
        await events.append(tx, sandbox, happened);
        return true;
      }),
    deletePartner: (sandbox, id, happened) =>
      db.transaction(async (tx) => {
        await bumpRevision(tx, sandbox); // locks: no client of it is registered meanwhile
        if ((await tx.query(DELETE, [sandbox, id])).length === 0) return false;
        await events.append(tx, sandbox, happened);
        return true;
      }),
  };
}

/** What an organisation says of itself, in the order of the columns. */
const said = ({ id, name, logo, contacts, policy }: Partner): readonly SqlValue[] => [
  id,
  name,
  logo ?? null,
  JSON.stringify(contacts),
  JSON.stringify(policy),
];

const toPartner = (row: PartnerRow): Partner => ({
  id: row.id,
  name: row.name,
  logo: row.logo ?? undefined,
  contacts: JSON.parse(row.contacts) as string[],
  policy: JSON.parse(row.policy) as Partner['policy'],
  createdAt: row.created_at,
});
