/**
 * press: the people of the catalogue, and specimen documents and pictures of anybody.
 * Owns: personas and the template rule, the invented state of Cascadia, the look of its documents, MRZ and AAMVA
 * writers, and every state of decay (`wear`) with the reason it produces.
 * Does not own: reading pictures (engine), accounts of personas (accounts), what the sources know of them (proofing).
 * Everything follows from fixtures and from ids: the same order gives the same bytes.
 */
export { CASCADIA, UTOPIA } from './cascadia.js';
export { aamva } from './machineReadable/aamva.js';
export type { AamvaData } from './machineReadable/aamva.js';
export { licenceLine, td1, td3 } from './machineReadable/mrz.js';
export type { LicenceLine, MrzData } from './machineReadable/mrz.js';
export { PERSONA_PASSWORD } from './personas/catalogue.js';
export type { Catalogue } from './personas/catalogue.js';
export { isInventedSsn } from './personas/numbers.js';
export type {
  Bearer,
  DocumentFacts,
  Persona,
  PersonaRecords,
  PersonaState,
} from './personas/persona.js';
export { strangerTo } from './personas/stranger.js';
export type { Given, InventedPerson } from './personas/template.js';
export { personFrom } from './personas/template.js';
export type { Shot } from './pictures.js';
export { SHOTS } from './pictures.js';
export { isOfDocument } from './plan.js';
export type { DocumentOrder, FolderOrder, Press } from './press.js';
export { createPress } from './press.js';
export type { Pictured, Wear, WearName } from './wears.js';
export { SELFIE_REASONS, WEARS, wearNamed, wearsOf } from './wears.js';
