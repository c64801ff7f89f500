import { refusedFor, rules } from './rule.js';

/** What clients get wrong when they sign people out. */
export const LOGOUT_RULES = rules({
  logout_redirect_not_registered: {
    severity: 'error',
    title: 'The address to return to after signing out is not registered',
    spec: 'OpenID Connect RP-Initiated Logout 1.0 section 3.1',
    fix: 'Register it among post_logout_redirect_uris, to the letter.',
    finds: (exchange) =>
      refusedFor(exchange, 'invalid_request', /post_logout_redirect_uri not registered/)
        ? `"${exchange.params['post_logout_redirect_uri'] ?? ''}" is not registered for this client.`
        : undefined,
  },
  logout_hint_invalid: {
    severity: 'error',
    title: 'The id_token_hint is not one of this issuer',
    spec: 'OpenID Connect RP-Initiated Logout 1.0 section 2',
    fix: 'Send an ID token that this issuer gave to this client, or client_id instead.',
    finds: (exchange) =>
      refusedFor(exchange, 'invalid_request', /id_token_hint/) ||
      refusedFor(exchange, 'invalid_client', /id_token_hint/)
        ? `${exchange.refusal?.description ?? ''}.`
        : undefined,
  },
});
