/**
 * proofing: how an applicant becomes a verified subscriber (NIST SP 800-63A): attempts, their steps, their decision.
 * Owns: the attempt and its table of transitions, reason codes, evidence rules, the simulated authoritative sources.
 * Does not own: how pictures are read (engine) or outcomes scripted (scenarios); both answer the ports declared here.
 * Nor accounts, pages, or texts: it asks for a text message by an event, and is told who the applicant is.
 */
export * from './attempt.js';
export * from './decide.js';
export * from './evidence.js';
export * from './policy.js';
export type * from './ports.js';
export * from './reasons/index.js';
export * from './steps.js';
export * from './transitions.js';
