import type { Refused } from '../platform/result.js';
import { refused } from '../platform/result.js';

/** Why a sign-in came to nothing; each is the key of its page's words. */
export type Trouble =
  | 'denied'
  | 'cancelled'
  | 'failed'
  | 'unavailable'
  | 'unreachable'
  | 'request_refused'
  | 'answer_refused'
  | 'state_mismatch'
  | 'level_not_reached';

/** Error codes of RFC 6749 section 4.1.2.1, OpenID Connect Core section 3.1.2.6 and Unmet Authentication Requirements 1.0. */
const BY_ERROR: Readonly<Record<string, Trouble>> = {
  access_denied: 'denied',
  login_required: 'cancelled',
  interaction_required: 'cancelled',
  consent_required: 'cancelled',
  account_selection_required: 'cancelled',
  unmet_authentication_requirements: 'failed',
  temporarily_unavailable: 'unavailable',
  server_error: 'unavailable',
};

const LONGEST_DETAIL = 300;

/**
 * The refusal that an error of `openid-client` stands for. `details`: the provider's `error` and `description`, or the code
 * of the check that failed. Throws the error again when it is none of the protocol's.
 */
export function troubleOf(error: unknown): Refused<Trouble> {
  const failure = error as ProtocolError;
  const { code, error: oauthError, status } = failure;
  if (code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR')
    return described(BY_ERROR[oauthError ?? ''] ?? 'request_refused', failure);
  if (code === 'OAUTH_RESPONSE_BODY_ERROR')
    return described(Number(status) >= 500 ? 'unavailable' : 'request_refused', failure);
  if (code === 'OAUTH_TIMEOUT' || isNetworkError(failure)) return refused('unreachable');
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM') return refused('unavailable', { error: code });
  if (code?.startsWith('OAUTH_')) return refused('answer_refused', { error: code });
  throw error;
}

interface ProtocolError extends Error {
  readonly code?: string;
  readonly error?: string;
  readonly error_description?: string;
  readonly status?: number;
}

/**
 * `fetch` reports every failure to connect as a TypeError without a code, whose cause is the socket's error; the library
 * passes it on bare or wrapped.
 */
function isNetworkError({ name, code, cause }: ProtocolError): boolean {
  if (code !== undefined || typeof cause !== 'object' || cause === null) return false;
  return name === 'TypeError' || isNetworkError(cause as ProtocolError);
}

function described(reason: Trouble, failure: ProtocolError): Refused<Trouble> {
  const bounded = (text: string) => text.slice(0, LONGEST_DETAIL);
  return refused(reason, {
    error: bounded(failure.error ?? 'unknown'),
    ...(failure.error_description ? { description: bounded(failure.error_description) } : {}),
  });
}
