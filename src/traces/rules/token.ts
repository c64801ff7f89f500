import type { Exchange } from '../exchange.js';
import { refusedFor, rules } from './rule.js';

const isToken = ({ route }: Exchange): boolean => route === 'token';
const when = (holds: boolean, message: string): string | undefined => (holds ? message : undefined);

/** What clients get wrong at the token endpoint. */
export const TOKEN_RULES = rules({
  client_secret_wrong: {
    severity: 'error',
    title: 'The client secret is wrong',
    spec: 'RFC 6749 section 2.3.1',
    fix: 'Read the secret again (standin env CLIENT, or GET /control/v1/clients/CLIENT); in a Basic header, form-encode id and secret before joining them.',
    finds: (exchange) =>
      when(
        refusedFor(exchange, 'invalid_client', /invalid secret/),
        `The secret sent is not one of "${exchange.client ?? ''}".`,
      ),
  },
  client_auth_method_mismatch: {
    severity: 'error',
    title: 'The client authenticates in another way than it registered',
    spec: 'OpenID Connect Core 1.0 section 9',
    fix: 'Use the registered token_endpoint_auth_method, or change it (PATCH /control/v1/clients/CLIENT).',
    finds: (exchange) =>
      when(
        refusedFor(exchange, 'invalid_client', /authentication mechanism does not match/),
        'The call authenticates by another method than the one registered for this client.',
      ),
  },
  client_auth_missing: {
    severity: 'error',
    title: 'The call does not say which client makes it',
    spec: 'RFC 6749 section 3.2.1',
    fix: 'Authenticate as registered: a Basic header, client_secret in the form, a client_assertion, or client_id alone for a public client.',
    finds: (exchange) =>
      when(
        refusedFor(exchange, 'invalid_request', /no client authentication mechanism/),
        'The call names no client.',
      ),
  },
  client_assertion_invalid: {
    severity: 'error',
    title: 'The client assertion is not accepted',
    spec: 'RFC 7523 section 3',
    fix: 'Sign with a registered key; iss and sub are the client_id, aud the issuer or the token endpoint, exp soon, jti fresh each time.',
    finds: (exchange) =>
      when(
        isToken(exchange) &&
          exchange.params['client_assertion'] !== undefined &&
          /^invalid_(client|request)$/.test(exchange.refusal?.error ?? ''),
        `The assertion is refused: ${exchange.refusal?.detail ?? exchange.refusal?.description ?? 'it could not be verified'}.`,
      ),
  },
  code_used_twice: {
    severity: 'error',
    title: 'The code was redeemed before',
    spec: 'RFC 6749 section 4.1.2',
    fix: 'Redeem a code once: look for a callback that runs twice (a double request, React StrictMode, a retry). Its tokens have been revoked.',
    finds: (exchange) =>
      when(
        refusedFor(exchange, 'invalid_grant', /code already consumed|redeemed by another request/),
        'This code was redeemed before.',
      ),
  },
  code_expired: {
    severity: 'error',
    title: 'The code has expired or is not known',
    spec: 'RFC 6749 section 4.1.2',
    fix: 'Redeem a code within five minutes, at the issuer, profile and sandbox that gave it.',
    finds: (exchange) =>
      when(
        refusedFor(
          exchange,
          'invalid_grant',
          /authorization code (not found|is expired)|grant (not found|is expired)/,
        ),
        'The code has expired, was revoked, or was given by another issuer.',
      ),
  },
  code_of_another_client: {
    severity: 'error',
    title: 'The code or token belongs to another client',
    spec: 'RFC 6749 section 4.1.3',
    fix: 'Redeem it with the client_id that asked for it.',
    finds: (exchange) =>
      when(
        refusedFor(exchange, 'invalid_grant', /client mismatch/),
        `What is redeemed was not given to "${exchange.client ?? ''}".`,
      ),
  },
  redirect_uri_differs: {
    severity: 'error',
    title: 'The redirect URI differs from the one of the authorization request',
    spec: 'RFC 6749 section 4.1.3',
    fix: 'Send the same redirect_uri at both endpoints, to the letter.',
    finds: (exchange) =>
      when(
        refusedFor(exchange, 'invalid_grant', /redirect_uri mismatch/),
        `"${exchange.params['redirect_uri'] ?? ''}" is not what the authorization request had.`,
      ),
  },
  code_verifier_wrong: {
    severity: 'error',
    title: 'The code verifier does not match the challenge',
    spec: 'RFC 7636 section 4.6',
    fix: 'Send the code_verifier of this very sign-in: keep it with the state, one for each request.',
    finds: (exchange) =>
      when(
        isToken(exchange) && refusedFor(exchange, 'invalid_grant', /PKCE|verif|challenge/i),
        'PKCE fails: the verifier is missing, or is not the one whose hash was sent as code_challenge.',
      ),
  },
  refresh_token_used_twice: {
    severity: 'error',
    title: 'The refresh token was used before',
    spec: 'RFC 9700 section 4.14.2',
    fix: 'Keep the refresh token that each refresh answers with; refresh in one place at a time. The whole grant has been revoked.',
    finds: (exchange) =>
      when(
        refusedFor(exchange, 'invalid_grant', /refresh token already used|already consumed/),
        'This refresh token was used before.',
      ),
  },
  refresh_token_unknown: {
    severity: 'error',
    title: 'The refresh token has expired or is not known',
    spec: 'RFC 6749 section 6',
    fix: 'Send the person to sign in again.',
    finds: (exchange) =>
      when(
        refusedFor(exchange, 'invalid_grant', /refresh token (not found|is expired)/),
        'The refresh token has expired, was revoked, or belongs to another issuer.',
      ),
  },
  grant_type_refused: {
    severity: 'error',
    title: 'The grant type is not served, or not to this client',
    spec: 'RFC 6749 section 5.2',
    fix: 'Send grant_type=authorization_code or refresh_token.',
    finds: (exchange) =>
      when(
        refusedFor(exchange, 'unsupported_grant_type') ||
          refusedFor(exchange, 'invalid_request', /grant type is not allowed/),
        `grant_type "${exchange.params['grant_type'] ?? ''}" is refused.`,
      ),
  },
  form_expected: {
    severity: 'error',
    title: 'The body is no form',
    spec: 'RFC 6749 section 4.1.3',
    fix: 'Send the parameters as application/x-www-form-urlencoded, not as JSON.',
    finds: (exchange) =>
      when(
        refusedFor(
          exchange,
          'invalid_request',
          /content-type bodies are supported|parse the request body/,
        ),
        `${exchange.refusal?.description ?? ''}.`,
      ),
  },
});
