import type { SandboxId } from '../platform/ids.js';
import type { Database } from './database.js';
import { createKeptRows } from './keptRows.js';
import type { OidcModelStore } from './oidcModels.js';
import { nameIn, type ModelKey, type OidcPayload } from './oidcRows.js';

const rowOf = (sandbox: SandboxId, { id, ...name }: ModelKey): string =>
  [sandbox, ...nameIn(name), id].join(' ');

/**
 * The same store with the rows in mind that it wrote or found last, where nobody else can change one (SQLite): a code or token is
 * asked for right after it was issued, a session and a grant with every request. What the store does to one row it does here as
 * well; after any other change of the table, everything is read again.
 */
export function keepModels(
  db: Pick<Database, 'commitsTo'>,
  models: OidcModelStore,
): OidcModelStore {
  if (db.commitsTo('oidc_models') === undefined) return models;
  const rows = createKeptRows(() => db.commitsTo('oidc_models'));
  const sessions = createSessionIndex();

  function keeping(sandbox: SandboxId) {
    const keep = rows.reading();
    return (model: string, profile: string, payload: OidcPayload | undefined): void => {
      const id = payload?.['jti'];
      if (!payload || typeof id !== 'string') return;
      const row = rowOf(sandbox, { profile, model, id });
      if (model === 'Session') sessions.note(sandbox, row, payload);
      keep(row, payload);
    };
  }

  return {
    ...models,
    upsert(sandbox, key, payload, expiresAt) {
      const row = rowOf(sandbox, key);
      if (key.model === 'Session') sessions.note(sandbox, row, payload);
      const written = { text: JSON.stringify(payload), expiresAt: expiresAt ?? Infinity };
      return rows.writing(row, () => models.upsert(sandbox, key, payload, expiresAt), written);
    },
    async find(sandbox, key, now) {
      const kept = rows.get(rowOf(sandbox, key), now);
      if (kept) return kept;
      const keep = keeping(sandbox);
      const found = await models.find(sandbox, key, now);
      keep(key.model, key.profile, found);
      return found;
    },
    /** What it stands on is asked for one by one when the row itself is in mind: so are the others, as a rule. */
    async findStanding(sandbox, key, now, foreseen) {
      const payload = rows.get(rowOf(sandbox, key), now);
      if (payload) return { payload };
      const keep = keeping(sandbox);
      const found = await models.findStanding(sandbox, key, now, foreseen);
      keep(key.model, key.profile, found?.payload);
      keep('Grant', '', found?.grant);
      keep('Session', '', found?.session);
      return found;
    },
    async findByUid(sandbox, name, uid, now) {
      const row = sessions.rowOf(sandbox, uid);
      const kept = row === undefined ? undefined : rows.get(row, now);
      if (kept?.['uid'] === uid) return kept;
      const keep = keeping(sandbox);
      const found = await models.findByUid(sandbox, name, uid, now);
      keep(name.model, name.profile, found);
      return found;
    },
    consume: (sandbox, key, now) =>
      rows.consuming(rowOf(sandbox, key), () => models.consume(sandbox, key, now)),
    destroy: (sandbox, key) =>
      rows.writing(rowOf(sandbox, key), () => models.destroy(sandbox, key)),
  };
}

const MOST_SESSIONS = 2000;

/** Rows of the sessions that were written or found since the start, by uid. */
function createSessionIndex() {
  const rows = new Map<string, string>();
  return {
    note(sandbox: SandboxId, row: string, { uid }: OidcPayload): void {
      if (rows.size >= MOST_SESSIONS) rows.clear();
      if (typeof uid === 'string') rows.set(`${sandbox} ${uid}`, row);
    },
    rowOf: (sandbox: SandboxId, uid: string) => rows.get(`${sandbox} ${uid}`),
  };
}
