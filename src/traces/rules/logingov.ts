import type { Exchange } from '../exchange.js';
import { list, refusedFor, rules } from './rule.js';

const isLogingov = ({ profile }: Exchange): boolean => profile === 'logingov';

/** A fault of an authorization request, in the words that the client is told. */
const faultOf = (exchange: Exchange, words: RegExp): string | undefined =>
  isLogingov(exchange) && refusedFor(exchange, 'invalid_request', words)
    ? words.exec(exchange.refusal?.description ?? '')?.[0]
    : undefined;

/** An authorization request that is answered, or leads on to the pages. */
const isAnswered = (exchange: Exchange): boolean =>
  isLogingov(exchange) && exchange.route === 'authorization';

const AUTHORIZATION = 'developers.login.gov/oidc/authorization';

/** What clients of Login.gov get wrong; a request is told all of its faults at once. */
export const LOGINGOV_RULES = rules({
  service_level_missing: {
    severity: 'error',
    title: 'Login.gov: acr_values names no service level',
    spec: AUTHORIZATION,
    fix: 'Send urn:acr.login.gov:auth-only, urn:acr.login.gov:verified or one of its relatives in acr_values (acr_values_supported in discovery).',
    finds: (exchange) =>
      faultOf(exchange, /(No acceptable acr_values found|Missing a valid IAL level)/) &&
      `acr_values "${exchange.params['acr_values'] ?? ''}" has no value about identity.`,
  },
  piv_card_needed: {
    severity: 'error',
    title: 'Login.gov: hspd12=true asks for a PIV card',
    spec: AUTHORIZATION,
    fix: 'Leave hspd12=true out in tests: Standin has no cards to read.',
    finds: (exchange) =>
      faultOf(exchange, /hspd12=true needs a PIV card/) &&
      'acr_values asks for a PIV card, which nobody has here.',
  },
  scope_without_effect: {
    severity: 'error',
    title: 'Login.gov: no scope is left',
    spec: 'developers.login.gov/attributes',
    fix: 'Send openid and what you need; attributes of a verified identity need a verified service level in acr_values.',
    finds: (exchange) =>
      faultOf(exchange, /No valid scope values found/) &&
      `None of "${exchange.params['scope'] ?? ''}" is released at this service level.`,
  },
  random_too_short: {
    severity: 'error',
    title: 'Login.gov: state and nonce have 22 characters or more',
    spec: AUTHORIZATION,
    fix: 'Send a state and a nonce of 22 or more random characters, new each time.',
    finds: (exchange) => {
      const fault = faultOf(
        exchange,
        /(State|Nonce) (Please fill in this field|is too short \(minimum is 22 characters\))/,
      );
      return fault && `${fault.replace('Please fill in this field', 'is missing')}.`;
    },
  },
  prompt_unsupported: {
    severity: 'error',
    title: 'Login.gov: prompt is not served',
    spec: AUTHORIZATION,
    fix: 'Send prompt=select_account, or leave it out; silent sign-in (prompt=none) does not exist at Login.gov.',
    finds: (exchange) =>
      faultOf(exchange, /No valid prompt values found/) &&
      `prompt=${exchange.params['prompt'] ?? ''} is not served.`,
  },
  key_or_challenge_missing: {
    severity: 'error',
    title: 'Login.gov: neither a key nor PKCE',
    spec: 'developers.login.gov/oidc/token',
    fix: 'Register the certificate of the application (certs of PATCH /control/v1/clients/CLIENT) and send a client_assertion, or send code_challenge (S256) and its verifier. There are no client secrets.',
    finds: (exchange) =>
      isLogingov(exchange) &&
      (refusedFor(exchange, 'invalid_request', /PKCE|no client authentication mechanism/) ||
        refusedFor(exchange, 'invalid_client', /does not match the registered/))
        ? 'Nothing would prove that the code is redeemed by who asked for it.'
        : undefined,
  },
  logout_state_too_short: {
    severity: 'error',
    title: 'Login.gov: a request to sign out lacks something',
    spec: 'developers.login.gov/oidc/logout',
    fix: 'Send client_id, post_logout_redirect_uri (one of the redirect URIs) and, if at all, a state of 22 characters or more.',
    finds: (exchange) =>
      exchange.route === 'end_session'
        ? faultOf(exchange, /(client_id|post_logout_redirect_uri) is missing|state is too short/)
        : undefined,
  },
  acr_values_dropped: {
    severity: 'warning',
    title: 'Login.gov: an acr value means nothing',
    spec: AUTHORIZATION,
    fix: 'Mend the value: it must be one of acr_values_supported in discovery, to the letter. Vectors of trust are gone.',
    finds: (exchange) =>
      isAnswered(exchange) && exchange.ignoredAcrValues?.length
        ? `${list(exchange.ignoredAcrValues)} means nothing and was dropped.`
        : undefined,
  },
  scope_dropped: {
    severity: 'warning',
    title: 'Login.gov: a scope was dropped',
    spec: 'developers.login.gov/attributes',
    fix: 'Mend the scope, or ask for a verified service level in acr_values: attributes of an identity are released by that alone.',
    finds: (exchange) =>
      isAnswered(exchange) && exchange.ignoredScopes?.length
        ? `${list(exchange.ignoredScopes)} is not released here and was dropped.`
        : undefined,
  },
  vtr_withdrawn: {
    severity: 'warning',
    title: 'Login.gov: vectors of trust are gone',
    spec: AUTHORIZATION,
    fix: 'Send acr_values instead of vtr.',
    finds: (exchange) =>
      isAnswered(exchange) && exchange.params['vtr'] !== undefined
        ? 'vtr is not looked at any more.'
        : undefined,
  },
  verified_within_ignored: {
    severity: 'warning',
    title: 'Login.gov: verified_within is not looked at',
    spec: AUTHORIZATION,
    fix: 'Age the verification instead (clock/advance), or end it (people/:id/lifecycle, lapse_verification), and ask again.',
    finds: (exchange) =>
      isAnswered(exchange) && exchange.params['verified_within'] !== undefined
        ? 'Nobody is proofed again because of verified_within, which Login.gov has for few partners.'
        : undefined,
  },
  prompt_needs_permission: {
    severity: 'warning',
    title: 'Login.gov: prompt=login and prompt=create need its permission',
    spec: AUTHORIZATION,
    fix: 'Ask Login.gov to allow it for your application, or send prompt=select_account.',
    finds: (exchange) =>
      isAnswered(exchange) && /^(login|create)$/.test(exchange.params['prompt'] ?? '')
        ? `Login.gov serves prompt=${exchange.params['prompt'] ?? ''} only to partners whom it allowed that.`
        : undefined,
  },
  logout_hint_withdrawn: {
    severity: 'warning',
    title: 'Login.gov: id_token_hint is not taken any more',
    spec: 'developers.login.gov/oidc/logout',
    fix: 'Send client_id instead of id_token_hint.',
    finds: (exchange) =>
      isLogingov(exchange) &&
      exchange.route === 'end_session' &&
      exchange.params['id_token_hint'] !== undefined
        ? 'The request names its client by an ID token, which Login.gov has withdrawn.'
        : undefined,
  },
});
