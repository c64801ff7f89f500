/**
 * records: the simulated authoritative sources (63A section 2.4.2): what they know, and whether a claim agrees with it.
 * Owns: the comparison of names and addresses, what each source answers, the `RecordsCheck` made of them.
 * Does not own: where the records lie (storage) nor who is in them (press).
 */
export { sameAddress, sameName, samePerson } from './compare.js';
export { createRecordsCheck } from './createRecordsCheck.js';
export type { RecordsSettings } from './createRecordsCheck.js';
export { catalogueSource, firstOf, SOURCES } from './source.js';
export type { PersonRecord, RecordsSource, SourceName } from './source.js';
