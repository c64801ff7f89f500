import { errors, type Client } from 'oidc-provider';
import { words } from '../../words.js';
import type { Params } from '../profile.js';
import { isKnownAcr, mayTellIdentity, serviceOf } from './acr.js';
import { isKnownScope, isOfIdentity } from './scopes.js';

const LEAST_RANDOM = 22;
const PROMPTS = ['select_account', 'login', 'create'];

/** Parameters of OpenID Connect that mean nothing to Login.gov. */
const UNHEARD = ['claims', 'max_age', 'id_token_hint', 'response_mode'];

/**
 * Login.gov's rules for an authorization request: throws `invalid_request` with every fault of it, and puts what it asks for into the
 * library's words. What is not known in lists is dropped.
 */
export function checkAuthorization(params: Params, client: Pick<Client, 'scope'>): void {
  drop(params, client);
  const faults = FAULTS.flatMap((find) => find(params) ?? []);
  params['response_type'] = 'code'; // the answer, also that of a refusal, is in the query
  for (const name of UNHEARD) params[name] = undefined;
  if (faults.length > 0) throw new errors.InvalidRequest(faults.join('. '));
  params['scope'] = [...new Set(['openid', ...words(params['scope'])])].join(' ');
  // What Login.gov does unless told otherwise: whoever is signed in goes on.
  if (params['prompt'] === 'select_account') params['prompt'] = undefined;
}

/** Leaves known acr values, and scopes that the client and the service asked for may have: about identity alone, or not. */
function drop(params: Params, { scope: allowed }: Pick<Client, 'scope'>): void {
  const acrValues = words(params['acr_values']).filter(isKnownAcr);
  const identity = mayTellIdentity(acrValues);
  const may = allowed === undefined ? undefined : words(allowed);
  const scopes = words(params['scope']).filter(
    (scope) =>
      isKnownScope(scope) && (identity || !isOfIdentity(scope)) && (may?.includes(scope) ?? true),
  );
  params['acr_values'] = acrValues.join(' ');
  params['scope'] = [...new Set(scopes)].join(' ');
}

type FindFault = (params: Params) => string | undefined;

/** As Login.gov words them: the parameter, then what is wrong with it. */
const FAULTS: readonly FindFault[] = [
  (params) => {
    const known = words(params['acr_values']);
    if (known.length === 0) return 'Acr values No acceptable acr_values found';
    return serviceOf(known) ? undefined : 'Acr values Missing a valid IAL level';
  },
  (params) =>
    words(params['acr_values']).some((value) => value.endsWith('?hspd12=true'))
      ? 'Acr values hspd12=true needs a PIV card, which nobody has here'
      : undefined,
  ({ scope }) => (scope === '' ? 'Scope No valid scope values found' : undefined),
  ({ state }) => randomFault('State', state),
  ({ nonce }) => randomFault('Nonce', nonce),
  ({ response_type: type }) =>
    type === 'code' ? undefined : 'Response type is not included in the list',
  ({ prompt }) =>
    prompt === undefined || PROMPTS.includes(prompt)
      ? undefined
      : 'Prompt No valid prompt values found',
  ({ code_challenge: challenge, code_challenge_method: method }) =>
    challenge === undefined || method === 'S256'
      ? undefined
      : 'Code challenge method is not included in the list',
];

function randomFault(name: string, value: unknown): string | undefined {
  if (typeof value !== 'string') return `${name} Please fill in this field`;
  return value.length < LEAST_RANDOM
    ? `${name} is too short (minimum is ${LEAST_RANDOM} characters)`
    : undefined;
}
