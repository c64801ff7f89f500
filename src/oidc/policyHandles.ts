import { errors, Provider, type KoaContextWithOIDC } from 'oidc-provider';
import { ASSURANCE_SCOPES, assuranceScope } from '../assurance/index.js';
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
export function spellOutHandles(metadata: Readonly<Record<string, unknown>>): void {
  const ctx = Provider.ctx;
  const { route, params } = ctx?.oidc ?? {};
  if (route !== 'authorization' || !ctx || !params) return;
  const scopes = scopesOf(params);
  if (!asked.has(ctx)) asked.set(ctx, scopes);
  const { policies = {} } = optionsOf(metadata);
  const meant = scopes.flatMap((scope) => {
    const levels = Object.hasOwn(policies, scope) ? policies[scope] : undefined;
    return levels ? [assuranceScope(levels)] : [];
  });
  if (meant.length > 0) params['scope'] = [...new Set([...scopes, ...meant])].join(' ');
}

const handlesOf = ({ client }: Pick<KoaContextWithOIDC['oidc'], 'client'>): readonly string[] =>
  Object.keys(optionsOf(client).policies ?? {});

/** The library keeps no words in a scope but its own; a client's handles are kept as well, up to its tokens. */
export function keepHandles(provider: Provider, { scopes = SCOPES }: Profile): void {
  const { OIDCContext } = provider as unknown as {
    readonly OIDCContext: { readonly prototype: object };
  };
  Object.defineProperty(OIDCContext.prototype, 'requestParamOIDCScopes', {
    get(this: KoaContextWithOIDC['oidc']) {
      const own = handlesOf(this);
      return new Set(
        [...this.requestParamScopes].filter((word) => scopes.includes(word) || own.includes(word)),
      );
    },
  });
}

/** Words of a request's scope that mean nothing here: handles, perhaps, of a client that is not known yet. */
export const unknownScopes = (
  profile: Profile | undefined,
  params: RequestParams,
): readonly string[] =>
  // Handles are words for levels, which a profile that asks by acr values alone has no use for.
  profile?.usualAcrValues ? [] : scopesOf(params).filter((word) => !SCOPES.includes(word));

/** The words of the request at hand that mean nothing here, to its client either; or that its profile has dropped. */
export function ignoredScopes(ctx: KoaContextWithOIDC, profile: Profile): readonly string[] {
  if (profile.usualAcrValues) return droppedWords(ctx, 'scope');
  const own = asked.has(ctx) ? handlesOf(ctx.oidc) : [];
  return (asked.get(ctx) ?? []).filter((word) => !SCOPES.includes(word) && !own.includes(word));
}

/** The words of a parameter of the authorization request at hand that were sent and did not stay. */
export function droppedWords(ctx: KoaContextWithOIDC, name: string): readonly string[] {
  if ((ctx as { readonly oidc?: { readonly route: string } }).oidc?.route !== 'authorization')
    return [];
  const kept = words(ctx.oidc.params?.[name]);
  return words(ctx.query[name]).filter((word) => !kept.includes(word));
}

/**
 * Throws `invalid_scope` where a client that wants to be held to ID.me's documentation asks for what is none of its policies; as
 * long as it has none, the assurance URIs are.
 */
export function holdToPolicies(ctx: KoaContextWithOIDC, { strictScopes }: Profile): void {
  if (!strictScopes || optionsOf(ctx.oidc.client).strictness !== 'strict') return;
  const own = handlesOf(ctx.oidc);
  const policies = ['openid', ...(own.length > 0 ? own : ASSURANCE_SCOPES)];
  const others = (asked.get(ctx) ?? []).filter((word) => !policies.includes(word));
  if (others.length === 0) return;
  const description = 'scope cant be resolved to an existing policy for the client';
  throw new errors.InvalidScope(description, others.join(' '));
}
