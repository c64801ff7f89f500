import type { Metadata, Params } from '../profile.js';
import { isKnownScope } from './scopes.js';

/** What a client may have registered for other profiles, and Login.gov does not know. */
const UNHEARD = [
  ...['client_secret', 'default_acr_values', 'default_max_age', 'require_auth_time'],
  ...['require_pushed_authorization_requests'],
  ...['id_token_encrypted_response_alg', 'id_token_encrypted_response_enc'],
  ...['userinfo_signed_response_alg'],
  ...['userinfo_encrypted_response_alg', 'userinfo_encrypted_response_enc'],
  ...['introspection_signed_response_alg'],
] as const;

/** The organisation is the sector, whatever hosts its clients are at; the library wants an address for several of them. */
const SECTOR = 'https://organisation.invalid/';

/**
 * A client as Login.gov has them: codes alone, RS256, back from signing out to where it signs in. It authenticates by a key that it
 * registered when it sends an assertion, else it has to prove by PKCE that it asked for the code (RFC 7636).
 */
export const asLogingovClient = (metadata: Metadata, call: Params | undefined): Metadata => ({
  ...Object.fromEntries(
    Object.entries(metadata).filter(([name]) => !(UNHEARD as readonly string[]).includes(name)),
  ),
  ...scopeOf(metadata),
  grant_types: ['authorization_code'],
  response_types: ['code'],
  subject_type: 'pairwise',
  sector_identifier_uri: SECTOR,
  id_token_signed_response_alg: 'RS256',
  post_logout_redirect_uris: metadata['redirect_uris'],
  token_endpoint_auth_method: usesKey(metadata, call) ? 'private_key_jwt' : 'none',
  token_endpoint_auth_signing_alg: usesKey(metadata, call) ? 'RS256' : undefined,
});

/** What it may ask for, as far as that means something here. */
const scopeOf = ({ scope }: Metadata) =>
  typeof scope === 'string'
    ? { scope: [...new Set(['openid', ...scope.split(' ').filter(isKnownScope)])].join(' ') }
    : {};

function usesKey({ jwks, jwks_uri }: Metadata, call: Params | undefined): boolean {
  const hasKey = jwks !== undefined || jwks_uri !== undefined;
  return hasKey && (call === undefined || call['client_assertion'] !== undefined);
}
