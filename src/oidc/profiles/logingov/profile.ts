import type { Profile } from '../profile.js';
import { asksPhishingResistance, ialTold, requiredLevels, usualAcrValues } from './acr.js';
import { checkAssertion } from './assertion.js';
import { bendToLogingov } from './bend.js';
import { logingovClaims } from './claims.js';
import { asLogingovClient } from './client.js';
import { logingovDiscovery } from './discovery.js';
import { SCOPES } from './scopes.js';

/** Login.gov's shape: an issuer that ends in a slash, keys instead of secrets, subjects by agency, no refresh token. */
export const logingov: Profile = {
  id: 'logingov',
  issuer: (base) => `${base}/logingov/`,
  paths: {
    discovery: '/logingov/.well-known/openid-configuration',
    authorization: '/logingov/openid_connect/authorize',
    token: '/logingov/api/openid_connect/token',
    userinfo: '/logingov/api/openid_connect/userinfo',
    jwks: '/logingov/api/openid_connect/certs',
    end_session: '/logingov/openid_connect/logout',
  },
  scopes: SCOPES,
  requiredLevels,
  asksPhishingResistance,
  usualAcrValues,
  statedAcr: ialTold,
  clientAs: asLogingovClient,
  subjectsByOrganisation: true,
  codeKnowsClient: true,
  checkAssertion,
  promptNoneError: 'invalid_request',
  bend: bendToLogingov,
  discovery: logingovDiscovery,
  claims: logingovClaims,
  fullIdToken: true,
  subjectTypes: ['pairwise'],
  /** Its codes live five minutes, everything else as long as a session that nobody uses: a quarter of an hour. */
  ttl: { authorizationCode: 300, accessToken: 900, idToken: 900, refreshToken: 900 },
  alwaysRefresh: false,
};
