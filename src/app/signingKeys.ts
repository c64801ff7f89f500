import type { SigningKeyStore } from '../oidc/index.js';
import { outsideEras, type KeyStore } from '../storage/index.js';

/** The signing keys of sandboxes. They outlive a reset, so no request of an era that has ended makes them in vain. */
export const signingKeys = (store: KeyStore): SigningKeyStore => ({
  ...store,
  addFirst: (sandbox, key) =>
    outsideEras(async () => {
      if (await store.addFirst(sandbox, key)) return key;
      const first = (await store.list(sandbox)).find((kept) => kept.key.alg === key.alg);
      if (!first) throw new Error(`no ${key.alg} key`);
      return first.key;
    }),
});
