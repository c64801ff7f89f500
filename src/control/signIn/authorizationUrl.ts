import { profileAt, type Profile } from '../../oidc/index.js';
import { validSecrets, type Client } from '../../partners/index.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import { randomToken, sha256 } from '../../platform/secrets.js';
import type { Place } from '../http/place.js';

/** An authorization request of a sandbox, ready to be made from within. */
export interface Ask {
  readonly profile: Profile;
  /** Path and query, with the sandbox's prefix. */
  readonly url: string;
}

/** Takes an app's authorization URL apart; it must name this sandbox by whatever host. */
export function askOfUrl(
  text: string,
  { prefix }: Place,
): Result<Ask, 'no_url' | 'no_authorization_endpoint'> {
  if (!URL.canParse(text)) return refused('no_url');
  const { pathname, search } = new URL(text);
  const path = pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : '';
  const profile = profileAt(path);
  return profile?.paths.authorization === path
    ? ok({ profile, url: pathname + search })
    : refused('no_authorization_endpoint');
}

/** What is needed to redeem the code of a request that was built here. */
export interface Redemption {
  readonly client: Client;
  readonly redirectUri: string;
  readonly codeVerifier: string;
}

export interface Wanted {
  readonly client: Client;
  readonly scope: string;
  readonly redirectUri: string;
  /** As the profile has it unless said. */
  readonly acrValues?: string | undefined;
}

/** Builds an authorization request with PKCE (RFC 7636), state and nonce. */
export function buildAsk(
  profile: Profile,
  { prefix }: Place,
  { client, scope, redirectUri, acrValues }: Wanted,
): { readonly ask: Ask; readonly redemption: Redemption } {
  const codeVerifier = randomToken();
  const scopes = scope.split(' ');
  const asksFor = acrValues ?? profile.usualAcrValues?.(scopes);
  const offline = scopes.includes('offline_access') && profile.usualAcrValues === undefined;
  const query = new URLSearchParams({
    client_id: client.clientId,
    response_type: 'code',
    scope,
    redirect_uri: redirectUri,
    state: randomToken(16),
    // Core 3.1.2.1: a parameter of OpenID Connect, not of OAuth alone
    ...((scopes.includes('openid') || asksFor !== undefined) && { nonce: randomToken(16) }),
    ...(asksFor !== undefined && { acr_values: asksFor }),
    // Core 11: without it the scope is ignored, and no refresh token comes
    ...(offline && { prompt: 'consent' }),
    code_challenge: sha256(codeVerifier),
    code_challenge_method: 'S256',
  });
  const url = `${prefix}${profile.paths.authorization}?${query.toString()}`;
  return { ask: { profile, url }, redemption: { client, redirectUri, codeVerifier } };
}

/** Ties the request to a tag, as the query parameter does. */
export function tagged(ask: Ask, tag: string | undefined): Ask {
  if (tag === undefined) return ask;
  const [path = '', query] = ask.url.split('?');
  const params = new URLSearchParams(query);
  params.set('standin_tag', tag);
  return { ...ask, url: `${path}?${params.toString()}` };
}

/** RFC 7591 section 2: `client_secret_basic` unless said. */
export const methodOf = ({ metadata }: Client): string =>
  metadata.token_endpoint_auth_method ?? 'client_secret_basic';

export const secretOf = (client: Client, now: number): string | undefined =>
  validSecrets(client, now)[0];
