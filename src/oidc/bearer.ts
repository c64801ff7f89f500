import type { Context } from 'koa';
import type { AccessToken, Client, Provider } from 'oidc-provider';
import type { Claims, Subscriber } from '../assurance/index.js';
import type { Clock } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import { maySignIn, reachedLevels } from './account.js';
import { answersOnce } from '../partners/index.js';
import { optionsOf } from './profileOptions.js';
import type { ModelStore, SubscriberStore } from './ports.js';
import type { Profile } from './profiles/index.js';

export interface BearerParts {
  readonly provider: Provider;
  readonly deps: {
    readonly subscribers: SubscriberStore;
    readonly models: Pick<ModelStore, 'consume'>;
    readonly clock: Clock;
  };
  readonly sandbox: SandboxId;
  readonly profile: Profile;
}

/** Whose access token it is, and what its holder may read. */
export interface Holder {
  readonly client: Client;
  readonly subscriber: Subscriber;
  readonly claims: Claims;
  /** Names of the claims that the token stands for, also of those without a value. */
  readonly promised: readonly string[];
}

/** The token of a request, in the header or, as ID.me takes it, in the query (RFC 6750 sections 2.1 and 2.3). */
export function tokenIn(ctx: Context): string | undefined {
  const header = ctx.get('Authorization');
  if (header !== '') return /^Bearer ([\w.~+/-]{1,512}=*)$/i.exec(header)?.[1];
  const { access_token: given } = ctx.query;
  return typeof given === 'string' && /^[\w.~+/-]{1,512}=*$/.test(given) ? given : undefined;
}

/** Why a token is worth nothing. */
export type Worthless = 'invalid' | 'used';

/**
 * What a token opens; needs no `openid` in its scope. Where the client's tokens answer once, the second call is refused and the
 * token ends, in whatever process.
 */
export async function holderOf(parts: BearerParts, value: string): Promise<Holder | Worthless> {
  const { provider, deps, sandbox, profile } = parts;
  const token = await provider.AccessToken.find(value);
  if (!token?.clientId || !token.accountId) return 'invalid';
  const { clientId, accountId } = token;
  const [client, grant, subscriber] = await Promise.all([
    provider.Client.find(clientId),
    provider.Grant.find(token.grantId),
    deps.subscribers.bySub(sandbox, accountId),
  ]);
  if (!client || grant?.accountId !== accountId || grant.clientId !== clientId) return 'invalid';
  if (!subscriber || !maySignIn(subscriber)) return 'invalid';
  const options = optionsOf(client);
  if (answersOnce(options) && !(await isFirst(parts, token))) return 'used';
  const reached = reachedLevels(subscriber, amrOf(token));
  const scopes = (token.scope ?? '').split(' ');
  const claims = profile.claims?.of(subscriber, reached, scopes, options) ?? {};
  const rejected = new Set(grant.getRejectedOIDCClaims());
  const agreed = Object.entries(claims).filter(([name]) => !rejected.has(name));
  const promised = profile.claims?.promised?.(scopes, options) ?? Object.keys(claims);
  return {
    ...{ client, subscriber },
    claims: { sub: subscriber.uuid, ...Object.fromEntries(agreed) },
    promised: promised.filter((name) => !rejected.has(name)),
  };
}

async function isFirst(
  { deps: { models, clock }, sandbox, profile }: BearerParts,
  token: AccessToken,
): Promise<boolean> {
  const key = { profile: profile.id, model: 'AccessToken', id: token.jti };
  if (await models.consume(sandbox, key, clock.now())) return true;
  await token.destroy();
  return false;
}

const amrOf = (token: AccessToken): readonly string[] =>
  (token.extra as { readonly amr?: readonly string[] } | undefined)?.amr ?? [];

/** A browser asks before it sends the token, which alone tells whose origin it is. */
export function preflight(ctx: Context): void {
  ctx.status = 204;
  ctx.set('Access-Control-Allow-Origin', ctx.get('Origin') || '*');
  ctx.set('Access-Control-Allow-Headers', 'authorization, x-api-origin');
  ctx.set('Access-Control-Allow-Methods', 'GET, POST');
}

/** Refuses as RFC 6750 section 3.1 says. */
export function refuseToken(ctx: Context, why: Worthless): void {
  ctx.status = 401;
  const error = {
    error: 'invalid_token',
    error_description:
      why === 'used' ? 'the access token was used before' : 'the access token is not valid',
  };
  ctx.set(
    'WWW-Authenticate',
    `Bearer error="${error.error}", error_description="${error.error_description}"`,
  );
  ctx.body = error;
}
