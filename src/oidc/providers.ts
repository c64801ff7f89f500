import type { Provider } from 'oidc-provider';
import type { SandboxId } from '../platform/ids.js';
import type { ProviderDeps } from './configuration.js';
import type { Keyring } from './keys.js';
import type { Profile } from './profiles/index.js';
import { createProvider } from './provider.js';

export interface ProvidersOptions {
  readonly deps: ProviderDeps;
  readonly keyring: Keyring;
  readonly trustProxy: boolean;
}

/** What one request knows of its sandbox. */
export interface SandboxPlace {
  readonly id: SandboxId;
  /** Counts changes of clients and keys: a provider's are fixed when it is made. */
  readonly revision: number;
  /** Public address without trailing slash. */
  readonly base: string;
  readonly prefix: string;
}

export interface Providers {
  /** Waits for every signing key; `quick` does with those at hand (discovery alone). */
  of(sandbox: SandboxPlace, profile: Profile, quick?: boolean): Promise<Provider>;
}

/** About 40 KB each: enough for every sandbox that is busy at once. */
const KEPT = 500;

/** Providers by sandbox, profile and revision; the least recently used go first. */
export function createProviders({ deps, keyring, trustProxy }: ProvidersOptions): Providers {
  const kept = new Map<string, { readonly name: string; readonly provider: Provider }>();

  return {
    async of(sandbox, profile, quick = false) {
      const keys = quick ? keyring.quick : await keyring.all();
      const slot = `${sandbox.id} ${profile.id} ${quick ? 'quick' : 'all'}`;
      const name = `${sandbox.revision} ${sandbox.base}`;
      const found = kept.get(slot);
      if (found?.name === name) {
        kept.delete(slot);
        kept.set(slot, found);
        return found.provider;
      }
      const secure = sandbox.base.startsWith('https:');
      const place = { sandbox: sandbox.id, profile, secure, ...sandbox, trustProxy };
      const provider = createProvider(deps, place, keys);
      kept.delete(slot);
      kept.set(slot, { name, provider });
      const oldest = kept.keys().next();
      if (kept.size > KEPT && !oldest.done) kept.delete(oldest.value);
      return provider;
    },
  };
}
