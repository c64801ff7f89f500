import type { ProfileOptions } from '../partners/index.js';

/** Member of a client's metadata, seen by the provider alone: what it says of the profiles that it speaks. */
export const PROFILE_OPTIONS = 'standin_profile_options';

/** The options in what the provider knows of a client, be it its metadata or the library's own object of it. */
export const optionsOf = (client: Readonly<Record<string, unknown>> | undefined): ProfileOptions =>
  (client?.[PROFILE_OPTIONS] as ProfileOptions | undefined) ?? {};
