import type { Configuration, KoaContextWithOIDC, UnknownObject } from 'oidc-provider';
import { ACR_VALUES, ASSURANCE_SCOPES, LEVEL_CLAIMS, SCOPE_CLAIMS } from '../assurance/index.js';
import { DAY, HOUR, SECOND } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import { maySignIn, subscriberAccount } from './account.js';
import { createAdapterFactory } from './adapter.js';
import { SECRETS } from './clientSecrets.js';
import type { FactsDeps } from './facts.js';
import { FIRST_CONTACT } from './firstContact.js';
import { LIMITS } from './limits.js';
import { PROFILE_OPTIONS } from './profileOptions.js';
import { grantFor } from './grant.js';
import type { SigningKey } from './signingKey.js';
import type { Observer } from './observe.js';
import type { OidcPages } from './pages.js';
import { standinPolicy } from './policy.js';
import { takeSubscriber } from './readAhead.js';
import type { ClientStore, FaultSource, ModelStore, SubscriberStore } from './ports.js';
import type { Profile } from './profiles/index.js';
import { SCOPES } from './request.js';
import { ORGANISATION, subjectsIn } from './subjects.js';
import { tagOfContext, tagParameter } from './tag.js';

export interface ProviderDeps extends FactsDeps {
  readonly models: ModelStore;
  readonly clients: ClientStore;
  readonly subscribers: SubscriberStore;
  readonly pages: OidcPages;
  readonly observer: Observer;
  readonly secrets: ProviderSecrets;
  readonly faults: FaultSource;
}

/** Keys that come from the deployment's secret; equal in every process. */
export interface ProviderSecrets {
  /** Sign cookies. */
  readonly cookies: readonly string[];
  /** Makes pairwise subject identifiers (Core 8.1). */
  readonly pairwise: Buffer;
  /** Tells two deployments on one host apart: cookies ignore ports. */
  readonly instance: string;
}

export interface ProviderPlace {
  readonly sandbox: SandboxId;
  readonly profile: Profile;
  /** '' or '/s/<id>': path of cookies and pages. */
  readonly prefix: string;
  readonly secure: boolean;
}

/** 63B-4 section 2.2.3: reauthentication at AAL2 within 24 hours. */
export const SESSION_LIFETIME = 12 * HOUR;

const seconds = (ms: number): number => ms / SECOND;

/** Cookie names of a sandbox; sessions are shared by its profiles, interactions are not. */
export function cookieName(
  place: Pick<ProviderPlace, 'sandbox' | 'secure'>,
  instance: string,
  purpose: string,
): string {
  return `${place.secure ? '__Secure-' : ''}standin_${instance}_${place.sandbox}_${purpose}`;
}

/** The library's configuration for one profile of one sandbox. */
export function providerConfiguration(
  deps: ProviderDeps,
  place: ProviderPlace,
  keys: readonly SigningKey[],
): Configuration {
  const { profile, sandbox } = place;
  const subjectFor = subjectsIn(profile, deps.secrets.pairwise);
  return {
    adapter: createAdapterFactory({ ...deps, sandbox, profile }),
    jwks: { keys: keys.map((key) => ({ ...key })) },
    ...vocabulary(profile),
    ...lifetimes(profile),
    ...features(deps, place),
    cookies: cookies(deps.secrets, place),
    interactions: {
      policy: standinPolicy({ ...deps, subjectFor }, sandbox, profile),
      url: (_ctx, interaction) => `${place.prefix}/interaction/${interaction.uid}`,
    },
    findAccount: async (ctx, sub) => {
      const subscriber = takeSubscriber(sub) ?? (await deps.subscribers.bySub(sandbox, sub));
      return subscriber && maySignIn(subscriber)
        ? subscriberAccount(ctx, subscriber, profile)
        : undefined;
    },
    loadExistingGrant: (ctx) => grantFor(deps, { sandbox, profile }, ctx),
    extraTokenClaims: (ctx) => levelsOfToken(ctx),
    pairwiseIdentifier: (_ctx, sub, client) => subjectFor(client, sub),
    renderError: (ctx, out, error) => deps.pages.error(ctx, out, error),
    clientBasedCORS: (_ctx, origin, client) => registeredOrigin(origin, client.redirectUris ?? []),
  };
}

