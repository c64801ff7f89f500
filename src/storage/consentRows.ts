import type { Consent } from '../oidc/index.js';

export interface ConsentRow {
  sub: string;
  client_id: string;
  claims: string;
  rejected: string;
  verification: string | null;
  given_at: number;
}

/** Of `consents c`. */
export const CONSENT_COLUMNS =
  'c.sub, c.client_id, c.claims, c.rejected, c.verification, c.given_at';

export const toConsent = (row: ConsentRow): Consent => ({
  sub: row.sub,
  clientId: row.client_id,
  claims: JSON.parse(row.claims) as string[],
  rejected: JSON.parse(row.rejected) as string[],
  verification: row.verification ?? undefined,
  givenAt: row.given_at,
});
