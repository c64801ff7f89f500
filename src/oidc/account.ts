import type { Account, KoaContextWithOIDC } from 'oidc-provider';
import {
  aalOf,
  claimsOf,
  ialOf,
  levelClaimsOf,
  statedAcr,
  type Levels,
  type Subscriber,
} from '../assurance/index.js';
import { optionsOf } from './profileOptions.js';
import type { Profile, Said } from './profiles/index.js';
import { acrValuesOf, essentialAcr, type RequestParams } from './request.js';

/** The library's account, with the subscriber it was made from: the policy check reads it without asking storage again. */
export interface SubscriberAccount extends Account {
  readonly subscriber: Subscriber;
}

/** Tokens of an account that is suspended, closed or restricted are worth nothing; an unconfirmed one is on its way through the pages. */
export const maySignIn = ({ state, restrictions }: Subscriber): boolean =>
  (state === 'active' || state === 'unconfirmed') && restrictions.length === 0;

/** Levels that a subscriber has in a session whose authentication was `amr`: proofing counts only at AAL2. */
export function reachedLevels(subscriber: Subscriber, amr: readonly string[]): Levels {
  const aal = aalOf(amr);
  return { ial: aal === 2 ? ialOf(subscriber.verification) : 0, aal };
}

/**
 * An account whose claims follow from the levels that the token at hand was issued with: `amr` of the session at the
 * authorization endpoint, of the code or refresh token at the token endpoint, of the access token's `extra` at userinfo.
 * An ID token that says who signed in and how, and nothing personal, needs nothing opened that is sealed.
 */
export function subscriberAccount(
  ctx: KoaContextWithOIDC,
  subscriber: Subscriber,
  profile: Profile,
): SubscriberAccount {
  return {
    accountId: subscriber.uuid,
    subscriber,
    claims: (use, scope, requested) => {
      const reached = reachedLevels(subscriber, amrOfContext(ctx));
      if (use === 'id_token' && !profile.fullIdToken && Object.keys(requested).length === 0)
        return { ...levelClaimsOf(subscriber, reached), sub: subscriber.uuid };
      const own = profile.claims?.of(
        subscriber,
        reached,
        scope.split(' '),
        optionsOf(ctx.oidc.client),
        saidBy(ctx),
      );
      return { ...(own ?? standardClaims(subscriber, reached, scope)), sub: subscriber.uuid };
    },
  };
}

function standardClaims(subscriber: Subscriber, reached: Levels, scope: string) {
  const claims = claimsOf(subscriber, reached);
  return released(claims, scope, claims['ial'] === '2');
}

/** The `identity` scope promises proofed data: without a verification it releases nothing that `profile` was not asked for. */
function released(claims: Readonly<Record<string, unknown>>, scope: string, verified: boolean) {
  const scopes = scope.split(' ');
  if (verified || !scopes.includes('identity')) return claims;
  const own = new Set<string>();
  if (!scopes.includes('profile'))
    ['name', 'given_name', 'middle_name', 'family_name', 'birthdate'].forEach((name) =>
      own.add(name),
    );
  if (!scopes.includes('address')) own.add('address');
  if (!scopes.includes('phone'))
    ['phone_number', 'phone_number_verified'].forEach((name) => own.add(name));
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !own.has(name)));
}

function amrOfContext(ctx: KoaContextWithOIDC): readonly string[] {
  const { entities } = ctx.oidc;
  const source = entities.AuthorizationCode ?? entities.RefreshToken;
  const extra = entities.AccessToken?.extra as { readonly amr?: readonly string[] } | undefined;
  return source?.amr ?? extra?.amr ?? entities.Session?.amr ?? [];
}

/** What the request asked for is kept with code and token, as a claim's values (Core 5.5.1.1). */
function saidBy(ctx: KoaContextWithOIDC): Said {
  const { oidc } = ctx;
  const { AuthorizationCode, RefreshToken, AccessToken } = oidc.entities;
  const { claims } = AuthorizationCode ?? RefreshToken ?? AccessToken ?? {};
  const acrValues = claims?.id_token?.acr?.values;
  return { issuer: oidc.issuer, acrValues, amr: amrOfContext(ctx) };
}

/** The acr to state in answer to a request, from the levels reached in the session (Core 5.5.1.1). */
export function acrOfContext(
  ctx: KoaContextWithOIDC,
  profile: Profile,
  params: RequestParams,
): string | undefined {
  const subscriber = (ctx.oidc.account as SubscriberAccount | undefined)?.subscriber;
  if (!subscriber) return undefined;
  const reached = reachedLevels(subscriber, ctx.oidc.session?.amr ?? []);
  return profile.statedAcr
    ? profile.statedAcr(acrValuesOf(params), reached)
    : statedAcr(reached, essentialAcr(params));
}
