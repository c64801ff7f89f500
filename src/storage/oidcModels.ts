import type { Instant } from '../platform/clock.js';
import type { Foreseen } from '../oidc/index.js';
import type { SandboxId } from '../platform/ids.js';
import { sha256 } from '../platform/secrets.js';
import type { Vault } from '../vault/index.js';
import { isConstraintViolation, type Database, type SqlValue } from './database.js';
import { eraOf, sandboxChanged } from './era.js';
import { KEEPS_ACCOUNT } from './statements.js';
import { createStandingRead, type Standing } from './oidcStanding.js';
import {
  nameIn,
  payloadColumn,
  payloadColumnInMind,
  payloadId,
  SHARED,
  withConsumed,
  type ModelKey,
  type ModelName,
  type ModelRow,
  type OidcPayload,
} from './oidcRows.js';
import type { SealedColumn } from './sealedColumn.js';

export type { ModelKey } from './oidcRows.js';

/** The rows behind an adapter of oidc-provider. `find...` answers nothing that has expired at `now`, whoever swept. */
export interface OidcModelStore {
  /** What it is found and revoked by is taken from the payload. Whether it was consumed stays as it is. */
  upsert(
    sandbox: SandboxId,
    key: ModelKey,
    payload: OidcPayload,
    expiresAt?: Instant,
  ): Promise<void>;
  /** The payload, with `consumed` (epoch seconds) once it was. */
  find(sandbox: SandboxId, key: ModelKey, now: Instant): Promise<OidcPayload | undefined>;
  /** The same, with what it stands on: for a session its subscriber, for a code or token its grant and session, too. */
  findStanding(
    sandbox: SandboxId,
    key: ModelKey,
    now: Instant,
    foreseen?: Foreseen,
  ): Promise<Standing | undefined>;
  /** A session by its uid. */
  findByUid(
    sandbox: SandboxId,
    name: ModelName,
    uid: string,
    now: Instant,
  ): Promise<OidcPayload | undefined>;
  findByUserCode(
    sandbox: SandboxId,
    name: ModelName,
    userCode: string,
    now: Instant,
  ): Promise<OidcPayload | undefined>;
  /** A person's sessions or grants (the models that carry their account). */
  listByAccount(
    sandbox: SandboxId,
    name: ModelName,
    account: string,
    now: Instant,
  ): Promise<OidcPayload[]>;
  /** True for exactly one caller, however many there are at once. */
  consume(sandbox: SandboxId, key: ModelKey, now: Instant): Promise<boolean>;
  destroy(sandbox: SandboxId, key: ModelKey): Promise<void>;
  /** Destroys what was issued under a grant, of every model and profile. */
  revokeByGrantId(sandbox: SandboxId, grantId: string): Promise<void>;
  /** Ends a person's sessions, grants and all that was issued under them. */
  revokeByAccount(sandbox: SandboxId, account: string): Promise<void>;
  /** Deletes what has expired, a few hundred rows at a time; answers how many. */
  deleteExpired(sandbox: SandboxId, now: Instant): Promise<number>;
}

const SWEPT_AT_ONCE = 500;

const COLUMNS = 'profile, model, id, payload, consumed_at';
const KEY = 'sandbox_id = $1 AND profile = $2 AND model = $3 AND id = $4';
const IN_FORCE = '(expires_at IS NULL OR expires_at > $5)';
const FIND = `SELECT ${COLUMNS} FROM oidc_models WHERE ${KEY} AND ${IN_FORCE}`;
/** As expressions, since SQLite would take three columns of the primary key for better than an index that names the row. */
const selectBy = (column: string) =>
  `SELECT ${COLUMNS} FROM oidc_models
    WHERE sandbox_id = $1 AND profile || '' = $2 AND model || '' = $3 AND ${column} = $4 AND ${IN_FORCE}`;
const FIND_BY_UID = selectBy('uid');
const FIND_BY_USER_CODE = selectBy('user_code');
const LIST_BY_ACCOUNT = selectBy('account_id');
const INTO = `INSERT INTO oidc_models
  (sandbox_id, profile, model, id, payload, grant_id, uid, user_code, account_id, session_uid, grant_row, expires_at)`;
const OR_REPLACE = `
  ON CONFLICT (sandbox_id, profile, model, id) DO UPDATE SET
    payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid,
    user_code = excluded.user_code, account_id = excluded.account_id, session_uid = excluded.session_uid,
    grant_row = excluded.grant_row, expires_at = excluded.expires_at`;
const UPSERT = `${KEEPS_ACCOUNT}${INTO} VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ${OR_REPLACE}`;
/**
 * Contradicts the schema when the sandbox is gone or in another era: its id is NULL then. The lock lets numbers be taken and waits
 * for the end of an era: what is kept is seen by whoever ends it.
 */
const UPSERT_IN_ERA = `${KEEPS_ACCOUNT}${INTO}
  VALUES ((SELECT id FROM sandboxes WHERE id = $1 AND COALESCE(era, 0) = $13 FOR KEY SHARE),
    $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ${OR_REPLACE}`;
