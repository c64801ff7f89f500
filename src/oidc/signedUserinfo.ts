import { importJWK, SignJWT } from 'jose';
import type { Context, Next } from 'koa';
import type { AccessToken, Provider } from 'oidc-provider';
import type { Claims } from '../assurance/index.js';
import type { SandboxId } from '../platform/ids.js';
import { maySignIn, reachedLevels } from './account.js';
import type { SigningKey } from './signingKey.js';
import type { SubscriberStore } from './ports.js';
import { optionsOf } from './profileOptions.js';
import type { Profile } from './profiles/index.js';

export interface SignedUserinfoParts {
  readonly provider: Provider;
  readonly deps: { readonly subscribers: SubscriberStore };
  readonly sandbox: SandboxId;
  readonly profile: Profile;
  readonly keys: readonly SigningKey[];
}

/**
 * Userinfo as a signed JWT that is itself JSON text (`"eyJ..."`), for profiles whose clients expect that. Unlike the library's it
 * needs no `openid` in the token's scope. Refuses as RFC 6750 section 3.1 says.
 */
export function signedUserinfo(parts: SignedUserinfoParts) {
  const paths = new Set(parts.profile.signedUserinfo);
  return async (ctx: Context, next: Next): Promise<void> => {
    if (!paths.has(ctx.path)) return next();
    ctx.set('Cache-Control', 'no-store');
    ctx.vary('Origin');
    if (ctx.method === 'OPTIONS') return preflight(ctx);
    if (ctx.method !== 'GET' && ctx.method !== 'POST') return next();
    const found = await holderOf(parts, bearerToken(ctx));
    if (!found) return refuse(ctx);
    allowOrigin(ctx, found.redirectUris);
    ctx.type = 'application/json; charset=utf-8';
    ctx.body = JSON.stringify(await sign(parts, found));
  };
}

interface Holder {
  readonly claims: Claims;
  readonly audience: string;
  readonly algorithm: string;
  readonly redirectUris: readonly string[];
}

async function holderOf(
  { provider, deps, sandbox, profile }: SignedUserinfoParts,
  value: string | undefined,
): Promise<Holder | undefined> {
  const token = value === undefined ? undefined : await provider.AccessToken.find(value);
  if (!token?.clientId || !token.accountId) return undefined;
  const { clientId, accountId } = token;
  const [client, grant, subscriber] = await Promise.all([
    provider.Client.find(clientId),
    provider.Grant.find(token.grantId),
    deps.subscribers.bySub(sandbox, accountId),
  ]);
  if (!client || grant?.accountId !== accountId || grant.clientId !== clientId) return undefined;
  if (!subscriber || !maySignIn(subscriber)) return undefined;
  const reached = reachedLevels(subscriber, amrOf(token));
  const scopes = (token.scope ?? '').split(' ');
  const claims = profile.claims?.of(subscriber, reached, scopes, optionsOf(client)) ?? {};
  const rejected = new Set(grant.getRejectedOIDCClaims());
  return {
    claims: {
      sub: subscriber.uuid,
      ...Object.fromEntries(Object.entries(claims).filter(([name]) => !rejected.has(name))),
    },
    audience: clientId,
    algorithm: client.metadata().id_token_signed_response_alg ?? 'RS256',
    redirectUris: client.redirectUris ?? [],
  };
}

const amrOf = (token: AccessToken): readonly string[] =>
  (token.extra as { readonly amr?: readonly string[] } | undefined)?.amr ?? [];

async function sign(
  { provider, profile, keys }: SignedUserinfoParts,
  { claims, audience, algorithm }: Holder,
): Promise<string> {
  const key = keys.find(({ alg }) => alg === algorithm);
  if (!key) throw new Error(`no ${algorithm} key`);
  return new SignJWT({ ...claims })
    .setProtectedHeader({ typ: 'JWT', alg: key.alg, kid: key.kid })
    .setIssuer(provider.issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${profile.ttl.idToken}s`)
    .sign(await importJWK(key, key.alg));
}

function bearerToken(ctx: Context): string | undefined {
  const header = ctx.get('Authorization');
  return /^Bearer ([\w.~+/-]{1,512}=*)$/i.exec(header)?.[1];
}

/** A browser asks before it sends the token, which alone tells whose origin it is. */
function preflight(ctx: Context): void {
  ctx.status = 204;
  ctx.set('Access-Control-Allow-Origin', ctx.get('Origin') || '*');
  ctx.set('Access-Control-Allow-Headers', 'authorization');
  ctx.set('Access-Control-Allow-Methods', 'GET, POST');
}

function allowOrigin(ctx: Context, redirectUris: readonly string[]): void {
  const origin = ctx.get('Origin');
  if (redirectUris.some((uri) => URL.canParse(uri) && new URL(uri).origin === origin))
    ctx.set('Access-Control-Allow-Origin', origin);
}

function refuse(ctx: Context): void {
  ctx.status = 401;
  const error = { error: 'invalid_token', error_description: 'the access token is not valid' };
  ctx.set(
    'WWW-Authenticate',
    `Bearer error="${error.error}", error_description="${error.error_description}"`,
  );
  ctx.body = error;
}
