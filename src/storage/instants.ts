import { SECOND } from '../platform/clock.js';

/**
 * Every whole number that the schema stores as BIGINT, and whether advancing a sandbox's clock moves it. A migration that
 * adds such a column adds its line here; a test compares the two. Columns called `seq` order their table and are no
 * instants; calendar dates are TEXT and never move.
 */
export type StoredNumber = {
  readonly table: string;
  readonly column: string;
} & ({ readonly aged: true } | { readonly aged: false; readonly reason: string });

const aged = (table: string, ...columns: string[]): StoredNumber[] =>
  columns.map((column) => ({ table, column, aged: true }));

const kept = (table: string, column: string, reason: string): StoredNumber[] => [
  { table, column, aged: false, reason },
];

export const STORED_NUMBERS: readonly StoredNumber[] = [
  ...kept('sandboxes', 'created_at', 'belongs to the operator: real time'),
  ...kept('sandboxes', 'expires_at', 'belongs to the operator: real time'),
  ...kept('sandboxes', 'revision', 'counts changes'),
  ...kept('sandboxes', 'era', 'tells one era from another'),
  ...kept('snapshots', 'created_at', 'belongs to the operator: real time'),
  ...kept('sandboxes', 'aged_by', 'the sum of all advances itself'),

  ...aged('events', 'at'),

  ...aged('tasks', 'due_at'),
  ...kept('tasks', 'claimed_until', 'the lease of a process that works in real time'),

  ...aged('accounts', 'created_at'),
  ...aged('address_confirmations', 'window_began_at', 'sent_at', 'expires_at', 'used_at'),

  ...aged('password_resets', 'window_began_at', 'sent_at', 'expires_at', 'used_at'),

  ...aged('authenticators', 'bound_at', 'last_used_at'),
  ...kept(
    'authenticators',
    'last_step',
    'a TOTP time step (RFC 6238): phones show codes by real time',
  ),
  ...kept('authenticators', 'sign_count', 'counts uses'),
  ...aged('passkey_challenges', 'expires_at'),
  ...aged('totp_enrolments', 'began_at'),
  ...aged('recovery_codes', 'used_at'),
  ...aged('phone_codes', 'window_began_at', 'sent_at', 'expires_at', 'used_at'),
  ...aged('throttles', 'turned_at', 'blocked_until'),

  ...aged('oidc_models', 'expires_at', 'consumed_at'),
  ...kept('signing_keys', 'created_at', 'keys sign tokens that carry real time'),

  ...aged('attempts', 'created_at', 'touched_at', 'due_at', 'consent_at', 'code_expires_at'),
  ...aged('attempts', 'decided_at'),
  ...kept('attempts', 'check_claimed_until', 'the lease of a process that works in real time'),
  ...aged('attempt_submissions', 'at'),
  ...aged('verifications', 'verified_at', 'ended_at'),
  ...aged('outcomes', 'created_at'),
  ...aged('outcome_uses', 'at'),
  ...aged('faults', 'created_at', 'last_used_at'),

  ...aged('messages', 'created_at'),
  ...aged('exchanges', 'at'),

  ...aged('webhooks', 'created_at'),
  ...aged('deliveries', 'created_at', 'next_at'),
  ...aged('delivery_attempts', 'at'),

  ...aged('consents', 'given_at'),
  ...kept('control_tokens', 'created_at', 'belongs to the operator: real time'),
  ...aged('partners', 'created_at'),
  ...aged('clients', 'created_at', 'old_secret_ends_at'),
];

/** Where an instant stands in a payload (`*` is every item of a list), and how many ms its unit has. */
export interface PayloadInstant {
  readonly path: string;
  readonly unit: number;
}

const inSeconds = (...paths: string[]): PayloadInstant[] =>
  paths.map((path) => ({ path, unit: SECOND }));

/**
 * Instants inside the sealed payloads of `oidc_models`: the library's own in epoch seconds, those of an interaction's progress
 * in ms; aged with their rows.
 */
export const OIDC_PAYLOAD_INSTANTS: readonly PayloadInstant[] = [
  ...inSeconds('iat', 'exp', 'consumed', 'authTime', 'iiat', 'loginTs', 'extra.auth_time'),
  ...inSeconds('result.login.ts', 'lastSubmission.login.ts'),
  { path: 'result.standin.used.*.at', unit: 1 },
  { path: 'lastSubmission.standin.used.*.at', unit: 1 },
];
