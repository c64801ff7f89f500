/**
 * proofing: how an applicant becomes a verified subscriber (NIST SP 800-63A): attempts, their steps, their decision.
 * Owns: the attempt and its table of transitions, reason codes, evidence rules, the simulated authoritative sources.
 * Does not own: how pictures are read (engine) or outcomes scripted (scenarios); both answer the ports declared here.
 * Nor accounts, pages, or texts: it asks for a text message by an event, and is told who the applicant is.
 */
export * from './afterEffects.js';
export * from './attempt.js';
export type * from './attemptStore.js';
export type { AttemptView } from './attemptView.js';
export type { BeginRefusal, Seen, StepRefusal } from './begin.js';
export * from './birthdate.js';
export { createProofing } from './createProofing.js';
export type { Proofing } from './createProofing.js';
export * from './decide.js';
export type { Checks, Deps as ProofingDeps } from './deps.js';
export { normalizePhone, readDetails } from './details.js';
export type { ClaimedDetails, DetailsRefusal } from './details.js';
export * from './evidence.js';
export { foresee, foreseeWay } from './foresee.js';
export { actionsFor } from './operate.js';
export type { Action, ActionRefusal } from './operate.js';
export type { CodeRefusal } from './confirmCode.js';
export type { PicturesOnDemand } from './pictures.js';
export * from './policy.js';
export type * from './ports.js';
export * from './reasons/index.js';
export * from './records/index.js';
export type { CheckRefusal } from './runCheck.js';
export * from './ssn.js';
export * from './steps.js';
export * from './transitions.js';
