import type { Provider } from 'oidc-provider';
import type { Claims, Levels, Subscriber } from '../../assurance/index.js';
import type { Policy, ProfileOptions } from '../../partners/index.js';

/** What is known of a person as a list, as one object, and a client's policies. */
export interface AttributePaths {
  readonly listed: readonly string[];
  readonly flat: readonly string[];
  readonly policies: readonly string[];
}

/** One way of speaking OpenID Connect over the same accounts, sessions and consents. Data: whatever differs stands here. */
export interface Profile {
  readonly id: ProfileId;
  /** The issuer for a base address without trailing slash. */
  readonly issuer: (base: string) => string;
  /** Paths below the base; a path that a profile lacks is not served. */
  readonly paths: ProfilePaths;
  /** Words for levels in a scope that every client may use, besides its own. */
  readonly policies?: Readonly<Record<string, Policy>>;
  /** Scopes that mean something; those of the standard profile unless said. */
  readonly scopes?: readonly string[];
  /** What is asked for by `acr_values`, where the standard profile's rule (Core 3.1.2.1, 5.5.1.1) is not the profile's. */
  readonly requiredLevels?: (acrValues: readonly string[]) => Levels;
  /** Whether `acr_values` ask for a factor that resists phishing. */
  readonly asksPhishingResistance?: (acrValues: readonly string[]) => boolean;
  /** The `acr_values` of a request that is built by its scopes alone, where a request has to have some. */
  readonly usualAcrValues?: (scopes: readonly string[]) => string;
  /** The acr to state in answer to `acr_values`; as Core 5.5.1.1 says unless said. */
  readonly statedAcr?: (acrValues: readonly string[], reached: Levels) => string;
  /** A registered client as it is taken here; `call` are the parameters of a token call. */
  readonly clientAs?: (metadata: Metadata, call: Params | undefined) => Metadata;
  /** Whether an organisation's clients know an account by one name, which no other organisation knows (Core 8.1). */
  readonly subjectsByOrganisation?: boolean;
  /** Whether a token call need not name its client and redirect URI, since the code knows them. */
  readonly codeKnowsClient?: boolean;
  /** Throws where a client assertion breaks a rule of its own; RFC 7523 is held already. */
  readonly checkAssertion?: (claims: Readonly<Record<string, unknown>>) => void;
  /** The error that `prompt=none` is always answered with, where it is not served. */
  readonly promptNoneError?: string;
  /** Whatever else it does differently, done to the provider itself. */
  readonly bend?: (provider: Provider, paths: ProfilePaths) => void;
  /** Paths of a userinfo endpoint of the profile's own: a signed JWT as JSON text, with or without `openid`. */
  readonly signedUserinfo?: readonly string[];
  /** Paths of an API for attributes, beside OpenID Connect. */
  readonly attributes?: AttributePaths;
  /** The whole discovery document, where the library's own shape is not the profile's. */
  readonly discovery?: (base: string, paths: ProfilePaths) => Record<string, unknown>;
  /** Whether a client can ask to be refused scopes that are none of its policies. */
  readonly strictScopes?: boolean;
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

/** Parameters of a request; the library's own object, to be changed in place. */
export type Params = Record<string, string | undefined>;

export type Metadata = Readonly<Record<string, unknown>>;

/** What a token says besides the person: who issued it, and what was asked for. */
export interface Said {
  readonly issuer?: string | undefined;
  readonly acrValues?: readonly string[] | undefined;
  /** How the person signed in. */
  readonly amr?: readonly string[] | undefined;
}

/** How a profile names and releases what is known of a subscriber. */
export interface ProfileClaims {
  /** Every claim that it may release, by its own names. */
  readonly names: readonly string[];
  /** Its names for a claim of OpenID Connect. */
  readonly named: (claim: string) => readonly string[];
  /** The claims that scopes release, by the names of OpenID Connect: what the person is asked to agree to. */
  readonly released: (scopes: readonly string[], options: ProfileOptions) => readonly string[];
  /** Its names of what scopes lead to, also of claims that have no value. */
  readonly promised?: (scopes: readonly string[], options: ProfileOptions) => readonly string[];
  readonly of: (
    subscriber: Subscriber,
    reached: Levels,
    scopes: readonly string[],
    options: ProfileOptions,
    said?: Said,
  ) => Claims;
  /** Those among them that say how sure everybody may be. */
  readonly levels: (
    subscriber: Subscriber,
    reached: Levels,
    scopes: readonly string[],
    said?: Said,
  ) => Claims;
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
