import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  checkDeploymentKey,
  createKeyStore,
  createSandboxStore,
  OTHER_DEPLOYMENT_KEY,
  type KeyStore,
  type NewSigningKey,
} from '../../src/storage/index.js';
import { createVault } from '../../src/vault/index.js';
import { describeOnBothEngines, type OpenedDatabase } from '../support/databases.js';

const NOW = 1_700_000_000_000;
const clock = { now: () => NOW };

describeOnBothEngines('the key store', (open) => {
  let opened: OpenedDatabase;
  let keys: KeyStore;
  beforeAll(async () => {
    opened = await open();
    keys = createKeyStore({ db: opened.db, vault: opened.vault, clock });
  });
  afterAll(() => opened.close());

  const key = (kid: string, alg = 'ES256'): NewSigningKey => ({
    kid,
    alg,
    state: 'active',
    jwk: { kty: 'EC', kid, d: 'private' },
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

  it('keeps keys in order, with their state, and counts each change as a revision', async () => {
    const before = (await revision()) ?? 0;
    await keys.add('default', key('next'));
    expect(await keys.setState('default', 'next', 'withheld')).toBe(true);
    expect((await keys.list('default')).map(({ kid, state }) => [kid, state]).slice(1)).toEqual([
      ['rsa', 'active'],
      ['next', 'withheld'],
    ]);
    expect((await keys.list('default')).at(-1)).toEqual({
      ...key('next'),
      state: 'withheld',
      createdAt: clock.now(),
    });
    expect(await keys.remove('default', 'next')).toBe(true);
    expect(await revision()).toBe(before + 3);
  });

  it('changes nothing for a key that is not there', async () => {
    const before = await revision();
    expect(await keys.setState('default', 'nobody', 'retired')).toBe(false);
    expect(await keys.remove('default', 'nobody')).toBe(false);
    expect(await revision()).toBe(before);
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
