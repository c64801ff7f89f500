import type { Levels, NamingStyle } from '../assurance/index.js';

/** What a word of the client's means in a scope. */
export interface Policy extends Levels {
  /** The claims that it releases; what its level releases unless said. */
  readonly claims?: readonly string[] | undefined;
  /** The style that renames them; as they are written unless said. */
  readonly naming?: NamingStyle | undefined;
}

/** How userinfo of the profile idme is written: as ID.me does, or otherwise. */
export const USERINFO_FORMATS = ['quoted', 'jwt', 'json', 'jwe'] as const;
export type UserinfoFormat = (typeof USERINFO_FORMATS)[number];

/** As ID.me's clients were seen to get away with, or as its documentation says. */
export const STRICTNESSES = ['lenient', 'strict'] as const;
type Strictness = (typeof STRICTNESSES)[number];

/** What a client says of its own request vocabulary and of where it sends people; every member may be missing. */
export interface ProfileOptions {
  /** Its words for levels, in a scope (as ID.me's partners have them). */
  readonly policies?: Readonly<Record<string, Policy>> | undefined;
  /** Of policies that neither say nor list their claims. */
  readonly naming?: NamingStyle | undefined;
  /** `quoted` unless said. */
  readonly userinfo?: UserinfoFormat | undefined;
  /** `lenient` unless said. */
  readonly strictness?: Strictness | undefined;
  /** As strictness has it unless said. */
  readonly single_use_access_tokens?: boolean | undefined;
  /** Where somebody goes who cannot be verified and does not try again, instead of the redirect URI. */
  readonly failure_to_proof_url?: string | undefined;
  /** Where security event tokens about its people are pushed to, as Login.gov does. */
  readonly push_url?: string | undefined;
  readonly [member: string]: unknown;
}

/** The policy that a word of a scope names in the first table that has it. */
export const policyNamed = (
  word: string,
  ...tables: readonly (ProfileOptions['policies'] | undefined)[]
): Policy | undefined => tables.find((table) => table && Object.hasOwn(table, word))?.[word];

/** Whether an access token answers once: so ID.me documents it, and its own kits ask more often. */
export const answersOnce = (options: ProfileOptions): boolean =>
  options.single_use_access_tokens ?? options.strictness === 'strict';
