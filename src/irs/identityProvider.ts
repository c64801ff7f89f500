import type { Configuration } from 'openid-client';
import type { Clock, Instant } from '../platform/clock.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import { authorizationRequestFor } from './authorizationRequest.js';
import type { Level } from './levels.js';
import type { Trouble } from './troubles.js';
import { troubleOf } from './troubles.js';

/** The IRS as the provider knows it. The issuer's discovery document is all it knows of the provider. */
export interface Registration {
  readonly issuer: string;
  /** Where its discovery document is asked for, when not at the issuer's own address. */
  readonly discoveredAt?: string | undefined;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: () => string;
}

/** A sign-in under way: what the answer must match. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly asked: Level;
  readonly request: Readonly<Record<string, string>>;
}

/** Everything that came back from a sign-in whose checks all passed. */
export interface Answer {
  readonly asked: Level;
  readonly request: Readonly<Record<string, string>>;
  readonly callback: Readonly<Record<string, string>>;
  readonly idToken: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly userinfo: Readonly<Record<string, unknown>>;
  readonly tokenResponse: Readonly<Record<string, unknown>>;
  readonly receivedAt: Instant;
}

export interface IdentityProvider {
  /** Makes the request to send the browser with. Refused when discovery fails. */
  begin(
    asked: Level,
    loginHint?: string,
  ): Promise<Result<{ url: string; pending: PendingSignIn }, Trouble>>;
  /** Checks the answer, redeems the code, checks the ID token's signature and claims, and asks for userinfo. */
  finish(callback: URL, pending: PendingSignIn): Promise<Result<Answer, Trouble>>;
  /** Where to send the browser so that the provider's session ends too (RP-Initiated Logout 1.0). */
  endSession(idToken: string, returnTo: string): Promise<Result<string, Trouble>>;
}

const SECONDS_TO_ANSWER = 10;

/**
 * Talks to the provider through `openid-client`, loaded when first needed. The discovery document is read whenever a person is
 * about to be sent there: a provider that is down gets a page of ours, not the browser's, and one that moved or changed its
 * keys is found again.
 */
export function createIdentityProvider(registration: Registration, clock: Clock): IdentityProvider {
  let latest: Configuration | undefined;
  const discovered = async () => (latest = await discover(registration));

  return {
    begin: (asked, loginHint) =>
      answered(async () => prepare(await discovered(), registration, asked, loginHint)),
    finish: (callback, pending) =>
      answered(async () => ({
        ...(await redeem(latest ?? (await discovered()), callback, pending)),
        receivedAt: clock.now(),
      })),
    endSession: async (idToken, returnTo) => {
      const config = await answered(discovered);
      if (!config.ok) return config;
      if (!config.value.serverMetadata().end_session_endpoint) return refused('unavailable');
      const { buildEndSessionUrl } = await import('openid-client');
      const parameters = { id_token_hint: idToken, post_logout_redirect_uri: returnTo };
      return ok(buildEndSessionUrl(config.value, { ...parameters, state: 'signed-out' }).href);
    },
  };
}

async function answered<T>(call: () => Promise<T>): Promise<Result<T, Trouble>> {
  try {
    return ok(await call());
  } catch (error) {
    return troubleOf(error);
  }
}

async function discover(registration: Registration): Promise<Configuration> {
  const client = await import('openid-client');
  const { issuer, discoveredAt = issuer } = registration;
  const server = new URL(discoveredAt);
  // An address that is not the issuer's is told apart by the whole name of its document.
  if (discoveredAt !== issuer) server.pathname = '/.well-known/openid-configuration';
  // The ID token's signature is checked although the token endpoint was asked directly: without TLS nothing else vouches for it.
  const execute = [client.enableNonRepudiationChecks];
  // oxlint-disable-next-line typescript/no-deprecated -- marked so to stand out; a test system is reached over plain HTTP
  if (server.protocol === 'http:') execute.push(client.allowInsecureRequests);
  const found = await client.discovery(
    server,
    registration.clientId,
    {},
    client.ClientSecretBasic(registration.clientSecret),
    { execute, timeout: SECONDS_TO_ANSWER },
  );
  if (new URL(found.serverMetadata().issuer).href !== new URL(issuer).href)
    throw new Error(`${discoveredAt} is not ${issuer}`);
  return found;
}

async function prepare(
  config: Configuration,
  { clientId, redirectUri }: Registration,
  asked: Level,
  loginHint: string | undefined,
): Promise<{ url: string; pending: PendingSignIn }> {
  const client = await import('openid-client');
  const codeVerifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const nonce = client.randomNonce();
  const request = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri(),
    ...authorizationRequestFor(asked),
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...(loginHint ? { login_hint: loginHint } : {}),
  };
  const url = client.buildAuthorizationUrl(config, request).href;
  return { url, pending: { state, nonce, codeVerifier, asked, request } };
}

async function redeem(
  config: Configuration,
  callback: URL,
  { state, nonce, codeVerifier, asked, request }: PendingSignIn,
): Promise<Omit<Answer, 'receivedAt'>> {
  const client = await import('openid-client');
  const tokens = await client.authorizationCodeGrant(config, callback, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: codeVerifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims || !tokens.id_token) throw new Error('an ID token was expected and not missed');
  const userinfo = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
  return {
    asked,
    request,
    callback: Object.fromEntries(callback.searchParams),
    idToken: tokens.id_token,
    claims,
    userinfo,
    tokenResponse: { ...tokens },
  };
}
