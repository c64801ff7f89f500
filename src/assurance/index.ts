/**
 * assurance: the words of NIST SP 800-63-4 and OpenID Connect that every other room speaks.
 * Owns: levels (IAL, AAL), acr and amr, attributes, what a verification is, which claims a scope releases.
 * Does not own: how a level is reached (authenticators, proofing) or how claims travel (oidc).
 */
export type { Attributes, PostalAddress } from './attributes.js';
export type { EvidenceSummary, Pathway, Verification } from './verification.js';
export { RESTRICTIONS, type Restriction, type Subscriber } from './subscriber.js';
export {
  aalOf,
  amrOf,
  joinedAmr,
  type AuthenticatorUse,
  ialOf,
  resistsPhishing,
  satisfies,
  type Aal,
  type AuthenticatorKind,
  type Ial,
  type Levels,
} from './levels.js';
export { ACR_VALUES, acrOf, ASSURANCE_SCOPES, assuranceScope, levelsOf, statedAcr } from './acr.js';
export { requiredLevels, type AssuranceRequest } from './requirement.js';
export {
  inStyle,
  LEVELS_OF_POLICIES,
  NAMING_STYLES,
  POLICY_CLAIMS,
  policyClaim,
  policyClaimsIn,
  toldBy,
  type ClaimSource,
  type NamingStyle,
} from './policyClaims.js';
export {
  claimsOf,
  LEVEL_CLAIMS,
  levelClaimsOf,
  needsVerification,
  requestedClaims,
  SCOPE_CLAIMS,
  type Claims,
} from './claims.js';
