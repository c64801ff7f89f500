/** One way of speaking OpenID Connect over the same accounts, sessions and consents. Data: whatever differs stands here. */
export interface Profile {
  readonly id: ProfileId;
  /** The issuer for a base address without trailing slash. */
  readonly issuer: (base: string) => string;
  /** Paths below the base; a path that a profile lacks is not served. */
  readonly paths: ProfilePaths;
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
