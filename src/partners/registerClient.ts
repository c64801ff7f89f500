import type { Clock } from '../platform/clock.js';
import { newId } from '../platform/ids.js';
import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import { randomToken } from '../platform/secrets.js';
import type { MetadataFault } from './checkMetadata.js';
import { checkMetadata, lacksKeys } from './checkMetadata.js';
import type { Client, ClientMetadata } from './client.js';
import { usesSecret } from './client.js';
import { canonical } from './canonical.js';
import type { ClientStore, PartnerStore } from './ports.js';
import type { ProfileOptions } from './profileOptions.js';

/** What a registration may say; ids and secrets are made when they are missing. */
export interface ClientDraft {
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly partner?: string | undefined;
  readonly metadata: ClientMetadata;
  readonly certs?: readonly string[] | undefined;
  readonly profileOptions?: ProfileOptions | undefined;
}

export type ClientFault =
  MetadataFault | 'client_id_invalid' | 'secret_invalid' | 'certs_invalid' | 'unknown_partner';

/** RFC 6749 appendix A: visible ASCII; real identity providers also use URNs and hex. */
const CLIENT_ID = /^[\x21-\x7e]{1,255}$/;
const SECRET = /^[\x20-\x7e]{8,512}$/;
const PEM = /^-----BEGIN CERTIFICATE-----[\sA-Za-z0-9+/=]+-----END CERTIFICATE-----\s*$/;

/** Everything about a client that can be judged without the world. */
export function checkClient(client: Client): Result<Client, ClientFault> {
  const { clientId, metadata, secrets, certs, profileOptions } = client;
  if (!CLIENT_ID.test(clientId)) return refused('client_id_invalid');
  if (!secrets.every(({ value }) => SECRET.test(value)))
    return refused('secret_invalid', { least: 8, most: 512 });
  if (certs.length > 10 || !certs.every((pem) => pem.length <= 10_000 && PEM.test(pem)))
    return refused('certs_invalid', { most: 10 });
  if (JSON.stringify(profileOptions).length > 65_536)
    return refused('member_too_large', { member: 'profile_options' });
  const checked = checkMetadata(metadata);
  if (!checked.ok) return checked;
  return lacksKeys(metadata, certs) ? refused('keys_missing', { member: 'jwks' }) : ok(client);
}

/**
 * Registers a client. The same id with the same content again is answered with what is there (`created: false`); with
 * other content it is refused as `taken`.
 */
export const createRegisterClient =
  (store: ClientStore & PartnerStore, clock: Clock) =>
  async (
    sandbox: SandboxId,
    draft: ClientDraft,
  ): Promise<Result<{ client: Client; created: boolean }, ClientFault | 'taken'>> => {
    const checked = checkClient(newClient(draft, clock.now()));
    if (!checked.ok) return checked;
    const client = checked.value;
    if (client.partner !== undefined && !(await store.getPartner(sandbox, client.partner)))
      return refused('unknown_partner', { member: 'partner' });
    const written = await store.insertClient(sandbox, client, [
      { type: 'client.registered', client: client.clientId },
    ]);
    if (written) return ok({ client, created: true });
    const there = await store.getClient(sandbox, client.clientId);
    return there && saysTheSame(there, draft)
      ? ok({ client: there, created: false })
      : refused('taken');
  };

function newClient(draft: ClientDraft, now: number): Client {
  const { metadata, certs = [], profileOptions = {} } = draft;
  const secret = draft.clientSecret ?? (usesSecret(metadata) ? randomToken() : undefined);
  return {
    clientId: draft.clientId ?? newId('cli', now),
    partner: draft.partner,
    metadata,
    secrets: secret === undefined ? [] : [{ value: secret }],
    certs,
    profileOptions,
    createdAt: now,
    version: 1,
  };
}

/** Whether a registration asks for what is there; a secret that it leaves open may be any. */
function saysTheSame(there: Client, draft: ClientDraft): boolean {
  const told = (client: Omit<ClientDraft, 'clientId' | 'clientSecret'>) =>
    canonical([client.partner, client.metadata, client.certs ?? [], client.profileOptions ?? {}]);
  const sameSecret =
    draft.clientSecret === undefined || draft.clientSecret === there.secrets[0]?.value;
  return sameSecret && told(there) === told(draft);
}
