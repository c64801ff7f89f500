import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newAccount } from '../../src/accounts/index.js';
import {
  createConsentStore,
  createOidcModelStore,
  createPeopleStore,
  keepModels,
  type ModelKey,
  type OidcModelStore,
} from '../../src/storage/index.js';
import { describeOnBothEngines, type OpenedDatabase } from '../support/databases.js';

const NOW = 1_700_000_000_000;
const SUB = '5'.repeat(32);

/** An account of somebody with nothing but an address. */
async function addAccount(
  { db, vault, events }: Pick<OpenedDatabase, 'db' | 'vault' | 'events'>,
  id: string,
  uuid: string,
): Promise<void> {
  const account = newAccount({ id, email: 'stand@example.com', attributes: {} }, uuid, NOW);
  const people = createPeopleStore({ db, vault, events });
  await people.insertPerson('default', { account, authenticators: {} }, []);
}

const code = (id: string, profile = 'standard'): ModelKey => ({
  profile,
  model: 'AuthorizationCode',
  id,
});
const session = (id: string, profile: string): ModelKey => ({ profile, model: 'Session', id });

describeOnBothEngines('the store of OpenID Connect models', (open) => {
  let opened: OpenedDatabase;
  let store: OidcModelStore;
  beforeAll(async () => {
    opened = await open();
    store = createOidcModelStore({ db: opened.db, vault: opened.vault });
  });
  modelsAreKept(
    () => opened,
    () => store,
  );
  afterAll(() => opened.close());

  it('finds a token with its grant, its session and its account, as far as they are in force', async () => {
    await addAccount(opened, 'per_stand', SUB);
    await store.upsert('default', session('st', 'standard'), { uid: 'ust', accountId: SUB }, NOW);
    const grant = { profile: '', model: 'Grant', id: 'gst' };
    await store.upsert('default', grant, { jti: 'gst', accountId: SUB });
    const token = { profile: 'idme', model: 'AccessToken', id: 'tst' };
    await store.upsert('default', token, { jti: 'tst', grantId: 'gst', sessionUid: 'ust' });

    const found = await store.findStanding('default', token, NOW - 1);
    expect(found).toMatchObject({
      payload: { jti: 'tst' },
      grant: { jti: 'gst' },
      session: { uid: 'ust' },
      subscriber: { id: 'per_stand', uuid: SUB, email: 'stand@example.com' },
    });
    const later = await store.findStanding('default', token, NOW);
    expect(later).toMatchObject({ grant: { jti: 'gst' }, session: undefined });
    await store.destroy('default', grant);
    const bereft = await store.findStanding('default', token, NOW);
    expect(bereft).toMatchObject({ payload: { jti: 'tst' }, grant: undefined });
    expect(bereft?.subscriber).toBeUndefined();
    expect(await store.findStanding('other', token, NOW)).toBeUndefined();
    expect(
      await store.findStanding('default', { ...token, profile: 'standard' }, NOW),
    ).toBeUndefined();
  });

  it('finds a session with the grant and the consent that are foreseen', async () => {
    const key = session('foreseen', 'standard');
    await store.upsert('default', key, { jti: 'foreseen', accountId: SUB });
    await store.upsert('default', { profile: '', model: 'Grant', id: 'gf' }, { jti: 'gf' });
    const consents = createConsentStore({ ...opened, models: store });
    const consent = { sub: SUB, clientId: 'cli_f', claims: ['email'], rejected: [], givenAt: NOW };
    await consents.save('default', consent, []);

    const foreseen = { clientId: 'cli_f', grantId: 'gf' };
    expect(await store.findStanding('default', key, NOW, foreseen)).toMatchObject({
      payload: { jti: 'foreseen' },
      grant: { jti: 'gf' },
      consent,
      subscriber: { uuid: SUB },
    });
    const other = { clientId: 'cli_g', grantId: 'gg' };
    const found = await store.findStanding('default', key, NOW, other);
    expect(found).toMatchObject({ grant: undefined, consent: undefined });
    expect(await store.findStanding('other', key, NOW, foreseen)).toBeUndefined();
  });

  it('finds a session with its account, and a consumed code as consumed', async () => {
    await store.upsert('default', session('own', 'idme'), { uid: 'uown', accountId: SUB }, NOW);
    expect(await store.findStanding('default', session('own', 'standard'), NOW - 1)).toMatchObject({
      payload: { uid: 'uown' },
      subscriber: { uuid: SUB },
    });
    expect(await store.findStanding('default', session('own', 'idme'), NOW)).toBeUndefined();
    await store.upsert('default', code('used'), { jti: 'used' });
    await store.consume('default', code('used'), NOW);
    expect((await store.findStanding('default', code('used'), NOW))?.payload).toEqual({
      jti: 'used',
      consumed: NOW / 1000,
    });
  });
});

