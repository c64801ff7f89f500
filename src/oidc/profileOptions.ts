import type { Levels } from '../assurance/index.js';

/** Member of a client's metadata, seen by the provider alone: what it says of the profiles that it speaks. */
export const PROFILE_OPTIONS = 'standin_profile_options';

/** What a client says of its own request vocabulary and of where it sends people; every member may be missing. */
export interface ProfileOptions {
  /** Its words for levels, in a scope (as ID.me's partners have them). */
  readonly policies?: Readonly<Record<string, Levels>>;
  /** Where somebody goes who cannot be verified and does not try again, instead of the redirect URI. */
  readonly failure_to_proof_url?: string;
}

/** The options in what the provider knows of a client, be it its metadata or the library's own object of it. */
export const optionsOf = (
  client: { readonly [PROFILE_OPTIONS]?: ProfileOptions } | undefined,
): ProfileOptions => client?.[PROFILE_OPTIONS] ?? {};
