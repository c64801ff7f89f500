import {
  ASSURANCE_SCOPES,
  requestedClaims,
  requiredLevels,
  SCOPE_CLAIMS,
  type Levels,
} from '../assurance/index.js';
import type { Facts } from './nextStep.js';
import type { ProfileOptions } from '../partners/index.js';
import { optionsOf, PROFILE_OPTIONS } from './profileOptions.js';
import { profileOf, type ProfileId } from './profiles/index.js';
import { words } from './words.js';

/** Parameters of an authorization request as oidc-provider hands them out: all text, `claims` as JSON. */
export type RequestParams = Readonly<Record<string, unknown>>;

interface ClaimsParameter {
  readonly id_token?: Readonly<Record<string, ClaimRequest | null>>;
  readonly userinfo?: Readonly<Record<string, ClaimRequest | null>>;
}

interface ClaimRequest {
  readonly essential?: boolean;
  readonly value?: unknown;
  readonly values?: readonly unknown[];
}

/** Client of Standin's own pages: signs people in without a partner, so there is nothing to consent to. */
export const FIRST_PARTY_CLIENT = 'standin-account';

/** Where those who verified without a partner's request come back to; `state` names the organisation that they chose. */
export const VERIFIED_FOR = '/verify/done';

/** The organisation that somebody verifies for who came without its request; undefined for every other request. */
export function chosenOrganisation(params: RequestParams): string | undefined {
  const { client_id, redirect_uri, state } = params;
  const chose =
    client_id === FIRST_PARTY_CLIENT && String(redirect_uri).endsWith(VERIFIED_FOR) && state !== '';
  return chose && typeof state === 'string' ? state : undefined;
}

/** The library has parsed and checked the parameter before: what is unreadable here is an older interaction's. */
export function claimsParameter(params: RequestParams): ClaimsParameter {
  const { claims } = params;
  if (typeof claims !== 'string') return {};
  try {
    return JSON.parse(claims) as ClaimsParameter;
  } catch {
    return {};
  }
}

/** Every scope that means something in itself. */
export const SCOPES: readonly string[] = [
  ...['openid', 'offline_access'],
  ...Object.keys(SCOPE_CLAIMS),
  ...ASSURANCE_SCOPES,
];

export const scopesOf = (params: RequestParams): readonly string[] => words(params['scope']);

/** Values of an essential acr claim (Core 5.5.1.1); none when the acr is voluntary. */
export function essentialAcr(params: RequestParams): readonly string[] {
  const request = claimsParameter(params).id_token?.['acr'];
  if (!request?.essential) return [];
  return [request.value, ...(request.values ?? [])].filter((value) => typeof value === 'string');
}

export const acrValuesOf = (params: RequestParams): readonly string[] =>
  words(params['acr_values']);

const PROFILE = 'standin_profile';

/** The parameters with the profile that they came by and the client's options: what a scope releases depends on them. */
export const askedBy = (
  profile: ProfileId,
  params: RequestParams,
  options: ProfileOptions,
): RequestParams => ({ ...params, [PROFILE]: profile, [PROFILE_OPTIONS]: options });

const askedOf = (params: RequestParams) => profileOf(params[PROFILE] as ProfileId);

/** Names (OpenID Connect's) of the personal claims that answering this request would release. */
export function releasedClaims(params: RequestParams): readonly string[] {
  const profile = askedOf(params);
  if (profile?.claims) return profile.claims.released(scopesOf(params), optionsOf(params));
  const { id_token, userinfo } = claimsParameter(params);
  const individual = [...Object.keys(id_token ?? {}), ...Object.keys(userinfo ?? {})];
  return requestedClaims(
    scopesOf(params),
    individual.filter((name) => !PROTOCOL_CLAIMS.has(name)),
  );
}

const PROTOCOL_CLAIMS = new Set([
  'sub',
  'acr',
  'amr',
  'auth_time',
  'ial',
  'aal',
  'iss',
  'aud',
  'sid',
]);

function levelsAsked(params: RequestParams): Levels | undefined {
  const acrValues = acrValuesOf(params);
  const own = askedOf(params)?.requiredLevels;
  if (own) return own(acrValues);
  return requiredLevels({
    scopes: scopesOf(params),
    acrValues,
    essentialAcr: essentialAcr(params),
  });
}

/** What the request asks of the person, in the dispatcher's words. `subject` comes from a verified id_token_hint. */
export function requestFacts(params: RequestParams, hintedSubject?: string): Facts['request'] {
  const maxAge = Number(params['max_age'] ?? NaN);
  const wanted = claimsParameter(params).id_token?.['sub']?.value;
  return {
    required: levelsAsked(params),
    phishingResistant: askedOf(params)?.asksPhishingResistance?.(acrValuesOf(params)),
    prompts: words(params['prompt']),
    maxAge: Number.isFinite(maxAge) ? maxAge : undefined,
    subject: hintedSubject ?? (typeof wanted === 'string' ? wanted : undefined),
    firstParty: params['client_id'] === FIRST_PARTY_CLIENT,
  };
}
