/**
 * traces: what was said on the wire, and what was wrong with it.
 * Owns: exchanges with their secrets masked, findings (what a client did wrong, by which clause, and how to mend it), the one
 * log line of a refusal.
 * Does not own: whether a request is refused (oidc) nor how a finding is shown (web).
 */
export { createTraces, type Traces, type TracesDeps } from './createTraces.js';
export type { Exchange, Refusal, RawExchange } from './exchange.js';
export { FINDINGS, type Finding, type FindingCode } from './findings.js';
export type { TraceStore } from './ports.js';
