import type { Provider } from 'oidc-provider';
import { createRecent } from '../platform/recent.js';
import type { ProviderDeps } from './configuration.js';
import type { Keyring } from './keys.js';
import type { Profile } from './profiles/index.js';
import type { SandboxPlace } from './place.js';
import { createProvider } from './provider.js';

export interface ProvidersOptions {
  readonly deps: ProviderDeps;
  readonly keyring: Keyring;
  readonly trustProxy: boolean;
}

export interface Providers {
  /** Waits for the sandbox's signing keys; `quick` does without them, for what signs and verifies nothing (discovery). */
  of(sandbox: SandboxPlace, profile: Profile, quick?: boolean): Promise<Provider>;
}

/** About 40 KB each: enough for every sandbox that is busy at once. */
const KEPT = 500;

/** Providers by sandbox, profile and revision; the least recently used go first. */
export function createProviders({ deps, keyring, trustProxy }: ProvidersOptions): Providers {
  const kept = createRecent<{ readonly name: string; readonly provider: Promise<Provider> }>(KEPT);

  const make = async (sandbox: SandboxPlace, profile: Profile, quick: boolean) => {
    const keys = quick ? keyring.placeholder : await keyring.of(sandbox.id);
    const secure = sandbox.base.startsWith('https:');
    const place = { sandbox: sandbox.id, profile, secure, ...sandbox, trustProxy };
    return createProvider(deps, place, keys);
  };

  return {
    async of(sandbox, profile, quick = false) {
      const slot = `${sandbox.id} ${profile.id} ${quick ? 'quick' : 'all'}`;
      const name = `${sandbox.revision} ${sandbox.base}`;
      const found = kept.get(slot);
      if (found?.name === name) return found.provider;
      const provider = make(sandbox, profile, quick);
      kept.set(slot, { name, provider });
      try {
        return await provider;
      } catch (error) {
        if (kept.get(slot)?.provider === provider) kept.delete(slot); // the next request tries again
        throw error;
      }
    },
  };
}
