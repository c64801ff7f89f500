import type { Subscriber } from '../assurance/index.js';
import type { Consent, Foreseen } from '../oidc/index.js';
import type { Instant } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import { sha256 } from '../platform/secrets.js';
import type { Vault } from '../vault/index.js';
import { CONSENT_COLUMNS, toConsent, type ConsentRow } from './consentRows.js';
import type { Database } from './database.js';
import { nameIn, payloadId, withConsumed } from './oidcRows.js';
import type { ModelKey, OidcPayload } from './oidcRows.js';
import type { SealedColumn } from './sealedColumn.js';
import { NEWEST_VERIFICATION, SUBSCRIBER_COLUMNS, toSubscriber } from './subscribers.js';
import type { SubscriberRow } from './subscribers.js';

/** A session, code or token with what it stands on, as far as that is in force. */
export interface Standing {
  readonly payload: OidcPayload;
  readonly grant?: OidcPayload | undefined;
  readonly session?: OidcPayload | undefined;
  readonly subscriber?: Subscriber | undefined;
  /** The subscriber's for the client that is foreseen. */
  readonly consent?: Consent | undefined;
}

type StandingRow = SubscriberRow & {
  own_payload: string;
  consumed_at: number | null;
  grant_row: string | null;
  grant_payload: string | null;
  session_row: string | null;
  session_payload: string | null;
  given_at: number | null;
} & Omit<ConsentRow, 'given_at'>;

const FIND = `
  SELECT m.payload AS own_payload, m.consumed_at, g.id AS grant_row, g.payload AS grant_payload, s.id AS session_row,
    s.payload AS session_payload, ${CONSENT_COLUMNS}, ${SUBSCRIBER_COLUMNS}
  FROM oidc_models m
  LEFT JOIN oidc_models g ON g.sandbox_id = $1 AND g.profile = '' AND g.model = 'Grant' AND g.id = COALESCE(m.grant_row, $6)
    AND (g.expires_at IS NULL OR g.expires_at > $5)
  LEFT JOIN oidc_models s ON s.sandbox_id = $1 AND s.uid = m.session_uid
    AND (s.expires_at IS NULL OR s.expires_at > $5)
  LEFT JOIN accounts a ON a.sandbox_id = $1 AND a.uuid = COALESCE(m.account_id, g.account_id)
  LEFT JOIN consents c ON c.sandbox_id = $1 AND c.sub = m.account_id AND c.client_id = $7
  ${NEWEST_VERIFICATION}
  WHERE m.sandbox_id = $1 AND m.profile = $2 AND m.model = $3 AND m.id = $4 AND (m.expires_at IS NULL OR m.expires_at > $5)`;

const consentIn = ({ given_at, ...row }: StandingRow): Consent | undefined =>
  given_at === null ? undefined : toConsent({ ...row, given_at });

/** One round trip for what a request at any endpoint would ask one after the other. */
export function createStandingRead(
  db: Database,
  vault: Vault,
  payloads: SealedColumn<OidcPayload>,
) {
  const shared = (model: string, id: string | null, payload: string | null) =>
    id === null || payload === null ? undefined : payloads.open(payloadId('', model, id), payload);
  return async (
    sandbox: SandboxId,
    { id, ...name }: ModelKey,
    now: Instant,
    foreseen?: Foreseen,
  ): Promise<Standing | undefined> => {
    const [profile, model] = nameIn(name);
    const digest = sha256(id);
    const { clientId = null, grantId } = foreseen ?? {};
    const grantRow = grantId === undefined ? null : sha256(grantId);
    const key = [sandbox, profile, model, digest, now, grantRow, clientId];
    const [row] = await db.query<StandingRow>(FIND, key);
    if (!row) return undefined;
    const own = payloads.open(payloadId(profile, model, digest), row.own_payload);
    return {
      payload: withConsumed(own, row.consumed_at),
      grant: shared('Grant', row.grant_row, row.grant_payload),
      session: shared('Session', row.session_row, row.session_payload),
      // Nobody's when the join found no account, though the types of its columns cannot say so.
      subscriber: (row.id as string | null) === null ? undefined : toSubscriber(vault, row),
      consent: consentIn(row),
    };
  };
}
