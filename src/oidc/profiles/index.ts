import { levelClaimsOf, type Claims, type Levels, type Subscriber } from '../../assurance/index.js';
import { idme } from './idme/profile.js';
import type { Profile, ProfileId } from './profile.js';
import { logingov } from './logingov/profile.js';
import { standard } from './standard.js';

export type { Profile, ProfileClaims, ProfileId, ProfilePaths, Params, Said } from './profile.js';

/** The profiles that are served, in the order in which their paths are tried. */
export const PROFILES: readonly Profile[] = [standard, idme, logingov];

export const profileOf = (id: ProfileId): Profile | undefined =>
  PROFILES.find((profile) => profile.id === id);

/** How sure a profile tells everybody to be of a subscriber, by its own names. */
export const levelsIn = (
  { claims }: Profile,
  subscriber: Subscriber,
  reached: Levels,
  scopes: readonly string[],
): Claims => claims?.levels(subscriber, reached, scopes) ?? levelClaimsOf(subscriber, reached);

/** The profile whose paths hold this one; anything below the authorization path belongs to it too (resuming). */
export function profileAt(path: string): Profile | undefined {
  return PROFILES.find(({ paths, signedUserinfo = [] }) =>
    [...Object.values(paths as unknown as Record<string, string>), ...signedUserinfo].some(
      (own) =>
        path === own ||
        (own === paths.authorization && path.startsWith(`${own}/`)) ||
        (own === paths.end_session && path.startsWith(`${own}/`)),
    ),
  );
}
