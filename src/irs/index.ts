/**
 * irs: the simulated IRS, a relying party like any other, and below it a second one, Cascadia Benefits. They have their own port,
 * their own looks and their own sessions, talk to the provider over HTTP alone, and know nothing of it but the issuer's discovery
 * document.
 * Owns: what an agency is, its online services and the level each needs, invented tax and benefit data, and the page that shows
 * what was received.
 * Does not own: identities. Each believes what a checked ID token says and refuses what says too little.
 */
export type { Irs, IrsOptions } from './irs.js';
export { createIrs } from './irs.js';
export type { KnownTaxpayer } from './tax/taxpayers.js';
export { readTaxpayers } from './tax/taxpayers.js';
