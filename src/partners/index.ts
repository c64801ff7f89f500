/**
 * partners: the organisations that rely on this provider, and their clients.
 * Owns: an organisation and its policy, client registration (RFC 7591 metadata), secrets and their rotation with grace,
 * the rules for redirect URIs and bounds.
 * Does not own: what metadata members mean together and how a client authenticates (oidc), consent (oidc, web).
 */
export type { Credentials, Stranger } from './adoptClient.js';
export type { ClientChange, ClientChangeRefusal } from './changeClient.js';
export type { MetadataFault } from './checkMetadata.js';
export type { AuthMethod, Client, ClientMetadata, ClientSecret } from './client.js';
export { awaitsSecret, loginUriOf, standingForItself, usesSecret, validSecrets } from './client.js';
export type { Entrance } from './entrances.js';
export type { Policy, ProfileOptions, UserinfoFormat } from './profileOptions.js';
export { answersOnce, policyNamed, STRICTNESSES, USERINFO_FORMATS } from './profileOptions.js';
export type { Partner, PartnerFault, PartnerPolicy } from './partner.js';
export { mayAsk } from './partner.js';
export type { PartnerChange, PartnerDraft } from './organisations.js';
export type { Partners } from './partners.js';
export { createPartners } from './partners.js';
export type { ClientStore, Page, PartnerStore } from './ports.js';
export type { ClientDraft, ClientFault } from './registerClient.js';
