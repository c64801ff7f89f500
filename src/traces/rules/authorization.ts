import type { Exchange } from '../exchange.js';
import { list, refusedFor, rules } from './rule.js';

const isRequest = ({ route }: Exchange): boolean =>
  route === 'authorization' || route === 'pushed_authorization_request';

/** What clients get wrong in authorization requests. */
export const AUTHORIZATION_RULES = rules({
  client_unknown: {
    severity: 'error',
    title: 'The client id is not registered',
    spec: 'RFC 6749 section 2.2',
    fix: 'Register the client (POST /control/v1/clients, or standin client add), send the client_id that it was given, or open the request in a browser: with STANDIN_CLIENTS=ask its page registers it.',
    finds: (exchange) =>
      refusedFor(exchange, 'invalid_client', /client not found/)
        ? `No client "${exchange.client ?? ''}" is registered in this sandbox.`
        : undefined,
  },
  client_id_missing: {
    severity: 'error',
    title: 'The request names no client',
    spec: 'RFC 6749 section 4.1.1',
    fix: 'Send client_id.',
    finds: (exchange) =>
      isRequest(exchange) && refusedFor(exchange, 'invalid_request', /missing required.*client_id/)
        ? 'The request has no client_id.'
        : undefined,
  },
  redirect_uri_not_registered: {
    severity: 'error',
    title: 'The redirect URI is not registered, to the letter',
    spec: 'OpenID Connect Core 1.0 section 3.1.2.1; RFC 9700 section 2.1',
    fix: 'Send one of the registered URIs exactly (scheme, port, path and trailing slash count), or register this one as well.',
    finds: (exchange) =>
      refusedFor(exchange, 'invalid_redirect_uri') && isRequest(exchange)
        ? `"${exchange.params['redirect_uri'] ?? ''}" is not registered for "${exchange.client ?? ''}"; registered: ${list(exchange.redirectUris)}.`
        : undefined,
  },
  parameter_missing: {
    severity: 'error',
    title: 'A required parameter is missing',
    spec: 'OpenID Connect Core 1.0 section 3.1.2.1',
    fix: 'Send response_type=code, client_id, redirect_uri and scope.',
    finds: (exchange) =>
      isRequest(exchange) && refusedFor(exchange, 'invalid_request', /missing required/)
        ? `${exchange.refusal?.description ?? 'A parameter is missing'}.`
        : undefined,
  },
  response_type_unsupported: {
    severity: 'error',
    title: 'The response type is not supported',
    spec: 'RFC 9700 section 2.1.2',
    fix: 'Send response_type=code and redeem the code at the token endpoint; the implicit flow is obsolete.',
    finds: (exchange) =>
      refusedFor(exchange, 'unsupported_response_type') ||
      refusedFor(exchange, 'invalid_request', /response_type is not allowed/)
        ? `response_type "${exchange.params['response_type'] ?? ''}" is not served.`
        : undefined,
  },
  pkce_required: {
    severity: 'error',
    title: 'A public client sent no code challenge',
    spec: 'RFC 7636 section 4.3; RFC 9700 section 2.1.1',
    fix: 'Send code_challenge and code_challenge_method=S256; most libraries have a switch for PKCE.',
    finds: (exchange) =>
      refusedFor(exchange, 'invalid_request', /PKCE/)
        ? 'A client without a secret must use PKCE, and this request has no code_challenge.'
        : undefined,
  },
  openid_scope_missing: {
    severity: 'error',
    title: 'OpenID Connect parameters without the scope openid',
    spec: 'OpenID Connect Core 1.0 section 3.1.2.1',
    fix: 'Add openid to scope.',
    finds: (exchange) =>
      refusedFor(exchange, 'invalid_request', /openid scope must be requested/)
        ? `${exchange.refusal?.description ?? ''}.`
        : undefined,
  },
  claims_parameter_invalid: {
    severity: 'error',
    title: 'The claims parameter cannot be read',
    spec: 'OpenID Connect Core 1.0 section 5.5',
    fix: 'Send a JSON object with the members userinfo and id_token, URL-encoded once.',
    finds: (exchange) =>
      refusedFor(exchange, 'invalid_request', /claims(\.|\s+parameter)/)
        ? `${exchange.refusal?.description ?? ''}.`
        : undefined,
  },
  nobody_signed_in: {
    severity: 'error',
    title: 'prompt=none, but the person has something to do',
    spec: 'OpenID Connect Core 1.0 section 3.1.2.6',
    fix: 'Send the same request without prompt=none: this answer is how a client learns that it must.',
    finds: (exchange) =>
      exchange.params['prompt'] === 'none' &&
      /^(login|consent|interaction)_required$/.test(exchange.refusal?.error ?? '')
        ? `The person cannot be signed in silently: ${exchange.refusal?.error ?? ''}.`
        : undefined,
  },
  person_refused: {
    severity: 'error',
    title: 'The person stopped, or could not be verified',
    spec: 'RFC 6749 section 4.1.2.1',
    fix: 'Nothing is wrong with the request: show the person a way on, and a way to try again.',
    finds: (exchange) =>
      refusedFor(exchange, 'access_denied')
        ? `The answer is access_denied${exchange.refusal?.description ? `: ${exchange.refusal.description}` : ''}.`
        : undefined,
  },
  asks_too_much: {
    severity: 'error',
    title: 'The organisation may not ask for that',
    spec: 'RFC 6749 section 4.1.2.1',
    fix: 'Ask for less, or let the organisation ask for it (policy of PATCH /control/v1/partners/<id>).',
    finds: (exchange) =>
      refusedFor(exchange, 'invalid_scope', /organisation of this client may not/)
        ? `${exchange.refusal?.description ?? ''}.`
        : undefined,
  },
  policy_unknown: {
    severity: 'error',
    title: 'A scope is none of the policies of the client',
    spec: 'RFC 6749 section 4.1.2.1; ID.me OAuth 2.0 error codes',
    fix: 'Ask for one of the policies of the client, or say what the word means (profile_options.policies of PATCH /control/v1/clients/CLIENT). With strictness "lenient" what is not known is ignored beside what is.',
    finds: (exchange) =>
      refusedFor(exchange, 'invalid_scope', /resolved to an existing policy/)
        ? `Scope "${exchange.params['scope'] ?? ''}" names what is no policy of the client.`
        : undefined,
  },
  level_not_reached: {
    severity: 'error',
    title: 'The level asked for cannot be reached',
    spec: 'OpenID Connect Core 1.0 section 5.5.1.1',
    fix: 'Ask for an acr value of acr_values_supported in discovery.',
    finds: (exchange) =>
      refusedFor(exchange, 'unmet_authentication_requirements')
        ? 'No essential acr value of the request can be reached here.'
        : undefined,
  },
  scope_ignored: {
    severity: 'warning',
    title: 'A word of the scope means nothing here',
    spec: 'OpenID Connect Core 1.0 section 3.1.2.1',
    fix: 'Mend the word, or say what it means to this client: profile_options.policies of PATCH /control/v1/clients/CLIENT. ID.me refuses a handle that is no policy of the client.',
    finds: ({ profile, ignoredScopes = [] }) =>
      profile !== 'logingov' && ignoredScopes.length > 0
        ? `${list(ignoredScopes)} is no scope and no policy of the client; it was ignored.`
        : undefined,
  },
  state_missing: {
    severity: 'warning',
    title: 'No state',
    spec: 'RFC 6749 section 10.12',
    fix: 'Send a random state, keep it in the session and compare it on return.',
    finds: (exchange) =>
      isRequest(exchange) && exchange.params['state'] === undefined
        ? 'Without state, a stranger can sign the person in as somebody else (login CSRF), unless PKCE or a nonce is checked.'
        : undefined,
  },
  nonce_missing: {
    severity: 'warning',
    title: 'No nonce',
    spec: 'OpenID Connect Core 1.0 section 15.5.2',
    fix: 'Send a random nonce and compare it with the claim in the ID token.',
    finds: (exchange) =>
      isRequest(exchange) &&
      (exchange.params['scope'] ?? '').split(' ').includes('openid') &&
      exchange.params['nonce'] === undefined
        ? 'Without nonce, an ID token of another sign-in can be replayed.'
        : undefined,
  },
  pkce_missing: {
    severity: 'warning',
    title: 'No PKCE',
    spec: 'RFC 9700 section 2.1.1',
    fix: 'Send code_challenge and code_challenge_method=S256, with a client secret too.',
    finds: (exchange) =>
      isRequest(exchange) && exchange.params['code_challenge'] === undefined
        ? 'A stolen code can be injected into another session.'
        : undefined,
  },
});
