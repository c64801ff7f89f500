import { errors, Provider, type Client, type KoaContextWithOIDC } from 'oidc-provider';
import { ASSURANCE_SCOPES, assuranceScope } from '../assurance/index.js';
import { policyNamed } from '../partners/index.js';
import { optionsOf } from './profileOptions.js';
import type { Profile } from './profiles/index.js';
import { scopesOf, SCOPES, type RequestParams } from './request.js';
import { words } from './words.js';

/** What a request's scope said before the library and we changed it. */
const asked = new WeakMap<object, readonly string[]>();

/**
 * Adds to the scope of the authorization request at hand what the client's handles in it mean, in words that everybody knows:
 * from there on a request by handle and one by assurance URI are alike. To be called when the client has been read, since the
 * library drops the scopes that it does not know soon after.
 */
export function spellOutHandles(
  metadata: Readonly<Record<string, unknown>>,
  profile: Profile | undefined,
): void {
  const ctx = Provider.ctx;
  const { route, params } = ctx?.oidc ?? {};
  if (route !== 'authorization' || !ctx || !params) return;
  const scopes = scopesOf(params);
  if (!asked.has(ctx)) asked.set(ctx, scopes);
  const { policies } = optionsOf(metadata);
  const meant = scopes.flatMap((scope) => {
    const levels = policyNamed(scope, policies, profile?.policies);
    return levels ? [assuranceScope(levels)] : [];
  });
  if (meant.length > 0) params['scope'] = [...new Set([...scopes, ...meant])].join(' ');
}

/** Whether a word of a scope is a policy, of the client or of everybody. */
const isPolicy = (word: string, client: Client | undefined, { policies }: Profile): boolean =>
  policyNamed(word, optionsOf(client).policies, policies) !== undefined;

/** The library keeps no words in a scope but its own; handles are kept as well, up to the client's tokens. */
export function keepHandles(provider: Provider, profile: Profile): void {
  const { scopes = SCOPES } = profile;
  const { OIDCContext } = provider as unknown as {
    readonly OIDCContext: { readonly prototype: object };
  };
  Object.defineProperty(OIDCContext.prototype, 'requestParamOIDCScopes', {
    get(this: KoaContextWithOIDC['oidc']) {
      const kept = (word: string) => scopes.includes(word) || isPolicy(word, this.client, profile);
      return new Set([...this.requestParamScopes].filter(kept));
    },
  });
}

/** Words of a request's scope that mean nothing here: handles, perhaps, of a client that is not known yet. */
export const unknownScopes = (
  profile: Profile | undefined,
  params: RequestParams,
): readonly string[] =>
  // Handles are words for levels, which a profile that asks by acr values alone has no use for.
  profile?.usualAcrValues
    ? []
    : scopesOf(params).filter(
        (word) => !SCOPES.includes(word) && !policyNamed(word, profile?.policies),
      );

/** The words of the request at hand that mean nothing here, to its client either; or that its profile has dropped. */
export function ignoredScopes(ctx: KoaContextWithOIDC, profile: Profile): readonly string[] {
  if (profile.usualAcrValues) return droppedWords(ctx, 'scope');
  return (asked.get(ctx) ?? []).filter(
    (word) => !SCOPES.includes(word) && !isPolicy(word, ctx.oidc.client, profile),
  );
}

/** The words of a parameter of the authorization request at hand that were sent and did not stay. */
export function droppedWords(ctx: KoaContextWithOIDC, name: string): readonly string[] {
  if ((ctx as { readonly oidc?: { readonly route: string } }).oidc?.route !== 'authorization')
    return [];
  const kept = words(ctx.oidc.params?.[name]);
  return words(ctx.query[name]).filter((word) => !kept.includes(word));
}

/**
 * Throws `invalid_scope` where no word of a scope is a policy; of a client that wants to be held to ID.me's documentation, where any
 * is none of its own. As long as it has none, those that everybody knows are.
 */
export function holdToPolicies(ctx: KoaContextWithOIDC, profile: Profile): void {
  if (!profile.strictScopes) return;
  const scopes = asked.get(ctx) ?? [];
  const strict = optionsOf(ctx.oidc.client).strictness === 'strict';
  const others = strict ? foreignScopes(ctx, profile, scopes) : ignoredScopes(ctx, profile);
  if (others.length === 0 || (!strict && others.length < scopes.length)) return;
  const description = 'scope cant be resolved to an existing policy for the client';
  throw new errors.InvalidScope(description, others.join(' '));
}

function foreignScopes(
  { oidc }: KoaContextWithOIDC,
  { policies = {} }: Profile,
  scopes: readonly string[],
): readonly string[] {
  const own = Object.keys(optionsOf(oidc.client).policies ?? {});
  const everybodys = [...ASSURANCE_SCOPES, ...Object.keys(policies)];
  const known = ['openid', ...(own.length > 0 ? own : everybodys)];
  return scopes.filter((word) => !known.includes(word));
}
