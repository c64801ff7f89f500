import {
  FIRST_CONTACT,
  FIRST_PARTY_CLIENT,
  keyOfCertificate,
  LIMITS,
  ORGANISATION,
  PROFILE_OPTIONS,
  SECRETS,
  VERIFIED_FOR,
  type ClientStore,
  type Limits,
  type RegisteredClient,
} from '../oidc/index.js';
import {
  awaitsSecret,
  standingForItself,
  usesSecret,
  validSecrets,
  type Client,
  type Partner,
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
        metadata: { ...metadataOf(client, clock), ...(partner && limitsOf(partner)) },
        partner: partner ?? standingForItself(client),
      };
    },
    pin: partners.pinClient,
  };
}

/** What an organisation's policy says; an organisation that may ask for everything adds nothing to its clients. */
function limitsOf({ policy: { ial = 2, aal = 2, attributes } }: Partner) {
  const unlimited = ial === 2 && aal === 2 && attributes === undefined;
  return unlimited ? {} : { [LIMITS]: { levels: { ial, aal }, attributes } satisfies Limits };
}

function metadataOf(client: Client, clock: Clock): RegisteredClient['metadata'] {
  const waits = awaitsSecret(client);
  const { profileOptions } = client;
  const [newest] = waits ? [randomToken()] : validSecrets(client, clock.now());
  return {
    ...client.metadata,
    ...keysOf(client),
    client_id: client.clientId,
    ...(usesSecret(client.metadata)
      ? { client_secret: newest, [SECRETS]: client.secrets.map((secret) => ({ ...secret })) }
      : {}),
    ...(waits && { [FIRST_CONTACT]: true }),
    ...(Object.keys(profileOptions).length > 0 && { [PROFILE_OPTIONS]: profileOptions }),
    ...(client.partner !== undefined && { [ORGANISATION]: client.partner }),
  };
}

/**
 * Throws when a certificate is none. Certificates are keys given by value, beside those of a JWK set; a set by reference stands
 * alone (RFC 7591 section 2). They verify what the client signs, and encrypt to it where it wants that.
 */
export function keysOf({
  certs,
  metadata,
  profileOptions: { userinfo },
}: Pick<Client, 'certs' | 'metadata' | 'profileOptions'>): Pick<Client['metadata'], 'jwks'> {
  if (certs.length === 0 || metadata.jwks_uri !== undefined) return {};
  const keys = certs.map(keyOfCertificate);
  const own = userinfo === 'jwe' ? keys : keys.map((key) => ({ ...key, use: 'sig' }));
  return { jwks: { keys: [...(metadata.jwks?.keys ?? []), ...own] } };
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