function vocabulary(profile: Profile): Configuration {
  return {
    acrValues: [...ACR_VALUES],
    scopes: [...(profile.scopes ?? SCOPES)],
    claims: {
      openid: ['sub', ...(profile.claims?.names ?? LEVEL_CLAIMS)],
      ...Object.fromEntries(
        Object.entries(SCOPE_CLAIMS).map(([scope, names]) => [scope, [...names]]),
      ),
      ...Object.fromEntries(
        ASSURANCE_SCOPES.map((scope) => [
          scope,
          /\/ial\/2\/|loa\/3$/.test(scope) ? [...(SCOPE_CLAIMS['identity'] ?? [])] : [],
        ]),
      ),
    },
    subjectTypes: [...profile.subjectTypes],
    sectorIdentifierUriValidate: () => !profile.subjectsByOrganisation,
    conformIdTokenClaims: !profile.fullIdToken,
    routes: routesOf(profile),
    responseTypes: ['code', 'none'],
    extraParams: tagParameter,
    assertJwtClientAuthClaimsAndHeader: (_ctx, claims) => profile.checkAssertion?.(claims),
    pkce: { required: (_ctx, client) => client.clientAuthMethod === 'none' },
    extraClientMetadata: {
      properties: [SECRETS, FIRST_CONTACT, PROFILE_OPTIONS, LIMITS, ORGANISATION],
    },
    fetchResponseBodyLimits: { jwks_uri: MOST_KEY_SET, sector_identifier_uri: MOST_KEY_SET },
    clientDefaults: { grant_types: ['authorization_code', 'refresh_token'] },
  };
}

function routesOf({ paths }: Profile): NonNullable<Configuration['routes']> {
  const { discovery: _discovery, ...routes } = paths;
  return routes;
}

function lifetimes({ ttl, alwaysRefresh }: Profile): Configuration {
  return {
    ttl: {
      AuthorizationCode: ttl.authorizationCode,
      AccessToken: ttl.accessToken,
      IdToken: ttl.idToken,
      RefreshToken: ttl.refreshToken,
      Interaction: seconds(HOUR),
      Session: seconds(SESSION_LIFETIME),
      Grant: seconds(365 * DAY),
    },
    /** RFC 9700 section 4.14: a refresh token is used once, whoever holds it. */
    rotateRefreshToken: true,
    issueRefreshToken: (_ctx, client, code) =>
      client.grantTypeAllowed('refresh_token') &&
      (alwaysRefresh || code.scopes.has('offline_access')),
    expiresWithSession: (_ctx, token) =>
      Promise.resolve(!token.scopes.has('offline_access') && !alwaysRefresh),
  };
}

/** To keys of the client's own: its secret encrypts nothing here. */
const ENCRYPTION = ['RSA-OAEP', 'RSA-OAEP-256', 'ECDH-ES'] as const;

/** What a client's jwks_uri may answer with at most, in bytes. */
const MOST_KEY_SET = 65_536;

function features({ pages }: ProviderDeps, { profile }: ProviderPlace): Configuration {
  return {
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      introspection: { enabled: profile.paths.introspection !== undefined },
      revocation: { enabled: profile.paths.revocation !== undefined },
      pushedAuthorizationRequests: {
        enabled: profile.paths.pushed_authorization_request !== undefined,
      },
      jwtUserinfo: { enabled: true },
      encryption: { enabled: true },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => pages.signOut(ctx, form),
        postLogoutSuccessSource: (ctx) => pages.signedOut(ctx),
      },
    },
    enabledJWA: {
      idTokenSigningAlgValues: ['RS256', 'ES256'],
      userinfoSigningAlgValues: ['RS256', 'ES256'],
      idTokenEncryptionAlgValues: [...ENCRYPTION],
      userinfoEncryptionAlgValues: [...ENCRYPTION],
    },
  };
}

function cookies(
  secrets: ProviderSecrets,
  place: ProviderPlace,
): NonNullable<Configuration['cookies']> {
  const { prefix, profile, secure } = place;
  const name = (purpose: string) => cookieName(place, secrets.instance, purpose);
  const options = {
    httpOnly: true,
    sameSite: 'lax',
    secure,
    overwrite: true,
    signed: true,
  } as const;
  return {
    keys: [...secrets.cookies],
    names: {
      session: name('session'),
      interaction: name(`interaction_${profile.id}`),
      resume: name(`resume_${profile.id}`),
    },
    /** The value is 256 random bits and names a row: a signature would add nothing but a second cookie. */
    long: { ...options, signed: false, path: prefix || '/' },
    short: options,
  };
}

/** RFC 9470 section 6.2: introspection tells the level a token was issued with, and its tag; userinfo reads them too. */
function levelsOfToken(ctx: KoaContextWithOIDC): Promise<UnknownObject | undefined> {
  const source = ctx.oidc.entities.AuthorizationCode ?? ctx.oidc.entities.RefreshToken;
  return Promise.resolve(
    source
      ? {
          ...{ acr: source.acr, amr: source.amr, auth_time: source.authTime },
          standin_tag: tagOfContext(ctx),
        }
      : undefined,
  );
}

const registeredOrigin = (origin: string, redirectUris: readonly string[]): boolean =>
  redirectUris.some((uri) => URL.canParse(uri) && new URL(uri).origin === origin);
