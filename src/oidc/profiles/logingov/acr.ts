import { levelsOf, resistsPhishing, type Levels } from '../../../assurance/index.js';
import { isOfIdentity } from './scopes.js';

const NS = 'http://idmanagement.gov/ns/assurance';
const URN = 'urn:acr.login.gov';

/** What is asked of identity proofing, weakest first; `known`: what is known already, and nobody is asked for more. */
const SERVICES = ['auth_only', 'known', 'verified', 'facial_match'] as const;
type Service = (typeof SERVICES)[number];

const SERVICE_OF: Readonly<Record<string, Service>> = {
  [`${URN}:auth-only`]: 'auth_only',
  [`${URN}:verified`]: 'verified',
  [`${URN}:verified-facial-match-preferred`]: 'facial_match',
  [`${URN}:verified-facial-match-required`]: 'facial_match',
  [`${NS}/loa/1`]: 'auth_only',
  [`${NS}/loa/3`]: 'verified',
  [`${NS}/ial/1`]: 'auth_only',
  [`${NS}/ial/2`]: 'verified',
  [`${NS}/ial/0`]: 'known',
  [`${NS}/ial/2?bio=preferred`]: 'facial_match',
  [`${NS}/ial/2?bio=required`]: 'facial_match',
};

/** Two factors, which every sign-in has here (Login.gov's own default). */
const TWO_FACTORS = 'urn:gov:gsa:ac:classes:sp:PasswordProtectedTransport:duo';
const AAL2 = `${NS}/aal/2`;
const RESISTANT = `${AAL2}?phishing_resistant=true`;
const AAL3 = `${NS}/aal/3`;
const AUTHENTICATION = [
  ...[TWO_FACTORS, AAL2, RESISTANT, `${AAL2}?hspd12=true`, AAL3, `${AAL3}?hspd12=true`],
];

/** Every value that means something, legacy and semantic, for identity and for authentication. */
export const ACR_VALUES: readonly string[] = [...Object.keys(SERVICE_OF), ...AUTHENTICATION];

export const isKnownAcr = (value: string): boolean => ACR_VALUES.includes(value);

/** The strictest service that is asked for; undefined when no value is about identity. */
export function serviceOf(acrValues: readonly string[]): Service | undefined {
  const asked = acrValues.map((value) => SERVICE_OF[value]);
  return SERVICES.findLast((service) => asked.includes(service));
}

/** Every sign-in takes two factors; identity proofing where a verified service is asked for. */
export function requiredLevels(acrValues: readonly string[]): Levels {
  const service = serviceOf(acrValues);
  return { ial: service === 'verified' || service === 'facial_match' ? 2 : 0, aal: 2 };
}

/** What scopes mean without acr values: a verified identity where they tell of one. */
export const usualAcrValues = (scopes: readonly string[]): string =>
  scopes.some((scope) => isOfIdentity(scope) || levelsOf(scope)?.ial === 2)
    ? WORDS.semantic.facial_match
    : WORDS.semantic.none;

/** Whether data that only a verification gives may be told of whoever has one. */
export const mayTellIdentity = (acrValues: readonly string[]): boolean =>
  serviceOf(acrValues) !== 'auth_only';

/** In which words the levels reached are told: of those that were asked for, the semantic ones if there is one. */
const WORDS = {
  semantic: {
    none: `${URN}:auth-only`,
    verified: `${URN}:verified`,
    facial_match: `${URN}:verified-facial-match-required`,
  },
  legacy: {
    none: `${NS}/ial/1`,
    verified: `${NS}/ial/2`,
    facial_match: `${NS}/ial/2?bio=required`,
  },
} as const;

/**
 * The identity level reached, in the style of the request. A verification always has a facial match here; who did not ask for one is
 * told what it asked for.
 */
export function ialTold(acrValues: readonly string[], { ial }: Levels): string {
  const words = acrValues.some((value) => value.startsWith(URN)) ? WORDS.semantic : WORDS.legacy;
  const service = serviceOf(acrValues);
  if (ial !== 2 || service === undefined || service === 'auth_only') return words.none;
  return service === 'facial_match' ? words.facial_match : words.verified;
}

/** AAL3 is asked for by those who want no code that could be told; of what it takes besides, nobody has anything here. */
export const asksPhishingResistance = (acrValues: readonly string[]): boolean =>
  acrValues.includes(RESISTANT) || acrValues.includes(AAL3);

/** The authentication level reached: by the number that was asked for, as far as it was reached, or by Login.gov's default. */
export function aalTold(acrValues: readonly string[], amr: readonly string[]): string {
  if (asksPhishingResistance(acrValues) && resistsPhishing(amr)) return RESISTANT;
  return acrValues.some((value) => value.startsWith(`${NS}/aal/`)) ? AAL2 : TWO_FACTORS;
}
