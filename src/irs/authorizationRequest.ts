import type { Level } from './levels.js';
import { acrOf } from './levels.js';

/** What an authorization request asks for, apart from what ties the answer to it. */
export interface AuthorizationRequest extends Record<string, string> {
  scope: string;
  acr_values: string;
  claims: string;
}

const SIGN_IN_SCOPE = 'openid email';
const VERIFIED_SCOPE = 'openid profile email address phone identity ssn';

/**
 * Asks for a level and for no more attributes than it needs. The level is essential: an answer below it is to be an error
 * (OpenID Connect Core 1.0 section 5.5.1.1); `acr_values` says the same to providers without `claims`.
 */
export function authorizationRequestFor(level: Level): AuthorizationRequest {
  const acr = acrOf(level);
  return {
    scope: level.ial > 1 ? VERIFIED_SCOPE : SIGN_IN_SCOPE,
    acr_values: acr,
    claims: JSON.stringify({ id_token: { acr: { essential: true, values: [acr] } } }),
  };
}
