import { importJWK, SignJWT } from 'jose';
import { HOUR, SECOND, type Instant } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { Keyring } from './keys.js';
import type { ClientStore } from './ports.js';
import { logingov } from './profiles/logingov/profile.js';
import { organisationSubject } from './subjects.js';

export interface SecurityEventsDeps {
  readonly clients: Pick<ClientStore, 'find'>;
  readonly keyring: Keyring;
  readonly baseOf: (sandbox: SandboxId) => string;
  /** Makes subjects. */
  readonly pairwise: Buffer;
}

/** Something that happened to a person, for one client. */
export interface SecurityEvent {
  readonly id: string;
  /** URI. */
  readonly type: string;
  readonly clientId: string;
  /** The account's own identifier. */
  readonly sub: string;
  readonly audience: string;
  readonly at: Instant;
}

export type SecurityEvents = ReturnType<typeof createSecurityEvents>;

/** As long as Login.gov lets one live. */
const LIFETIME = 12 * HOUR;

/** Signs security event tokens (RFC 8417) as Login.gov pushes them: by its issuer, about the subject that the client knows. */
export const createSecurityEvents = ({
  clients,
  keyring,
  baseOf,
  pairwise,
}: SecurityEventsDeps) => ({
  async sign(sandbox: SandboxId, event: SecurityEvent): Promise<string | undefined> {
    const { clientId, sub, type, audience, id, at } = event;
    const client = await clients.find(sandbox, clientId);
    const key = (await keyring.of(sandbox)).all.find(({ alg }) => alg === 'RS256');
    if (!client || !key) return undefined;
    const issuer = logingov.issuer(baseOf(sandbox));
    const known = organisationSubject(pairwise, { ...client.metadata, clientId }, sub);
    const subject = { subject_type: 'iss-sub', iss: issuer, sub: known };
    const seconds = Math.floor(at / SECOND);
    return new SignJWT({ events: { [type]: { subject } } })
      .setProtectedHeader({ typ: 'secevent+jwt', alg: key.alg, kid: key.kid })
      .setIssuer(issuer)
      .setAudience(audience)
      .setJti(id)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + LIFETIME / SECOND)
      .sign(await importJWK(key, key.alg));
  },
});