describeOnBothEngines('the store that keeps rows in mind', (open) => {
  let opened: OpenedDatabase;
  let plain: OidcModelStore;
  let store: OidcModelStore;
  beforeAll(async () => {
    opened = await open();
    plain = createOidcModelStore({ db: opened.db, vault: opened.vault });
    store = keepModels(opened.db, plain);
  });
  modelsAreKept(
    () => opened,
    () => store,
  );
  afterAll(() => opened.close());

  const exp = NOW / 1000 + 60;

  it('knows of a change that was made beside it', async () => {
    const grant = { profile: '', model: 'Grant', id: 'beside' };
    await plain.upsert('default', grant, { jti: 'beside', exp });
    expect(await store.find('default', grant, NOW)).toEqual({ jti: 'beside', exp });
    expect(await store.find('default', grant, NOW)).toEqual({ jti: 'beside', exp });
    await opened.db.query("DELETE FROM oidc_models WHERE sandbox_id = 'default'");
    expect(await store.find('default', grant, NOW)).toBeUndefined();
  });

  it('gives away copies: what is done to an answer changes nothing', async () => {
    await store.upsert('default', code('copied'), { jti: 'copied', exp, list: [1] });
    const found = await store.find('default', code('copied'), NOW);
    (found?.['list'] as number[]).push(2);
    expect(await store.find('default', code('copied'), NOW)).toMatchObject({ list: [1] });
  });

  it('finds a session by its uid under the id that it has now', async () => {
    await store.upsert('default', session('old', 'idme'), { jti: 'old', uid: 'moved', exp });
    await store.upsert('default', session('new', 'idme'), { jti: 'new', uid: 'moved', exp });
    await store.destroy('default', session('old', 'idme'));
    const sessions = { profile: 'idme', model: 'Session' };
    expect(await store.findByUid('default', sessions, 'moved', NOW)).toMatchObject({ jti: 'new' });
    await store.destroy('default', session('new', 'idme'));
    expect(await store.findByUid('default', sessions, 'moved', NOW)).toBeUndefined();
  });

  it('answers a row in mind without what it stands on, which is asked for by itself', async () => {
    const token = { profile: 'idme', model: 'AccessToken', id: 'standing' };
    await store.upsert('default', token, { jti: 'standing', grantId: 'none', exp });
    expect((await store.findStanding('default', token, NOW))?.payload).toMatchObject({ exp });
  });
});

