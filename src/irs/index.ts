/**
 * irs: the simulated IRS, a relying party like any other. It has its own port, its own look and its own sessions, talks to
 * the provider over HTTP alone, and knows nothing of it but the issuer's discovery document.
 * Owns: the online services and the level each needs, invented tax data, and the page that shows what was received.
 * Does not own: identities. It believes what a checked ID token says and refuses what says too little.
 */
export type { Irs, IrsOptions } from './irs.js';
export { createIrs } from './irs.js';
export type { KnownTaxpayer } from './tax/taxpayers.js';
export { readTaxpayers } from './tax/taxpayers.js';
