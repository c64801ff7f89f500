/**
 * oidc: the OpenID provider, one for each profile of each sandbox, on oidc-provider.
 * Owns: discovery, authorization, tokens, sessions, consent as a grant, what a person has to do next, signing keys.
 * Does not own: pages (web), how factors are checked (authenticators), how an identity is proofed (proofing), what is kept
 * where (storage, through the ports of this room).
 */
export type { SandboxPlace } from './place.js';
export { createProviders, type Providers } from './providers.js';
export { cookieName, type ProviderDeps, type ProviderSecrets } from './configuration.js';
export { createKeyAdministration, type KeyAdministration } from './keyAdministration.js';
export { openKeyring, type Keyring, type ProviderKeys, type SigningKeyStore } from './keys.js';
export type { KeptKey, KeyRevisions, SigningKey } from './signingKey.js';
export { placeInHand, withRequestInHand, type CookieJar } from './inHand.js';
export { createSignIns, type SignIn, type SignInPlace, type SignIns } from './interactions.js';
export { createHandOffs, type HandOff, type HandOffs } from './handOff.js';
export { errandOf, type Errand } from './errand.js';
export type { AttemptPositions } from './facts.js';
export { currentVerification } from './facts.js';
export { leaving } from './leaving.js';
export {
  errorOf,
  nextStep,
  reachedAmr,
  type AccountFacts,
  type Facts,
  type Step,
} from './nextStep.js';
export { NOTHING_YET, type AttemptPosition, type Progress } from './progress.js';
export {
  askedBy,
  chosenOrganisation,
  FIRST_PARTY_CLIENT,
  releasedClaims,
  requestFacts,
  VERIFIED_FOR,
} from './request.js';
export {
  levelsIn,
  PROFILES,
  profileAt,
  profileOf,
  type Profile,
  type ProfileId,
} from './profiles/index.js';
export { TRACE_HEADER, type Observer } from './observe.js';
export type { OidcPages } from './pages.js';
export { keyOfCertificate } from './certificates.js';
export { misfitOf } from './misfit.js';
export { createSecurityEvents, type SecurityEvents } from './securityEvents.js';
export { SECRETS } from './clientSecrets.js';
export { optionsOf, PROFILE_OPTIONS } from './profileOptions.js';
export { FIRST_CONTACT } from './firstContact.js';
export { ORGANISATION } from './subjects.js';
export { LIMITS, type Limits } from './limits.js';
export { unknownScopes } from './policyHandles.js';
export {
  createSessions,
  subjectOfSession,
  type CurrentSession,
  type ListedSession,
  type SessionCookie,
  type Sessions,
} from './session.js';
export type {
  ClientStore,
  Consent,
  Foreseen,
  ConsentStore,
  ModelKey,
  ModelStore,
  RegisteredClient,
  SubscriberStore,
} from './ports.js';
