import { levelClaimsOf, type Claims, type Levels, type Subscriber } from '../../assurance/index.js';
import { idme } from './idme/profile.js';
import type { Profile, ProfileId } from './profile.js';
import { logingov } from './logingov/profile.js';
import { standard } from './standard.js';

export type { Profile, ProfileClaims, ProfileId, ProfilePaths, Params, Said } from './profile.js';

/** The profiles that are served, in the order in which their paths are tried; the first is the standard one. */
export const PROFILES: readonly [Profile, ...Profile[]] = [standard, idme, logingov];

export const profileOf = (id: ProfileId): Profile | undefined =>
  PROFILES.find((profile) => profile.id === id);

/** How sure a profile tells everybody to be of a subscriber, by its own names. */
export const levelsIn = (
  { claims }: Profile,
  subscriber: Subscriber,
  reached: Levels,
  scopes: readonly string[],
): Claims => claims?.levels(subscriber, reached, scopes) ?? levelClaimsOf(subscriber, reached);

const SERVED = PROFILES.map((profile) => {
  const { paths, signedUserinfo = [], attributes } = profile;
  return {
    profile,
    exact: new Set([
      ...Object.values<string>({ ...paths }),
      ...signedUserinfo,
      ...(attributes ? Object.values<readonly string[]>({ ...attributes }).flat() : []),
    ]),
    above: [`${paths.authorization}/`, `${paths.end_session}/`],
  };
});

/** The profile whose paths hold this one; anything below the authorization path belongs to it too (resuming). */
export const profileAt = (path: string): Profile | undefined =>
  SERVED.find(({ exact, above }) => exact.has(path) || above.some((own) => path.startsWith(own)))
    ?.profile;