const CONSUME = `${KEEPS_ACCOUNT}UPDATE oidc_models SET consumed_at = $5 WHERE ${KEY} AND consumed_at IS NULL RETURNING id`;
const DESTROY = `${KEEPS_ACCOUNT}DELETE FROM oidc_models WHERE ${KEY}`;
const REVOKE =
  "DELETE FROM oidc_models WHERE sandbox_id = $1 AND grant_id = $2 AND model <> 'Grant'";
const DELETE_OF_ACCOUNT =
  'DELETE FROM oidc_models WHERE sandbox_id = $1 AND account_id = $2 RETURNING grant_id';
const DELETE_EXPIRED = `
  DELETE FROM oidc_models WHERE sandbox_id = $1 AND (profile, model, id) IN
    (SELECT profile, model, id FROM oidc_models WHERE sandbox_id = $1 AND expires_at <= $2 LIMIT $3)
  RETURNING id`;

export function createOidcModelStore({
  db,
  vault,
}: {
  db: Database;
  vault: Vault;
}): OidcModelStore {
  // On SQLite whole rows are kept in mind (keepModels).
  const payloads = db.engine === 'sqlite' ? payloadColumn(vault) : payloadColumnInMind(vault);
  const select = selectionIn(db, payloads);
  const first = async (...args: Parameters<typeof select>) => (await select(...args))[0];
  const run = async (sql: string, params: readonly SqlValue[]) =>
    (await db.query(sql, params)).length;
  return {
    async upsert(sandbox, { id, ...name }, payload, expiresAt) {
      const [profile, model] = nameIn(name);
      const digest = sha256(id);
      const text = payloads.seal(payloadId(profile, model, digest), payload);
      const indexed = indexedBy(model, payload);
      const row = [sandbox, profile, model, digest, text, ...indexed, expiresAt ?? null];
      const era = eraOf(sandbox);
      if (era === undefined) await run(UPSERT, row);
      else await run(UPSERT_IN_ERA, [...row, era]).catch(asSandboxChanged);
    },
    find: (sandbox, { id, ...name }, now) => first(FIND, sandbox, name, sha256(id), now),
    findStanding: createStandingRead(db, vault, payloads),
    findByUid: (sandbox, name, uid, now) => first(FIND_BY_UID, sandbox, name, uid, now),
    findByUserCode: (sandbox, name, code, now) =>
      first(FIND_BY_USER_CODE, sandbox, name, code, now),
    listByAccount: (sandbox, name, account, now) =>
      select(LIST_BY_ACCOUNT, sandbox, name, account, now),
    consume: async (sandbox, { id, ...name }, now) =>
      (await run(CONSUME, [sandbox, ...nameIn(name), sha256(id), now])) > 0,
    async destroy(sandbox, { id, ...name }) {
      await run(DESTROY, [sandbox, ...nameIn(name), sha256(id)]);
    },
    async revokeByGrantId(sandbox, grantId) {
      await run(REVOKE, [sandbox, grantId]);
    },
    revokeByAccount: (sandbox, account) =>
      db.transaction(async (tx) => {
        const rows = await tx.query<{ grant_id: string | null }>(DELETE_OF_ACCOUNT, [
          sandbox,
          account,
        ]);
        for (const { grant_id } of rows)
          if (grant_id !== null) await tx.query(REVOKE, [sandbox, grant_id]);
      }),
    async deleteExpired(sandbox, now) {
      let total = 0;
      for (;;) {
        const swept = await run(DELETE_EXPIRED, [sandbox, now, SWEPT_AT_ONCE]);
        total += swept;
        if (swept < SWEPT_AT_ONCE) return total;
      }
    },
  };
}

function asSandboxChanged(error: unknown): never {
  throw isConstraintViolation(error) ? sandboxChanged() : error;
}

/** Runs one of the statements that `selectBy` makes, and opens what it finds. */
function selectionIn(db: Database, payloads: SealedColumn<OidcPayload>) {
  const toPayload = ({ profile, model, id, payload, consumed_at }: ModelRow): OidcPayload =>
    withConsumed(payloads.open(payloadId(profile, model, id), payload), consumed_at);
  return async (sql: string, sandbox: SandboxId, name: ModelName, value: string, now: Instant) =>
    (await db.query<ModelRow>(sql, [sandbox, ...nameIn(name), value, now])).map(toPayload);
}

/**
 * Grant, uid, user code and account of a row, only where something looks for them: each index costs every write. Tokens
 * of an account are reached through its grants, so a Grant carries its own id as `grant_id`. Last, by what a code or token
 * finds the session and the grant that it stands on.
 */
function indexedBy(model: string, payload: OidcPayload): (string | null)[] {
  const text = (member: string): string | null => {
    const value = payload[member];
    return typeof value === 'string' ? value : null;
  };
  const grantId = text('grantId');
  return [
    model === 'Grant' ? text('jti') : grantId,
    model === 'Session' ? text('uid') : null,
    text('userCode'),
    SHARED.has(model) ? text('accountId') : null,
    text('sessionUid'),
    grantId === null ? null : sha256(grantId),
  ];
}
