import type { Clock } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import {
  createHandOffs,
  createKeyAdministration,
  createProviders,
  createSecurityEvents,
  createSessions,
  createSignIns,
  openKeyring,
  type Observer,
  type OidcPages,
  type ProviderSecrets,
} from '../oidc/index.js';
import type { Vault } from '../vault/index.js';
import { attemptPositions, positionIn } from './attemptPositions.js';
import { clientsForProvider } from './clientsForProvider.js';
import type { Domains } from './domains.js';
import { signingKeys } from './signingKeys.js';
import type { Stores } from './stores.js';

export interface OidcLayerParts {
  readonly stores: Stores;
  readonly domains: Domains;
  readonly secrets: ProviderSecrets;
  readonly pages: OidcPages;
  readonly observer: Observer;
  readonly baseOf: (sandbox: SandboxId) => string;
  readonly trustProxy: boolean;
  readonly clock: Clock;
}

export type OidcLayer = Awaited<ReturnType<typeof createOidcLayer>>;

/** The provider over stores and domains: issuers by sandbox and profile, and the sign-ins in progress. */
export async function createOidcLayer(parts: OidcLayerParts) {
  const { stores, domains, secrets, pages, observer, clock } = parts;
  const { models, consents, subscribers } = stores;
  const clients = clientsForProvider(domains.partners, clock, parts.baseOf);
  const facts = { consents, attempts: attemptPositions(domains.proofing), clock };
  const signing = signingKeys(stores.keys);
  const keyring = await openKeyring(signing);
  const { faults } = domains;
  const deps = { ...facts, models, clients, subscribers, pages, observer, secrets, faults };
  const providers = createProviders({ deps, keyring, trustProxy: parts.trustProxy });
  return {
    keyring,
    keys: createKeyAdministration(signing, keyring),
    clients,
    positionIn,
    providers,
    handOffs: createHandOffs({ models, clock }),
    securityEvents: createSecurityEvents({
      clients,
      keyring,
      baseOf: parts.baseOf,
      pairwise: secrets.pairwise,
    }),
    sessions: createSessions({ providers, models, clock }),
    signIns: createSignIns({ facts, subscribers, clients }),
  };
}

/** Keys of the provider, from the deployment's secret: equal in every process. */
export const providerSecrets = (vault: Vault): ProviderSecrets => ({
  cookies: [vault.deriveKey('cookies').toString('base64url')],
  pairwise: vault.deriveKey('pairwise subjects'),
  instance: vault
    .fingerprint()
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 6),
});
