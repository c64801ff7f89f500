import { normalizeEmail } from '../platform/emailAddress.js';
import { normalizeSsn } from '../proofing/index.js';
import type { Match, Outcome } from './outcome.js';

/** What is known of whom a step is about; a CheckContext is one. */
export interface ScriptContext {
  readonly attempt?: string | undefined;
  readonly submission?: number | undefined;
  readonly account?: string | undefined;
  readonly email?: string | undefined;
  readonly ssn?: string | undefined;
  readonly client?: string | undefined;
  readonly loginHint?: string | undefined;
  readonly state?: string | undefined;
  readonly tag?: string | undefined;
}

const sameEmail = (wanted: string, email: string | undefined): boolean =>
  email !== undefined && normalizeEmail(wanted) === normalizeEmail(email);

const AGREES: Readonly<Record<keyof Match, (wanted: string, context: ScriptContext) => boolean>> = {
  person: (wanted, { account, email }) => wanted === account || sameEmail(wanted, email),
  email: (wanted, { email }) => sameEmail(wanted, email),
  ssn: (wanted, { ssn }) => normalizeSsn(wanted) === ssn,
  client_id: (wanted, { client }) => wanted === client,
  login_hint: (wanted, { loginHint }) => wanted === loginHint,
  state: (wanted, { state }) => wanted === state,
  tag: (wanted, { tag }) => wanted === tag,
};

const membersOf = (match: Match): (readonly [keyof Match, string])[] =>
  Object.entries(match).flatMap(([member, wanted]) =>
    wanted === undefined ? [] : [[member as keyof Match, wanted] as const],
  );

/** Whether every member of a match agrees with the context. An empty match is for everybody. */
export const matches = (match: Match, context: ScriptContext): boolean =>
  membersOf(match).every(([member, wanted]) => AGREES[member](wanted, context));

/**
 * The script that is in charge: of those that match, the one with most members, then the newest.
 * @param outcomes newest first
 */
export const inCharge = (
  outcomes: readonly Outcome[],
  context: ScriptContext,
): Outcome | undefined =>
  outcomes
    .filter(({ request }) => matches(request.match, context))
    .reduce<Outcome | undefined>(
      (best, one) =>
        best && membersOf(best.request.match).length >= membersOf(one.request.match).length
          ? best
          : one,
      undefined,
    );
