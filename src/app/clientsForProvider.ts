import {
  FIRST_CONTACT,
  FIRST_PARTY_CLIENT,
  keyOfCertificate,
  POLICIES,
  SECRETS,
  VERIFIED_FOR,
  type ClientStore,
  type RegisteredClient,
} from '../oidc/index.js';
import {
  awaitsSecret,
  standingForItself,
  usesSecret,
  validSecrets,
  type Client,
  type Partners,
} from '../partners/index.js';
import type { Clock } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import { randomToken } from '../platform/secrets.js';

/** Clients as the provider reads them: RFC 7591 metadata with credentials, and whose they are. */
export function clientsForProvider(
  partners: Partners,
  clock: Clock,
  baseOf: (sandbox: SandboxId) => string,
): ClientStore {
  return {
    async find(sandbox, clientId) {
      if (clientId === FIRST_PARTY_CLIENT) return firstParty(baseOf(sandbox));
      // Anything may stand in a body; what no database keeps is nobody's id.
      if (clientId.includes('\0')) return undefined;
      const client = await partners.getClient(sandbox, clientId);
      if (!client) return undefined;
      const partner =
        client.partner === undefined
          ? undefined
          : await partners.getPartner(sandbox, client.partner);
      return {
        metadata: metadataOf(client, clock),
        partner: partner ?? standingForItself(client),
      };
    },
    pin: partners.pinClient,
  };
}

function metadataOf(client: Client, clock: Clock): RegisteredClient['metadata'] {
  const waits = awaitsSecret(client);
  const [newest] = waits ? [randomToken()] : validSecrets(client, clock.now());
  const { policies } = client.profileOptions;
  return {
    ...client.metadata,
    ...keysOf(client),
    client_id: client.clientId,
    ...(usesSecret(client.metadata)
      ? { client_secret: newest, [SECRETS]: client.secrets.map((secret) => ({ ...secret })) }
      : {}),
    ...(waits && { [FIRST_CONTACT]: true }),
    ...(policies !== undefined && { [POLICIES]: policies }),
  };
}

/** Throws when a certificate is none. Certificates are keys given by value, beside those of a JWK set; a set by reference stands alone (RFC 7591 section 2). */
export function keysOf({
  certs,
  metadata,
}: Pick<Client, 'certs' | 'metadata'>): Pick<Client['metadata'], 'jwks'> {
  if (certs.length === 0 || metadata.jwks_uri !== undefined) return {};
  return { jwks: { keys: [...(metadata.jwks?.keys ?? []), ...certs.map(keyOfCertificate)] } };
}

/** Standin's own pages: they only want to know who is signed in, so no code and no token is ever issued. */
const firstParty = (base: string): RegisteredClient => ({
  metadata: {
    client_id: FIRST_PARTY_CLIENT,
    client_name: 'Standin',
    redirect_uris: [`${base}/account`, `${base}${VERIFIED_FOR}`],
    response_types: ['none'],
    grant_types: [],
    token_endpoint_auth_method: 'none',
  },
  partner: { id: FIRST_PARTY_CLIENT, name: 'Standin' },
});
