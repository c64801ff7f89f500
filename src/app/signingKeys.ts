import type { SigningKey, SigningKeyStore } from '../oidc/index.js';
import { outsideEras, type KeyStore } from '../storage/index.js';

/** The signing keys of sandboxes. They outlive a reset, so no request of an era that has ended makes them in vain. */
export function signingKeys(store: KeyStore): SigningKeyStore {
  const list: SigningKeyStore['list'] = async (sandbox) =>
    (await store.list(sandbox))
      .filter(({ state }) => state === 'active')
      .map(({ jwk }) => jwk as SigningKey);
  return {
    list,
    addFirst: (sandbox, key) =>
      outsideEras(async () => {
        const { kid, alg } = key;
        if (await store.addFirst(sandbox, { kid, alg, state: 'active', jwk: { ...key } }))
          return key;
        const first = (await list(sandbox)).find((kept) => kept.alg === alg);
        if (!first) throw new Error(`no active ${alg} key`);
        return first;
      }),
  };
}
