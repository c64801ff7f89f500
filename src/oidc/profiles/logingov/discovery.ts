import type { ProfilePaths } from '../profile.js';
import { ACR_VALUES } from './acr.js';
import { SCOPED_CLAIMS, SCOPES } from './scopes.js';

/** Login.gov's document, member by member: what is absent there (PKCE methods, clients without a key) is absent here. */
export const logingovDiscovery = (base: string, paths: ProfilePaths): Record<string, unknown> => ({
  acr_values_supported: [...ACR_VALUES],
  claims_supported: ['iss', 'sub', ...SCOPED_CLAIMS],
  grant_types_supported: ['authorization_code'],
  response_types_supported: ['code'],
  scopes_supported: [...SCOPES],
  subject_types_supported: ['pairwise'],
  authorization_endpoint: base + paths.authorization,
  issuer: `${base}/logingov/`,
  jwks_uri: base + paths.jwks,
  service_documentation: `${base}/docs/connect-a-logingov-app`,
  token_endpoint: base + paths.token,
  userinfo_endpoint: base + paths.userinfo,
  end_session_endpoint: base + paths.end_session,
  id_token_signing_alg_values_supported: ['RS256'],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['RS256'],
});
