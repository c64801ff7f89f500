import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  checkDeploymentKey,
  createKeyStore,
  createSandboxStore,
  OTHER_DEPLOYMENT_KEY,
  type KeyStore,
} from '../../src/storage/index.js';
import type { SigningKey } from '../../src/oidc/index.js';
import { ok, refused } from '../../src/platform/result.js';
import { createVault } from '../../src/vault/index.js';
import { describeOnBothEngines, type OpenedDatabase } from '../support/databases.js';

const NOW = 1_700_000_000_000;
const clock = { now: () => NOW };

describeOnBothEngines('the key store', (open) => {
  let opened: OpenedDatabase;
  let keys: KeyStore;
  beforeAll(async () => {
    opened = await open();
    keys = createKeyStore({ ...opened, clock });
  });
  afterAll(() => opened.close());

  const key = (kid: string, alg: 'ES256' | 'RS256' = 'ES256'): SigningKey => ({
    ...{ kid, alg },
    ...{ kty: 'EC', d: 'private' },
  });
  const revision = async () =>
    (await createSandboxStore({ db: opened.db, clock }).get('default'))?.revision;

  it('lets one of eight that make the first key at once have its way', async () => {
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, i) => keys.addFirst('default', key(`first-${i}`))),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await keys.list('default')).toHaveLength(1);
    expect(await keys.addFirst('default', key('rsa', 'RS256'))).toBe(true);
  });

  it('keeps keys in order, with their state, and counts each change as one revision', async () => {
    const before = (await revision()) ?? 0;
    const told = { type: 'key.imported', data: { kid: 'next' } } as const;
    const done = await keys.revise(
      'default',
      ([, rsa]) =>
        ok({
          states: [[rsa?.key.kid ?? '', 'withheld']],
          added: [{ key: key('next'), state: 'published' }],
        }),
      [told],
    );
    const now = await keys.list('default');
    expect(done).toEqual(ok(now));
    expect(now.slice(1)).toEqual([
      { key: key('rsa', 'RS256'), state: 'withheld', createdAt: NOW },
      { key: key('next'), state: 'published', createdAt: NOW },
    ]);
    expect(await revision()).toBe(before + 1);
    expect((await opened.events.list('default')).at(-1)).toMatchObject(told);
  });

  it('changes nothing and tells nothing where nothing is decided, or where it is refused', async () => {
    const before = [await revision(), await keys.list('default')];
    const told = [{ type: 'key.retired' }] as const;
    const nothing = ok({ states: [], added: [] });
    expect((await keys.revise('default', () => nothing, told)).ok).toBe(true);
    expect(await keys.revise('default', () => refused('no'), told)).toEqual(refused('no'));
    expect([await revision(), await keys.list('default')]).toEqual(before);
    expect((await opened.events.list('default')).map(({ type }) => type)).not.toContain(
      'key.retired',
    );
  });

  it('keeps private keys sealed', async () => {
    expect(JSON.stringify(await opened.db.query('SELECT jwk FROM signing_keys'))).not.toContain(
      'private',
    );
  });

  it('refuses a database that was written with another deployment key', async () => {
    await checkDeploymentKey(opened.db, opened.vault, NOW);
    await checkDeploymentKey(opened.db, opened.vault, NOW + 1000);
    const other = createVault(Buffer.alloc(32, 9).toString('base64url'));
    await expect(checkDeploymentKey(opened.db, other, NOW)).rejects.toMatchObject({
      code: OTHER_DEPLOYMENT_KEY,
    });
    const [sandbox] = await opened.db.query(
      "SELECT created_at FROM sandboxes WHERE id = 'default'",
    );
    expect(sandbox).toEqual({ created_at: NOW }); // made by the first start
  });
});
