/**
 * scenarios: outcomes that are scripted instead of found out (contract section 5): any result, in the order wanted.
 * Owns: scripts, which of them is in charge, the counting of what was spent, and proofing's check ports with
 * whoever rules before the real thing: scripts, payload documents and magic values, a persona's story, a partner's defaults.
 * Does not own: what a result leads to (proofing decides) nor where scripts are kept (storage).
 */
export { bareWordsOf, reasonsOf, resultsOf } from './belonging.js';
export { createOutcomes } from './createOutcomes.js';
export type { Created, Outcomes, OutcomeView, Scripted } from './createOutcomes.js';
export { createFaults } from './faults/createFaults.js';
export type { Faults, FaultView } from './faults/createFaults.js';
export * from './faults/effect.js';
export { FAULT_MATCH_MEMBERS } from './faults/fault.js';
export type { ActingFault, Fault, FaultContext, FaultMatch, FaultRequest } from './faults/fault.js';
export { placesOf } from './faults/faultPlaces.js';
export type { FaultStore } from './faults/faultStore.js';
export { PRESET_NAMES, PRESETS } from './faults/presets.js';
export type { PresetName } from './faults/presets.js';
export { formatDuration, parseDuration } from './duration.js';
export type { ScriptContext } from './matching.js';
export { AFTERWARDS, MATCH_MEMBERS, SCRIPT_STEPS, VENDOR_ERRORS } from './outcome.js';
export type {
  Afterwards,
  EntryRequest,
  Match,
  Outcome,
  OutcomeRequest,
  ScriptStep,
  Use,
} from './outcome.js';
export type { OutcomeProblem } from './outcomeProblems.js';
export type { NewUse, OutcomeStore } from './outcomeStore.js';
export { effectOf, type Effect } from './effect.js';
export { createDeliveryScript } from './deliveryScript.js';
export type { Delivery, DeliveryScript } from './deliveryScript.js';
export { createSignInScript } from './signInScript.js';
export type { SignInRefusal, SignInScript, SignInStep } from './signInScript.js';
export { magicDocumentCheck, magicRecordsCheck, magicSelfieCheck } from './magic/magicChecks.js';
export type { MagicDeps } from './magic/magicChecks.js';
export { fileSaying, readPayload } from './magic/payload.js';
export { magicDelivery } from './magic/magicDelivery.js';
export { isMagicCode, MAGIC_MODES } from './magic/values.js';
export type { MagicMode } from './magic/values.js';
export { createStories } from './story.js';
export type { Stories, Story } from './story.js';
export {
  ruledDocumentCheck,
  ruledRecordsCheck,
  ruledSelfieCheck,
  stepScript,
} from './ruledChecks.js';
export {
  inOrder,
  RULED_STEPS,
  scriptLayer,
  standingIn,
  standingLayer,
  standingWordsOf,
} from './ruling.js';
export type { Layer } from './ruling.js';
