import type { ProfilePaths } from '../profile.js';

const SIGNING = ['RS256', 'ES256'];
const KEY_ENCRYPTION = ['RSA-OAEP'];
const CONTENT_ENCRYPTION = ['A256CBC-HS512'];

/** ID.me's document, member by member: what is absent there (PKCE methods, claims, acr values, sign-out) is absent here. */
export const idmeDiscovery = (base: string, paths: ProfilePaths): Record<string, unknown> => ({
  issuer: `${base}/oidc`,
  authorization_endpoint: base + paths.authorization,
  token_endpoint: base + paths.token,
  userinfo_endpoint: base + paths.userinfo,
  jwks_uri: base + paths.jwks,
  scopes_supported: ['openid'],
  response_types_supported: [
    'code',
    'token',
    'id_token',
    'code id_token',
    'code token',
    'id_token token',
    'code id_token token',
  ],
  grant_types_supported: ['authorization_code', 'refresh_token'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: SIGNING,
  id_token_encryption_alg_values_supported: KEY_ENCRYPTION,
  id_token_encryption_enc_values_supported: CONTENT_ENCRYPTION,
  userinfo_signing_alg_values_supported: SIGNING,
  userinfo_encryption_alg_values_supported: KEY_ENCRYPTION,
  userinfo_encryption_enc_values_supported: CONTENT_ENCRYPTION,
  token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
});
