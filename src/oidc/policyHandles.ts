import { Provider, type KoaContextWithOIDC } from 'oidc-provider';
import { assuranceScope } from '../assurance/index.js';
import { optionsOf } from './profileOptions.js';
import type { Profile } from './profiles/index.js';
import { scopesOf, SCOPES, type RequestParams } from './request.js';

/**
 * Adds to the scope of the authorization request at hand what the client's handles in it mean, in words that everybody knows:
 * from there on a request by handle and one by assurance URI are alike. To be called when the client has been read, since the
 * library drops the scopes that it does not know soon after.
 */
export function spellOutHandles(metadata: Readonly<Record<string, unknown>>): void {
  const { route, params } = Provider.ctx?.oidc ?? {};
  const { policies } = optionsOf(metadata);
  if (route !== 'authorization' || !params || !policies) return;
  const scopes = scopesOf(params);
  const meant = scopes.flatMap((scope) => {
    const levels = Object.hasOwn(policies, scope) ? policies[scope] : undefined;
    return levels ? [assuranceScope(levels)] : [];
  });
  if (meant.length > 0) params['scope'] = [...new Set([...scopes, ...meant])].join(' ');
}

/** The library keeps no words in a scope but its own; a client's handles are kept as well, up to its tokens. */
export function keepHandles(provider: Provider, { scopes = SCOPES }: Profile): void {
  const { OIDCContext } = provider as unknown as {
    readonly OIDCContext: { readonly prototype: object };
  };
  Object.defineProperty(OIDCContext.prototype, 'requestParamOIDCScopes', {
    get(this: KoaContextWithOIDC['oidc']) {
      const own = Object.keys(optionsOf(this.client).policies ?? {});
      return new Set(
        [...this.requestParamScopes].filter((word) => scopes.includes(word) || own.includes(word)),
      );
    },
  });
}

/** Words of a request's scope that mean nothing here: handles, perhaps, of a client that is not known yet. */
export const unknownScopes = (params: RequestParams): readonly string[] =>
  scopesOf(params).filter((word) => !SCOPES.includes(word));
