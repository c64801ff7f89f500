import type { Instant } from '../platform/clock.js';

/** Steps whose outcome can be scripted (contract section 5). */
export const SCRIPT_STEPS = [
  ...(['document', 'selfie', 'liveness', 'records', 'phone', 'fraud', 'decision'] as const),
  ...(['referee', 'in_person', 'letter'] as const),
  ...(['sign_in', 'second_factor', 'consent', 'email_delivery', 'sms_delivery'] as const),
] as const;
export type ScriptStep = (typeof SCRIPT_STEPS)[number];

export const MATCH_MEMBERS = [
  ...(['person', 'email', 'ssn', 'client_id', 'login_hint', 'state', 'tag'] as const),
] as const;
/** Whom a script is for: every member given must agree. `person` is an account's id or e-mail address. */
export type Match = Readonly<Partial<Record<(typeof MATCH_MEMBERS)[number], string | undefined>>>;

export const VENDOR_ERRORS = {
  timeout: 'vendor.timeout',
  unavailable: 'vendor.unavailable',
  malformed: 'vendor.parse_error',
} as const;
export type VendorError = keyof typeof VENDOR_ERRORS;

/** One entry of a script in full; `result` is a word of the step or a reason code. */
export interface EntryRequest {
  readonly result?: string | undefined;
  readonly reason?: string | undefined;
  /** What the document says, by the names of its fields. */
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  readonly delay_ms?: number | undefined;
  readonly vendor_error?: string | undefined;
  /** How a review ends by itself: after a duration (`P1D`, `13h`), as `pass` or with a reason code. */
  readonly resolves?: { readonly after: string; readonly as: string } | undefined;
}

export const AFTERWARDS = ['real', 'last', 'pass'] as const;
export type Afterwards = (typeof AFTERWARDS)[number];

/** A script as it is posted and answered; names are the wire's. */
export interface OutcomeRequest {
  readonly match: Match;
  readonly step: string;
  readonly results: readonly (string | EntryRequest)[];
  /** What follows when the results are used up. */
  readonly then?: string | undefined;
  /** How often the results are played through before that; once unless said. */
  readonly times?: number | undefined;
  /** For every entry that does not say its own. */
  readonly delay_ms?: number | undefined;
}

/** What an entry was spent on; a try at signing in and a delivery belong to no attempt, and an unknown address to nobody. */
export interface Spender {
  readonly attempt?: string | undefined;
  readonly account?: string | undefined;
  readonly client?: string | undefined;
}

/** One entry spent. */
export interface Use extends Spender {
  readonly number: number;
  readonly at: Instant;
}

export interface Outcome {
  readonly id: string;
  readonly request: OutcomeRequest;
  readonly createdAt: Instant;
  readonly spent: number;
}

/** How many entries a script has before `then` applies. */
export const lengthOf = ({ results, times = 1 }: OutcomeRequest): number => results.length * times;

/** The entry that the `number`-th use plays, in full form; undefined when the real thing follows. */
export function entryAt(request: OutcomeRequest, number: number): EntryRequest | undefined {
  const full = (entry: string | EntryRequest | undefined): EntryRequest | undefined =>
    typeof entry === 'string' ? { result: entry } : entry;
  if (number < lengthOf(request)) return full(request.results[number % request.results.length]);
  if (request.then === 'pass') return { result: 'pass' };
  return request.then === 'last' ? full(request.results.at(-1)) : undefined;
}
