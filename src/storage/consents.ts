import type { ConsentStore } from '../oidc/index.js';
import { CONSENT_COLUMNS, toConsent, type ConsentRow } from './consentRows.js';
import type { Database } from './database.js';
import type { EventStore } from './events.js';
import type { SandboxId } from '../platform/ids.js';
import type { OidcModelStore } from './oidcModels.js';
import { remembered } from './remembered.js';
import { grantsOfClient } from './sessionGrants.js';
import { KEEPS_ACCOUNT } from './statements.js';

const FIND = `SELECT ${CONSENT_COLUMNS} FROM consents c WHERE sandbox_id = $1 AND sub = $2 AND client_id = $3`;
/** What was read of others stays true, and of this one everybody is told. */
const UPSERT = `${KEEPS_ACCOUNT}INSERT INTO consents (sandbox_id, sub, client_id, claims, rejected, verification, given_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (sandbox_id, sub, client_id) DO UPDATE SET claims = excluded.claims,
    rejected = excluded.rejected, verification = excluded.verification, given_at = excluded.given_at`;

/** Consents by subject and client. Revoking one also ends what was issued to the client for this subject. */
export function createConsentStore({
  db,
  events,
  models,
}: {
  readonly db: Database;
  readonly events: Pick<EventStore, 'append'>;
  readonly models: Pick<OidcModelStore, 'listByAccount'>;
}): ConsentStore {
  const find = remembered(db, ['consents'], async (...key: [SandboxId, string, string]) => {
    const [row] = await db.query<ConsentRow>(FIND, key);
    return row && toConsent(row);
  });
  return {
    find,
    async list(sandbox, sub) {
      const rows = await db.query<ConsentRow>(
        `SELECT ${CONSENT_COLUMNS} FROM consents c WHERE sandbox_id = $1 AND sub = $2 ORDER BY given_at`,
        [sandbox, sub],
      );
      return rows.map(toConsent);
    },
    save: (sandbox, consent, happened) =>
      db.transaction(async (tx) => {
        await tx.query(UPSERT, [
          sandbox,
          consent.sub,
          consent.clientId,
          JSON.stringify(consent.claims),
          JSON.stringify(consent.rejected),
          consent.verification ?? null,
          consent.givenAt,
        ]);
        await events.append(tx, sandbox, happened);
        tx.afterCommit(() => find.know(consent, sandbox, consent.sub, consent.clientId));
      }),
    async revoke(sandbox, sub, clientId, happened) {
      const grants = await grantsOfClient(models, sandbox, sub, clientId);
      await db.transaction(async (tx) => {
        await tx.query(
          'DELETE FROM consents WHERE sandbox_id = $1 AND sub = $2 AND client_id = $3',
          [sandbox, sub, clientId],
        );
        for (const grant of grants)
          await tx.query('DELETE FROM oidc_models WHERE sandbox_id = $1 AND grant_id = $2', [
            sandbox,
            grant,
          ]);
        await events.append(tx, sandbox, happened);
      });
    },
  };
}
