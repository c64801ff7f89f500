import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newAccount, type AccountDraft } from '../../src/accounts/index.js';
import type { Verification } from '../../src/assurance/index.js';
import { generateAuthenticators } from '../../src/authenticators/index.js';
import { randomHex } from '../../src/platform/secrets.js';
import { createPeopleStore, type PeopleStore } from '../../src/storage/people.js';
import { createAccountStore } from '../../src/storage/accounts.js';
import { createSubscriberStore, type SubscriberStore } from '../../src/storage/subscribers.js';
import { createVerificationStore } from '../../src/storage/verifications.js';
import type { OpenedDatabase } from '../support/databases.js';
import { describeOnBothEngines } from '../support/databases.js';

const SANDBOX = 'default';
const NOW = 1_800_000_000_000;

const VERIFICATION: Verification = {
  attempt: 'att_1',
  ial: 2,
  state: 'verified',
  verifiedAt: NOW,
  pathway: 'preverified',
  attributes: { given_name: 'Inés', family_name: 'Duarte', ssn: '900112233' },
  evidence: [{ type: 'drivers_license', strength: 'strong', issuer: 'ZC', number: 'D1' }],
};

describeOnBothEngines('people', (open) => {
  let opened: OpenedDatabase;
  let people: PeopleStore;
  let subscribers: SubscriberStore;

  beforeAll(async () => {
    opened = await open();
    people = createPeopleStore(opened);
    subscribers = createSubscriberStore(opened);
  });
  afterAll(() => opened.close());

  const drafted = (bend: Partial<AccountDraft> = {}) =>
    newAccount({ email: `p${randomHex(4)}@example.com`, ...bend }, randomHex(), NOW);
  const insert = async (bend: Partial<AccountDraft> = {}, verification?: Verification) => {
    const account = drafted(bend);
    const { stored } = await generateAuthenticators({
      uuid: 'f'.repeat(32),
      kinds: ['password', 'totp', 'recovery_codes'],
    });
    const person = { account, authenticators: stored, verification };
    expect(
      await people.insertPerson(SANDBOX, person, [
        { type: 'account.created', account: account.id },
      ]),
    ).toBe(true);
    return account;
  };

  it('are written whole and read back in one query, as sign-ins and tokens need them', async () => {
    const account = await insert({ persona: 'ines', tag: 't' }, VERIFICATION);
    const found = await subscribers.get(SANDBOX, account.id);
    expect(found).toMatchObject({
      ...{ id: account.id, uuid: account.uuid, state: 'active', email: account.email },
      ...{ verification: VERIFICATION, persona: 'ines', tag: 't', createdAt: NOW },
    });
    expect([...(found?.authenticators ?? [])].sort()).toEqual([
      'password',
      'recovery_codes',
      'totp',
    ]);
  });

  it('are known from the moment of the commit just as they would be read', async () => {
    const accounts = createAccountStore(opened);
    const telling = createPeopleStore({
      ...opened,
      met(sandbox, person) {
        accounts.met(sandbox, person);
        subscribers.met(sandbox, person);
      },
    });
    const restricted = { restrictions: ['deceased'], locale: 'es', groups: ['staff'] } as const;
    const attributes = { given_name: 'Inés', phone: undefined };
    for (const [bend, kinds, verification] of [
      [{ persona: 'ines', tag: 't', attributes }, ['password', 'passkey', 'phone'], VERIFICATION],
      [restricted, ['password', 'totp', 'recovery_codes'], undefined],
      [{ state: 'suspended' }, [], undefined],
      [{ state: 'closed' }, [], undefined],
    ] as const) {
      const account = drafted(bend);
      const order = { uuid: account.uuid, kinds, phone: '+15305550142' };
      const { stored } = await generateAuthenticators(order);
      await telling.insertPerson(SANDBOX, { account, authenticators: stored, verification }, []);
      const told = [
        await accounts.get(SANDBOX, account.id),
        await accounts.find(SANDBOX, account.id),
        await subscribers.get(SANDBOX, account.id),
        await subscribers.bySub(SANDBOX, account.uuid),
      ];
      const read = [
        await createAccountStore(opened).get(SANDBOX, account.id),
        await createAccountStore(opened).find(SANDBOX, account.id),
        await createSubscriberStore(opened).get(SANDBOX, account.id),
        await createSubscriberStore(opened).bySub(SANDBOX, account.uuid),
      ];
      expect(told.map(plain)).toStrictEqual(read.map(plain));
    }
  });

  it('are not known when they were not written, nor any more once somebody changes them', async () => {
    const accounts = createAccountStore(opened);
    const telling = createPeopleStore({ ...opened, met: accounts.met });
    const account = drafted();
    const other = { ...drafted(), id: account.id };
    expect(await telling.insertPerson(SANDBOX, { account, authenticators: {} }, [])).toBe(true);
    expect(await telling.insertPerson(SANDBOX, { account: other, authenticators: {} }, [])).toBe(
      false,
    );
    expect(await accounts.get(SANDBOX, account.id)).toMatchObject({ uuid: account.uuid });
    expect(await accounts.save(SANDBOX, { ...account, state: 'suspended' }, [])).toBe('saved');
    expect(await accounts.get(SANDBOX, account.id)).toMatchObject({
      state: 'suspended',
      version: 2,
    });
  });

  it('without verification or authenticators are subscribers all the same', async () => {
    const account = drafted();
    await people.insertPerson(SANDBOX, { account, authenticators: {} }, []);
    const found = await subscribers.get(SANDBOX, account.id);
    expect(found).toMatchObject({ authenticators: [], attributes: {} });
    expect(found?.verification).toBeUndefined();
    expect(await subscribers.get(SANDBOX, 'per_none')).toBeUndefined();
    expect(await subscribers.get('other', account.id)).toBeUndefined();
  });

  it('show their newest verification, whatever became of it', async () => {
    const { id } = await insert({}, VERIFICATION);
    const verifications = createVerificationStore(opened);
    await verifications.end(SANDBOX, id, 'revoked', NOW + 1, []);
    expect((await subscribers.get(SANDBOX, id))?.verification?.state).toBe('revoked');
    await verifications.add(SANDBOX, id, { ...VERIFICATION, attempt: 'att_2' }, []);
    expect((await subscribers.get(SANDBOX, id))?.verification).toMatchObject({
      attempt: 'att_2',
      state: 'verified',
    });
  });

  it('are nobody to read once closed', async () => {
    const account = await insert({}, VERIFICATION);
    const closed = { ...account, state: 'closed', email: '', attributes: {} } as const;
    expect(await createAccountStore(opened).save(SANDBOX, closed, [])).toBe('saved');
    const found = await subscribers.get(SANDBOX, account.id);
    expect(found).toMatchObject({ state: 'closed', email: '', attributes: {}, authenticators: [] });
    expect(found?.verification).toBeUndefined();
  });

  it('leave nothing behind when their id, uuid or address is taken', async () => {
    const { id, uuid, email } = await insert();
    const rows = async () =>
      Promise.all(
        ['accounts', 'authenticators', 'recovery_codes', 'events'].map((table) =>
          opened.db.query(`SELECT COUNT(*) AS n FROM ${table}`),
        ),
      );
    const before = await rows();
    for (const bend of [{ id }, { uuid }, { email: email.toUpperCase() }]) {
      const person = {
        account: drafted(bend),
        authenticators: { passwordHash: 'h', recoveryCodes: ['a'] },
      };
      expect(await people.insertPerson(SANDBOX, person, [{ type: 'account.created' }])).toBe(false);
    }
    expect(await rows()).toEqual(before);
  });

  it('are made in six statements and a transaction', async () => {
    const statements: string[] = [];
    const counting = {
      ...opened.db,
      transaction: <T>(fn: Parameters<typeof opened.db.transaction<T>>[0]) =>
        opened.db.transaction<T>((tx) =>
          fn({
            ...tx,
            query: (sql, params) => {
              statements.push(sql);
              return tx.query(sql, params);
            },
          }),
        ),
    };
    const { stored } = await generateAuthenticators({
      uuid: 'f'.repeat(32),
      kinds: ['password', 'totp', 'recovery_codes'],
    });
    const person = { account: drafted(), authenticators: stored };
    await createPeopleStore({ ...opened, db: counting }).insertPerson(SANDBOX, person, [
      { type: 'account.created' },
    ]);
    expect(statements.length).toBeLessThanOrEqual(6);
  });
});

/** Getters and their order left out of account. */
function plain(value: object | undefined): unknown {
  if (!value) return undefined;
  const copy = JSON.parse(JSON.stringify(value)) as { authenticators?: string[] };
  copy.authenticators?.sort();
  return copy;
}
