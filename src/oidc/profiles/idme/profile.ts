import type { Profile } from '../profile.js';
import { asIdmeClient, bendToIdme, REFRESH_LIFETIME } from './bend.js';
import { idmeClaims } from './claims.js';
import { IDME_POLICIES } from './policies.js';
import { idmeDiscovery } from './discovery.js';

/** ID.me's shape: issuer and endpoints share no prefix, tokens live five minutes, ID tokens five hours and say everything. */
export const idme: Profile = {
  id: 'idme',
  issuer: (base) => `${base}/oidc`,
  paths: {
    discovery: '/oidc/.well-known/openid-configuration',
    authorization: '/oauth/authorize',
    token: '/oauth/token',
    userinfo: '/api/public/v3/userinfo',
    jwks: '/oidc/.well-known/jwks',
    end_session: '/oauth/logout',
  },
  signedUserinfo: ['/api/public/v3/userinfo', '/api/public/v3/userinfo.json'],
  attributes: {
    listed: ['/api/public/v3/attributes', '/api/public/v3/attributes.json'],
    flat: ['/api/public/v2/attributes.json', '/api/public/v2/data.json'],
    policies: ['/api/public/v3/policies', '/api/public/v3/policies.json'],
  },
  discovery: idmeDiscovery,
  clientAs: asIdmeClient,
  bend: bendToIdme,
  policies: IDME_POLICIES,
  claims: idmeClaims,
  strictScopes: true,
  fullIdToken: true,
  subjectTypes: ['public'],
  ttl: { authorizationCode: 300, accessToken: 300, idToken: 18000, refreshToken: REFRESH_LIFETIME },
  alwaysRefresh: true,
};
