import type { Exchange } from '../exchange.js';
import { refusedFor, rules } from './rule.js';

const isUserinfo = ({ route, path }: Exchange): boolean =>
  route === 'userinfo' || /userinfo|attributes/.test(path);

/** What clients get wrong when they ask with an access token. */
export const RESOURCE_RULES = rules({
  access_token_missing: {
    severity: 'error',
    title: 'No access token was sent',
    spec: 'RFC 6750 section 2.1',
    fix: 'Send it in the header: Authorization: Bearer <access token>.',
    finds: (exchange) =>
      isUserinfo(exchange) &&
      (refusedFor(exchange, 'invalid_token', /no access token/) ||
        refusedFor(exchange, 'invalid_request', /access token|authorization header/))
        ? `${exchange.refusal?.detail ?? exchange.refusal?.description ?? 'the call has no access token'}.`
        : undefined,
  },
  access_token_used_twice: {
    severity: 'error',
    title: 'The access token was used before, and this client wants that to be refused',
    spec: 'ID.me token expiration',
    fix: 'Ask once and keep the answer, or turn it off: single_use_access_tokens of profile_options.',
    finds: (exchange) =>
      refusedFor(exchange, 'invalid_token', /used before/)
        ? 'The access token answers once; it has ended.'
        : undefined,
  },
  encryption_key_missing: {
    severity: 'error',
    title: 'Userinfo cannot be encrypted to the client',
    spec: 'RFC 7516 section 5.1',
    fix: 'Publish an RSA key without use, or with use "enc", at jwks_uri, or register it (certs or jwks).',
    finds: (exchange) =>
      isUserinfo(exchange) && refusedFor(exchange, 'invalid_client_metadata')
        ? `${exchange.refusal?.description ?? 'no key'}.`
        : undefined,
  },
  access_token_invalid: {
    severity: 'error',
    title: 'The access token is not accepted',
    spec: 'RFC 6750 section 3.1',
    fix: 'Use the access token (not the ID token) of this issuer before it expires; refresh it, or sign in again.',
    finds: (exchange) =>
      refusedFor(exchange, 'invalid_token')
        ? `The access token has expired, was revoked, or is not one of this issuer${exchange.refusal?.detail ? ` (${exchange.refusal.detail})` : ''}.`
        : undefined,
  },
  scope_insufficient: {
    severity: 'error',
    title: 'The access token may not be used here',
    spec: 'OpenID Connect Core 1.0 section 5.3',
    fix: 'Ask for the scope openid when the token is obtained.',
    finds: (exchange) =>
      refusedFor(exchange, 'insufficient_scope')
        ? `The token lacks the scope that this endpoint needs: ${exchange.refusal?.description ?? 'openid'}.`
        : undefined,
  },
  origin_not_registered: {
    severity: 'error',
    title: 'A browser asked from an origin that is not registered',
    spec: 'Fetch standard, CORS protocol',
    fix: 'Register a redirect URI on that origin, or make the call from the server.',
    finds: (exchange) =>
      refusedFor(exchange, 'invalid_request', /origin .* not allowed/)
        ? `${exchange.refusal?.description ?? ''}.`
        : undefined,
  },
});
