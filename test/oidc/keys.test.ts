import { describe, expect, it } from '@jest/globals';
import {
  openKeyring,
  type ProviderKeys,
  type SigningKey,
  type SigningKeyStore,
} from '../../src/oidc/index.js';
import { createSpares } from '../../src/oidc/spares.js';

/** Keeps the first key of each algorithm, as the database does. */
function memory() {
  const kept = new Map<string, SigningKey>();
  const store: SigningKeyStore = {
    list: (sandbox) =>
      Promise.resolve(
        [...kept]
          .filter(([place]) => place.startsWith(`${sandbox} `))
          .map(([, key]) => ({ key, state: 'active', createdAt: 0 })),
      ),
    revise: () => Promise.reject(new Error('nobody revises here')),
    addFirst: (sandbox, key) => {
      const place = `${sandbox} ${key.alg}`;
      kept.set(place, kept.get(place) ?? key);
      return Promise.resolve(kept.get(place)!);
    },
  };
  return { kept, store };
}
const kids = ({ all }: ProviderKeys) => all.map(({ kid }) => kid);

describe('the keyring', () => {
  it('makes one ES256 and one RS256 key for each sandbox, once however many ask', async () => {
    const { kept, store } = memory();
    const keyring = await openKeyring(store);
    const asked = await Promise.all(Array.from({ length: 8 }, () => keyring.of('one')));
    const other = await keyring.of('two');
    expect(asked[0]!.all.map(({ alg }) => alg)).toEqual(['ES256', 'RS256']);
    expect(new Set(asked.flatMap(kids)).size).toBe(2);
    expect(kids(other).filter((kid) => kids(asked[0]!).includes(kid))).toEqual([]);
    expect(kept.size).toBe(4);
    expect(kids(await keyring.of('one'))).toEqual(kids(asked[0]!));
    keyring.close();
  });

  it('takes the keys of whoever was first, in other processes, too', async () => {
    const { store } = memory();
    const [here, there] = [await openKeyring(store), await openKeyring(store)];
    const [mine, theirs] = await Promise.all([here.of('one'), there.of('one')]);
    expect(kids(mine)).toEqual(kids(theirs));
    here.close();
    there.close();
  });

  it('tries again after the store has failed, and keeps its placeholder to itself', async () => {
    const { kept, store } = memory();
    let away = true;
    const list: SigningKeyStore['list'] = (sandbox) =>
      away ? Promise.reject(new Error('away')) : store.list(sandbox);
    const keyring = await openKeyring({ ...store, list });
    keyring.prepare();
    await expect(keyring.of('default')).rejects.toThrow('away');
    away = false;
    const [nobodys] = kids(keyring.placeholder);
    expect(kids(await keyring.of('default'))).not.toContain(nobodys);
    expect([...kept.values()].map(({ kid }) => kid)).not.toContain(nobodys);
    keyring.close();
  });
});

describe('spares', () => {
  it('are made from the first taking on, up to as many as were wished, until closed', async () => {
    let made = 0;
    const spares = createSpares(() => Promise.resolve(++made), 3);
    await settled();
    expect(made).toBe(0);
    expect(await spares.take()).toBe(1);
    await settled();
    expect(made).toBe(4);
    expect(await spares.take()).toBe(2);
    spares.close();
    await settled();
    const last = made;
    expect([await spares.take(), await spares.take(), await spares.take()]).toEqual([3, 4, 5]);
    await settled();
    expect(made).toBe(last);
  });
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
});
