import { Provider, type KoaContextWithOIDC } from 'oidc-provider';
import { attributesApi } from './attributes.js';
import { acrOfContext } from './account.js';
import { allowAutomaticForms } from './automaticForms.js';
import { providerConfiguration, type ProviderDeps, type ProviderPlace } from './configuration.js';
import { decorateDiscovery, DISCOVERY } from './discovery.js';
import { actFaults } from './faults/faulty.js';
import { acceptSeveralSecrets } from './clientSecrets.js';
import { pinAtFirstCall } from './firstContact.js';
import type { ProviderKeys } from './keys.js';
import { observeExchanges } from './observe.js';
import type { Profile } from './profiles/index.js';
import { nameAlgorithms } from './profiles/idme/jwks.js';
import { carryCookies } from './inHand.js';
import { saveSessionsThatChanged } from './savedSessions.js';
import { signedUserinfo } from './signedUserinfo.js';
import { keepHandles } from './policyHandles.js';

/** One provider: an issuer of one sandbox in one profile, with the keys and clients of one revision. */
export function createProvider(
  deps: ProviderDeps,
  place: ProviderPlace & { readonly base: string; readonly trustProxy: boolean },
  { all: keys, withheld }: ProviderKeys,
): Provider {
  const { profile, base } = place;
  const provider = new Provider(profile.issuer(base), providerConfiguration(deps, place, keys));
  provider.proxy = place.trustProxy;
  carryCookies(provider);
  observeExchanges(provider, { sandbox: place.sandbox, profile }, deps.observer);
  provider.use(actFaults({ provider, deps, sandbox: place.sandbox, profile, keys }));
  stateReachedAcr(provider, profile);
  keepHandles(provider, profile);
  profile.bend?.(provider, profile.paths);
  acceptSeveralSecrets(provider, deps.clock);
  saveSessionsThatChanged(provider);
  const { authorization, end_session, token, jwks } = profile.paths;
  provider.use(below([DISCOVERY, jwks], decorateDiscovery(profile, base)));
  if (withheld.length > 0) provider.use(below([jwks], leaveOut(withheld)));
  if (profile.signedUserinfo) {
    provider.use(nameAlgorithms(profile.paths.jwks));
    provider.use(signedUserinfo({ provider, deps, sandbox: place.sandbox, profile, keys }));
  }
  if (profile.attributes)
    provider.use(
      attributesApi({ provider, deps, sandbox: place.sandbox, profile }, profile.attributes),
    );
  provider.use(below([authorization, end_session], allowAutomaticForms));
  provider.use(below([token], pinAtFirstCall(deps.clients, place.sandbox)));
  return provider;
}

/** The key set without keys that sign all the same. */
const leaveOut =
  (withheld: readonly string[]) =>
  async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    if (ctx.status !== 200) return;
    const { keys } = ctx.body as { readonly keys: readonly { readonly kid: string }[] };
    ctx.body = { keys: keys.filter(({ kid }) => !withheld.includes(kid)) };
  };

/** A middleware for these paths and what is below them: each that waits for the next costs every request. */
function below(
  paths: readonly string[],
  middleware: (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>,
) {
  const concerns = (path: string) =>
    paths.some((own) => path === own || path.startsWith(`${own}/`));
  return (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> =>
    concerns(ctx.path) ? middleware(ctx, next) : next();
}

/** The library states the acr that the session was made with; Standin states what was reached, in the request's own words. */
function stateReachedAcr(provider: Provider, profile: Profile): void {
  const context = (provider as unknown as { readonly OIDCContext: { readonly prototype: object } })
    .OIDCContext;
  Object.defineProperty(context.prototype, 'acr', {
    get(this: { readonly ctx: KoaContextWithOIDC }) {
      return acrOfContext(this.ctx, profile, this.ctx.oidc.params ?? {});
    },
  });
}