/** What every store of models does, kept in mind or not. */
function modelsAreKept(opened: () => OpenedDatabase, store: () => OidcModelStore): void {
  it('finds what was written last, and nothing under another id, model, profile or sandbox', async () => {
    await store().upsert('default', code('a'), { jti: 'a', n: 1 });
    await store().upsert('default', code('a'), { jti: 'a', n: 2 }, NOW + 1000);
    expect(await store().find('default', code('a'), NOW)).toEqual({ jti: 'a', n: 2 });
    expect(await store().find('default', code('b'), NOW)).toBeUndefined();
    expect(
      await store().find('default', { ...code('a'), model: 'AccessToken' }, NOW),
    ).toBeUndefined();
    expect(await store().find('default', code('a', 'idme'), NOW)).toBeUndefined();
    expect(await store().find('other', code('a'), NOW)).toBeUndefined();
  });

  it('answers nothing from the instant of expiry on', async () => {
    const shortLived = session('short', 'standard');
    await store().upsert('default', code('short'), { userCode: 'SHORT' }, NOW);
    await store().upsert('default', shortLived, { uid: 'u-short' }, NOW);
    expect(await store().findByUid('default', shortLived, 'u-short', NOW - 1)).toBeDefined();
    expect(await store().find('default', code('short'), NOW - 1)).toBeDefined();
    expect(await store().find('default', code('short'), NOW)).toBeUndefined();
    expect(await store().findByUid('default', shortLived, 'u-short', NOW)).toBeUndefined();
    expect(await store().findByUserCode('default', code('short'), 'SHORT', NOW)).toBeUndefined();
  });

  it('shares sessions and grants among the profiles of a sandbox, and no other model', async () => {
    await store().upsert('default', session('s', 'standard'), { uid: 'u1', accountId: 'per_1' });
    await store().upsert(
      'default',
      { profile: 'idme', model: 'Interaction', id: 'i' },
      { uid: 'u1' },
    );
    expect(await store().find('default', session('s', 'idme'), NOW)).toEqual({
      uid: 'u1',
      accountId: 'per_1',
    });
    expect(
      await store().findByUid('default', { profile: 'logingov', model: 'Session' }, 'u1', NOW),
    ).toBeDefined();
    expect(
      await store().find('default', { profile: 'standard', model: 'Interaction', id: 'i' }, NOW),
    ).toBeUndefined();
    expect(
      await store().findByUid('other', { profile: 'idme', model: 'Session' }, 'u1', NOW),
    ).toBeUndefined();
  });

  it('finds a device code by what the person types', async () => {
    const device = { profile: 'standard', model: 'DeviceCode', id: 'd' };
    await store().upsert('default', device, { userCode: 'ABCD-EFGH' });
    expect(await store().findByUserCode('default', device, 'ABCD-EFGH', NOW)).toEqual({
      userCode: 'ABCD-EFGH',
    });
    expect(
      await store().findByUserCode('default', { ...device, profile: 'idme' }, 'ABCD-EFGH', NOW),
    ).toBeUndefined();
  });

  it.each([1, 2, 3, 4, 5])('is consumed by one of eight at once (round %i)', async (round) => {
    const key = code(`once-${round}`);
    await store().upsert('default', key, { jti: key.id });
    const results = await Promise.all(
      Array.from({ length: 8 }, () => store().consume('default', key, NOW + 999)),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await store().find('default', key, NOW)).toEqual({ jti: key.id, consumed: NOW / 1000 });
  });

  it('stays consumed when it is written again', async () => {
    await store().upsert('default', code('once-1'), { jti: 'again' });
    expect(await store().find('default', code('once-1'), NOW)).toMatchObject({
      consumed: NOW / 1000,
    });
    expect(await store().consume('default', code('once-1'), NOW)).toBe(false);
  });

  it('consumes nothing that is not there', async () => {
    expect(await store().consume('default', code('nobody'), NOW)).toBe(false);
    expect(await store().consume('default', code('a', 'idme'), NOW)).toBe(false);
  });

  it('revokes all that a grant gave, in every model and profile of its sandbox only', async () => {
    const tokens: ModelKey[] = [
      code('g'),
      { profile: 'idme', model: 'AccessToken', id: 'g' },
      { profile: 'standard', model: 'RefreshToken', id: 'g' },
    ];
    for (const key of tokens) await store().upsert('default', key, { grantId: 'grant-1' });
    const grant = { profile: 'standard', model: 'Grant', id: 'grant-1' };
    await store().upsert('default', grant, { jti: 'grant-1' });
    await store().upsert('other', code('g'), { grantId: 'grant-1' });
    await store().upsert('default', code('h'), { grantId: 'grant-2' });
    await store().revokeByGrantId('default', 'grant-1');
    for (const key of tokens) expect(await store().find('default', key, NOW)).toBeUndefined();
    expect(await store().find('default', grant, NOW)).toBeDefined();
    expect(await store().find('other', code('g'), NOW)).toBeDefined();
    expect(await store().find('default', code('h'), NOW)).toBeDefined();
  });

  it('lists and ends what an account has', async () => {
    await store().upsert('default', session('s2', 'standard'), { uid: 'u2', accountId: 'per_2' });
    const grant = { profile: 'standard', model: 'Grant', id: 'grant-2' };
    await store().upsert('default', grant, { jti: 'grant-2', accountId: 'per_2' });
    await store().upsert('default', code('k'), { grantId: 'grant-2', accountId: 'per_2' });
    await store().upsert('default', code('l'), { grantId: 'grant-3', accountId: 'per_3' });
    const sessions = { profile: 'standard', model: 'Session' };
    expect(await store().listByAccount('default', sessions, 'per_2', NOW)).toEqual([
      { uid: 'u2', accountId: 'per_2' },
    ]);
    await store().revokeByAccount('default', 'per_2');
    expect(await store().listByAccount('default', sessions, 'per_2', NOW)).toEqual([]);
    expect(await store().find('default', code('k'), NOW)).toBeUndefined();
    expect(await store().find('default', grant, NOW)).toBeUndefined();
    expect(await store().find('default', code('l'), NOW)).toBeDefined();
    expect(await store().find('default', session('s', 'standard'), NOW)).toBeDefined();
  });

  it('destroys one', async () => {
    await store().destroy('default', session('s', 'idme'));
    expect(await store().find('default', session('s', 'standard'), NOW)).toBeUndefined();
  });

  it('sweeps what has expired, also more than it deletes at once', async () => {
    await opened().db.transaction(async (tx) => {
      for (let i = 0; i < 1001; i++)
        await tx.query(
          `INSERT INTO oidc_models (sandbox_id, profile, model, id, payload, expires_at)
           VALUES ('swept', 'standard', 'AccessToken', $1, '', $2)`,
          [`t${i}`, NOW],
        );
    });
    await store().upsert('swept', code('alive'), {}, NOW + 1);
    expect(await store().deleteExpired('swept', NOW)).toBe(1001);
    expect(await store().find('swept', code('alive'), NOW)).toEqual({});
  });

  it('keeps neither a token nor its payload in clear', async () => {
    await store().upsert('default', code('bearer-secret'), {
      jti: 'bearer-secret',
      accountId: 'per_3',
    });
    const rows = await opened().db.query(
      "SELECT id, payload, grant_id, uid FROM oidc_models WHERE sandbox_id = 'default'",
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('bearer-secret');
  });
}
