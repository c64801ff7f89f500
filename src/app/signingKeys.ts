import type { SigningKey, SigningKeyStore } from '../oidc/index.js';
import { DEFAULT_SANDBOX } from '../platform/ids.js';
import type { KeyStore } from '../storage/index.js';

/** The deployment's signing keys are kept in the default sandbox; every sandbox without keys of its own signs with them. */
export function signingKeys(store: KeyStore): SigningKeyStore {
  const active = async (): Promise<readonly SigningKey[]> =>
    (await store.list(DEFAULT_SANDBOX))
      .filter(({ state }) => state === 'active')
      .map(({ jwk }) => jwk as SigningKey);
  return {
    list: active,
    async addFirst(key) {
      const { kid, alg } = key;
      if (await store.addFirst(DEFAULT_SANDBOX, { kid, alg, state: 'active', jwk: { ...key } }))
        return key;
      const first = (await active()).find((kept) => kept.alg === alg);
      if (!first) throw new Error(`no active ${alg} key`);
      return first;
    },
  };
}
