import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newAccount } from '../../src/accounts/index.js';
import {
  createPasskeyStore,
  createPasswordResetStore,
  createPeopleStore,
} from '../../src/storage/index.js';
import { describeOnBothEngines, type OpenedDatabase } from '../support/databases.js';

const SANDBOX = 'default';
const NOW = 1_700_000_000_000;
const key = (id: string, signCount?: number) => ({
  ...{ id, credentialId: `cred-${id}`, publicKey: 'AAAA', signCount, synced: false },
});

describeOnBothEngines('passkeys', (open) => {
  let opened: OpenedDatabase;
  let store: ReturnType<typeof createPasskeyStore>;
  let resets: ReturnType<typeof createPasswordResetStore>;
  beforeAll(async () => {
    opened = await open();
    store = createPasskeyStore(opened);
    resets = createPasswordResetStore(opened);
    const people = createPeopleStore(opened);
    for (const id of ['ada', 'eva']) {
      const account = newAccount({ id, email: `${id}@example.com` }, id.padEnd(32, '0'), NOW);
      await people.insertPerson(SANDBOX, { account, authenticators: {} }, []);
    }
  });
  afterAll(() => opened.close());

  it('are found by their credential, opened, and bound once by anybody', async () => {
    expect(await store.bindPasskey(SANDBOX, 'ada', key('one', 3), NOW, [])).toBe(true);
    expect(await store.findPasskey(SANDBOX, 'cred-one')).toEqual({
      account: 'ada',
      passkey: key('one', 3),
    });
    const again = { ...key('two', 3), credentialId: 'cred-one' };
    expect(await store.bindPasskey(SANDBOX, 'eva', again, NOW, [])).toBe(false);
    expect(await store.findPasskey('elsewhere', 'cred-one')).toBeUndefined();
    const [row] = await opened.db.query<{ secret: string }>(
      `SELECT secret FROM authenticators WHERE sandbox_id = $1 AND id = 'one'`,
      [SANDBOX],
    );
    expect(row?.secret).toMatch(/^s1\./);
  });

  it.each([
    [3, 4, true],
    [3, 3, false],
    [3, 2, false],
    [0, 0, true],
    [undefined, 1, true],
  ])(
    'with the counter %s used at %i: %s (WebAuthn section 7.2 step 22)',
    async (before, used, ok) => {
      const id = `k-${before ?? 'none'}-${used}`;
      await store.bindPasskey(SANDBOX, 'ada', key(id, before), NOW, []);
      const use = { signCount: used, now: NOW };
      const cloned = [{ type: 'authenticator.clone_suspected', account: 'ada', tag: id }];
      expect(await store.usePasskey(SANDBOX, 'ada', id, use, cloned)).toBe(ok);
      const told = await opened.db.query(
        'SELECT tag FROM events WHERE sandbox_id = $1 AND tag = $2',
        [...[SANDBOX, id]],
      );
      expect(told).toHaveLength(ok ? 0 : 1);
    },
  );

  it('that answer twice at once count once', async () => {
    await store.bindPasskey(SANDBOX, 'ada', key('busy', 1), NOW, []);
    const use = () => store.usePasskey(SANDBOX, 'ada', 'busy', { signCount: 2, now: NOW }, []);
    const outcomes = await Promise.all(Array.from({ length: 8 }, use));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });

  it('answer a challenge once, for its purpose, its account and its time', async () => {
    const challenge = { challenge: 'c1', purpose: 'sign_in', account: 'ada' } as const;
    await store.writePasskeyChallenge(SANDBOX, { ...challenge, expiresAt: NOW + 1 });
    const spend = (change: object) =>
      store.spendPasskeyChallenge(SANDBOX, { ...challenge, now: NOW, ...change });
    expect(await spend({ purpose: 'bind' })).toBe(false);
    expect(await spend({ account: 'eva' })).toBe(false);
    expect(await spend({ account: undefined })).toBe(false);
    expect(await spend({ now: NOW + 1 })).toBe(false);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => spend({})));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });

  it('a link to reset a password is good once, for its time, and never for a decoy', async () => {
    const limits = { free: 1, wait: 60_000, most: 2, window: 3_600_000 };
    const reset = { email: 'ada@example.com', account: 'ada', token: 't1' };
    const times = { createdAt: NOW, expiresAt: NOW + 10 };
    expect(await resets.writePasswordReset(SANDBOX, { ...reset, ...times }, limits, [])).toBe(
      'written',
    );
    expect(await resets.writePasswordReset(SANDBOX, { ...reset, ...times }, limits, [])).toEqual({
      retryAfterMs: 60_000,
    });
    const decoy = { email: 'x@example.com', token: 't2', ...times };
    await resets.writePasswordReset(SANDBOX, decoy, limits, []);
    expect(await resets.findPasswordReset(SANDBOX, 't1', NOW)).toBe('ada');
    expect(await resets.findPasswordReset(SANDBOX, 't1', NOW + 10)).toBeUndefined();
    expect(await resets.findPasswordReset(SANDBOX, 't2', NOW)).toBeUndefined();
    const spend = (token: string) =>
      resets.spendPasswordReset(SANDBOX, { token, hash: 'hash', now: NOW }, () => []);
    expect(await spend('t2')).toBe(false);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => spend('t1')));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });
});
