import type { Levels, NamingStyle } from '../assurance/index.js';

/** Member of a client's metadata, seen by the provider alone: what it says of the profiles that it speaks. */
export const PROFILE_OPTIONS = 'standin_profile_options';

/** What a word of the client's means in a scope. */
export interface Policy extends Levels {
  /** The claims that it releases; what its level releases unless said. */
  readonly claims?: readonly string[] | undefined;
  /** The style that renames them; as they are written unless said. */
  readonly naming?: NamingStyle | undefined;
}

/** What a client says of its own request vocabulary and of where it sends people; every member may be missing. */
export interface ProfileOptions {
  /** Its words for levels, in a scope (as ID.me's partners have them). */
  readonly policies?: Readonly<Record<string, Policy>>;
  /** Of policies that do not say. */
  readonly naming?: NamingStyle;
  /** Where somebody goes who cannot be verified and does not try again, instead of the redirect URI. */
  readonly failure_to_proof_url?: string;
}

/** The options in what the provider knows of a client, be it its metadata or the library's own object of it. */
export const optionsOf = (client: Readonly<Record<string, unknown>> | undefined): ProfileOptions =>
  client?.[PROFILE_OPTIONS] ?? {};
