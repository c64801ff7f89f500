import type { Profile } from './profile.js';

/** OpenID Connect as its specifications say, with the assurance vocabulary of NIST SP 800-63. */
export const standard: Profile = {
  id: 'standard',
  issuer: (base) => base,
  paths: {
    discovery: '/.well-known/openid-configuration',
    authorization: '/connect/authorize',
    token: '/connect/token',
    userinfo: '/connect/userinfo',
    jwks: '/connect/jwks',
    end_session: '/connect/logout',
    introspection: '/connect/introspect',
    revocation: '/connect/revoke',
    pushed_authorization_request: '/connect/par',
  },
  fullIdToken: false,
  subjectTypes: ['public', 'pairwise'],
  ttl: { authorizationCode: 300, accessToken: 3600, idToken: 3600, refreshToken: 30 * 86400 },
  alwaysRefresh: false,
};
