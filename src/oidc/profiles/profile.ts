import type { Claims, Levels, Subscriber } from '../../assurance/index.js';
import type { ProfileOptions } from '../profileOptions.js';

/** One way of speaking OpenID Connect over the same accounts, sessions and consents. Data: whatever differs stands here. */
export interface Profile {
  readonly id: ProfileId;
  /** The issuer for a base address without trailing slash. */
  readonly issuer: (base: string) => string;
  /** Paths below the base; a path that a profile lacks is not served. */
  readonly paths: ProfilePaths;
  /** Paths of a userinfo endpoint of the profile's own: a signed JWT as JSON text, with or without `openid`. */
  readonly signedUserinfo?: readonly string[];
  /** The whole discovery document, where the library's own shape is not the profile's. */
  readonly discovery?: (base: string, paths: ProfilePaths) => Record<string, unknown>;
  /** Claims by other names than OpenID Connect's. */
  readonly claims?: ProfileClaims;
  /** Whether ID tokens carry the full claim set, not only who signed in and how. */
  readonly fullIdToken: boolean;
  readonly subjectTypes: readonly ('public' | 'pairwise')[];
  /** Seconds. */
  readonly ttl: {
    readonly authorizationCode: number;
    readonly accessToken: number;
    readonly idToken: number;
    readonly refreshToken: number;
  };
  /** Whether a refresh token is issued without `offline_access`. */
  readonly alwaysRefresh: boolean;
}

/** How a profile names and releases what is known of a subscriber. */
export interface ProfileClaims {
  /** Every claim that it may release, by its own names. */
  readonly names: readonly string[];
  /** Its names for a claim of OpenID Connect. */
  readonly named: (claim: string) => readonly string[];
  /** The claims that scopes release, by the names of OpenID Connect: what the person is asked to agree to. */
  readonly released: (scopes: readonly string[], options: ProfileOptions) => readonly string[];
  readonly of: (
    subscriber: Subscriber,
    reached: Levels,
    scopes: readonly string[],
    options: ProfileOptions,
  ) => Claims;
  /** Those among them that say how sure everybody may be. */
  readonly levels: (subscriber: Subscriber, reached: Levels, scopes: readonly string[]) => Claims;
}

export type ProfileId = 'standard' | 'idme' | 'logingov';

export interface ProfilePaths {
  readonly discovery: string;
  readonly authorization: string;
  readonly token: string;
  readonly userinfo: string;
  readonly jwks: string;
  readonly end_session: string;
  readonly introspection?: string;
  readonly revocation?: string;
  readonly pushed_authorization_request?: string;
}
