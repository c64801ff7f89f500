import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Account, Accounts } from '../../src/accounts/index.js';
import { createAccounts, newAccount } from '../../src/accounts/index.js';
import { systemClock } from '../../src/platform/clock.js';
import { randomHex } from '../../src/platform/secrets.js';
import type { DomainEvent } from '../../src/platform/events.js';
import { createAccountStore } from '../../src/storage/accounts.js';
import { createConfirmationStore } from '../../src/storage/addressConfirmations.js';
import { createPeopleStore, type PeopleStore } from '../../src/storage/people.js';
import type { OpenedDatabase } from '../support/databases.js';
import { describeOnBothEngines } from '../support/databases.js';

const SANDBOX = 'default';

describeOnBothEngines('accounts', (open) => {
  let opened: OpenedDatabase;
  let accounts: Accounts;
  let people: PeopleStore;
  const happened: DomainEvent[] = [];
  let now = systemClock.now();
  const clock = { now: () => now };

  beforeAll(async () => {
    opened = await open();
    await opened.db.query(`INSERT INTO sandboxes (id, created_at) VALUES ('other', 0)`);
    const events = {
      ...opened.events,
      append: async (...args: Parameters<typeof opened.events.append>) => {
        happened.push(...args[2]);
        await opened.events.append(...args);
      },
    };
    const parts = { db: opened.db, vault: opened.vault, events };
    people = createPeopleStore(parts);
    accounts = createAccounts({
      store: createAccountStore(parts),
      registry: people,
      confirmations: createConfirmationStore(parts),
      clock,
    });
  });
  afterAll(() => opened.close());

  const address = () => `p${randomHex(4)}@example.com`;
  const mailOf = () => happened.at(-1)?.private as { token: string; code: string };
  const made = async (bend: Partial<Account> = {}, sandbox = SANDBOX): Promise<Account> => {
    const account = { ...newAccount({ email: address() }, randomHex(), now), ...bend };
    expect(await people.insertPerson(sandbox, { account, authenticators: {} }, [])).toBe(true);
    return account;
  };
  const registered = async (): Promise<{ email: string; token: string; code: string }> => {
    const email = address();
    expect((await accounts.register(SANDBOX, { email })).ok).toBe(true);
    return { email, ...mailOf() };
  };
  const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

  it('are found by id, address in any case, and persona', async () => {
    const account = await made({
      persona: 'ines',
      attributes: { given_name: 'Inés', phone: '+12025550123' },
    });
    expect(await accounts.find(SANDBOX, account.id)).toEqual(account);
    expect(await accounts.find(SANDBOX, ` ${account.email.toUpperCase()} `)).toEqual(account);
    expect((await accounts.find(SANDBOX, 'ines'))?.id).toBe(account.id);
    expect(await accounts.findByAttribute(SANDBOX, 'phone', '+12025550123')).toHaveLength(1);
    expect(await accounts.find('other', account.email)).toBeUndefined();
    expect(await accounts.get('other', account.id)).toBeUndefined();
  });

  it('prefer the persona itself to people made from it', async () => {
    await made({ persona: 'omar' });
    const own = await made({ id: 'omar', persona: 'omar' });
    expect((await accounts.find(SANDBOX, 'omar'))?.id).toBe(own.id);
  });

  it('list oldest first, from after an id', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.push((await made({}, 'other')).id);
    const list = (after?: string) => accounts.list('other', { limit: 2, after });
    expect((await list()).map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect((await list(ids[1])).map(({ id }) => id)).toEqual(ids.slice(2));
  });

  it('keep no personal data in clear', async () => {
    const account = await made({ attributes: { family_name: 'Vandersloot', ssn: '900112233' } });
    const rows = JSON.stringify(
      await opened.db.query('SELECT sealed, email_index, ssn_index FROM accounts WHERE id = $1', [
        account.id,
      ]),
    );
    for (const text of [account.email, 'Vandersloot', '900112233'])
      expect(rows).not.toContain(text);
  });

  it('refuse a second account of an address, and take it again after closing', async () => {
    const { id, email } = await made();
    const again = newAccount({ email }, randomHex(), now);
    expect(await people.insertPerson(SANDBOX, { account: again, authenticators: {} }, [])).toBe(
      false,
    );
    expect((await accounts.close(SANDBOX, id)).ok).toBe(true);
    expect(await people.insertPerson(SANDBOX, { account: again, authenticators: {} }, [])).toBe(
      true,
    );
  });

  it('lose key, data and authenticators when closed, and stay closed', async () => {
    const account = newAccount({ email: address() }, randomHex(), now);
    const authenticators = {
      passwordHash: 'x',
      totpSecret: 'GEZDGNBVGY3TQOJQ',
      recoveryCodes: ['a', 'b'],
    };
    await people.insertPerson(SANDBOX, { account, authenticators }, []);
    expect((await accounts.close(SANDBOX, account.id)).ok).toBe(true);
    expect(await accounts.get(SANDBOX, account.id)).toMatchObject({
      state: 'closed',
      email: '',
      attributes: {},
    });
    const [row] = await opened.db.query('SELECT wrapped_key, sealed FROM accounts WHERE id = $1', [
      account.id,
    ]);
    expect(row).toEqual({ wrapped_key: null, sealed: null });
    expect(
      await opened.db.query('SELECT id FROM authenticators WHERE account_id = $1', [account.id]),
    ).toEqual([]);
    expect(await accounts.restore(SANDBOX, account.id)).toMatchObject({
      ok: false,
      reason: 'wrong_state',
    });
    expect(await accounts.change(SANDBOX, account.id, { email: address() })).toMatchObject({
      reason: 'wrong_state',
    });
  });

  it('change what is named and nothing else, and tell a new address by event', async () => {
    const { id } = await made({ attributes: { given_name: 'Ana', sex: 'F' }, tag: 't' });
    const email = address();
    const change = { email, attributes: { given_name: 'Anna' } };
    expect(await accounts.change(SANDBOX, id, change)).toMatchObject({
      ok: true,
      value: { version: 2, email },
    });
    expect(await accounts.get(SANDBOX, id)).toMatchObject({
      email,
      tag: 't',
      attributes: { given_name: 'Anna', sex: 'F' },
    });
    expect(happened.at(-1)?.type).toBe('account.email_changed');
  });

  it('refuse the address of somebody else, of nobody and an unknown account', async () => {
    const [one, two] = [await made(), await made()];
    expect(await accounts.change(SANDBOX, one.id, { email: two.email })).toMatchObject({
      reason: 'email_taken',
    });
    expect(await accounts.change(SANDBOX, one.id, { email: 'nobody' })).toMatchObject({
      reason: 'email_invalid',
    });
    expect(await accounts.change(SANDBOX, 'per_none', {})).toMatchObject({
      reason: 'unknown_account',
    });
  });

  it('lose no acknowledged change of four in parallel', async () => {
    const { id } = await made();
    const names = ['given_name', 'middle_name', 'family_name', 'suffix'] as const;
    const done = await Promise.all(
      names.map((name) => accounts.change(SANDBOX, id, { attributes: { [name]: name } })),
    );
    const kept = (await accounts.get(SANDBOX, id))?.attributes;
    names.forEach((name, i) => expect(kept?.[name]).toBe(done[i]?.ok ? name : undefined));
  });

  it('wait for their address, which the code of the mail confirms once', async () => {
    const { email, code } = await registered();
    expect(await accounts.find(SANDBOX, email)).toMatchObject({ state: 'unconfirmed' });
    const confirmed = await accounts.confirmByCode(
      SANDBOX,
      email,
      `${code.slice(0, 3)} ${code.slice(3)}`,
    );
    expect(confirmed.ok).toBe(true);
    expect(await accounts.find(SANDBOX, email)).toMatchObject({ state: 'active' });
    expect(happened.at(-1)?.type).toBe('account.email_confirmed');
    expect(await accounts.confirmByCode(SANDBOX, email, code)).toMatchObject({
      reason: 'code_used',
    });
  });

  it('are confirmed by the link once, and not in another sandbox', async () => {
    const { token } = await registered();
    expect(await accounts.confirmByLink('other', token)).toMatchObject({ reason: 'link_unknown' });
    expect((await accounts.confirmByLink(SANDBOX, token)).ok).toBe(true);
    expect(await accounts.confirmByLink(SANDBOX, token)).toMatchObject({ reason: 'link_used' });
    expect(await accounts.confirmByLink(SANDBOX, 'made up')).toMatchObject({
      reason: 'link_unknown',
    });
  });

  it('are confirmed once by eight parallel redemptions of code and link', async () => {
    const { email, code, token } = await registered();
    const tries = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        i % 2
          ? accounts.confirmByLink(SANDBOX, token)
          : accounts.confirmByCode(SANDBOX, email, code),
      ),
    );
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('allow five guesses in parallel and no more; only a new code helps then (63A section 3.8)', async () => {
    const { email, code } = await registered();
    await Promise.all(
      Array.from({ length: 5 }, () => accounts.confirmByCode(SANDBOX, email, wrong(code))),
    );
    expect(await accounts.confirmByCode(SANDBOX, email, code)).toMatchObject({
      reason: 'out_of_guesses',
    });
    await accounts.resendConfirmation(SANDBOX, email);
    expect((await accounts.confirmByCode(SANDBOX, email, mailOf().code)).ok).toBe(true);
  });

  it('end earlier codes and links with a new one', async () => {
    const { email, token, code } = await registered();
    await accounts.resendConfirmation(SANDBOX, email);
    if (mailOf().code !== code)
      expect(await accounts.confirmByCode(SANDBOX, email, code)).toMatchObject({
        reason: 'code_wrong',
      });
    expect(await accounts.confirmByLink(SANDBOX, token)).toMatchObject({ reason: 'link_unknown' });
  });

  it('accept no code or link after 24 hours', async () => {
    const { email, token, code } = await registered();
    now += 24 * 3_600_000 + 1;
    expect(await accounts.confirmByCode(SANDBOX, email, code)).toMatchObject({
      reason: 'code_expired',
    });
    expect(await accounts.confirmByLink(SANDBOX, token)).toMatchObject({ reason: 'link_expired' });
  });

  it('answer a known address, an unknown one and one that waits alike, throttling included', async () => {
    const { email: known } = await made();
    const { email: waiting } = await registered();
    const walk = async (email: string, first: () => Promise<unknown>) => {
      const answers = [await first()];
      for (let i = 0; i < 2; i++) answers.push(await accounts.resendConfirmation(SANDBOX, email));
      for (let i = 0; i < 6; i++)
        answers.push(await accounts.confirmByCode(SANDBOX, email, 'nonsense'));
      for (let i = 0; i < 2; i++) answers.push(await accounts.resendConfirmation(SANDBOX, email));
      return JSON.stringify(
        answers.map((answer) => (answer as { reason?: string }).reason ?? 'ok'),
      );
    };
    const asKnown = await walk(known, () => accounts.register(SANDBOX, { email: known }));
    const asNobody = await walk('nobody@example.com', () =>
      accounts.resendConfirmation(SANDBOX, 'nobody@example.com'),
    );
    const asWaiting = await walk(waiting, async () => ({}));
    expect(asWaiting).toContain('"out_of_guesses","throttled"');
    expect([asKnown, asNobody]).toEqual([asWaiting, asWaiting]);
  });

  it('tell the owner of a known address by mail, without code or link', async () => {
    const { email, id } = await made();
    expect(await accounts.register(SANDBOX, { email })).toEqual({ ok: true, value: { email } });
    expect(happened.at(-1)).toMatchObject({ type: 'account.registration_repeated', account: id });
    expect(Object.keys(happened.at(-1)?.private ?? {})).toEqual(['email', 'locale']);
  });

  it('throttle mails with the time to wait, and let the next go after it', async () => {
    const { email } = await registered();
    for (let i = 0; i < 2; i++)
      expect((await accounts.resendConfirmation(SANDBOX, email)).ok).toBe(true);
    const refusal = await accounts.resendConfirmation(SANDBOX, email);
    expect(refusal).toMatchObject({ reason: 'throttled', details: { retry_after_ms: 60_000 } });
    now += 60_000;
    expect((await accounts.resendConfirmation(SANDBOX, email)).ok).toBe(true);
  });

  it('come into being once when the same person registers eight times in parallel', async () => {
    const email = address();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => accounts.register(SANDBOX, { email, passwordHash: 'h' })),
    );
    expect(answers.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(1);
    const index = opened.vault.blindIndex('email', email);
    expect(
      await opened.db.query('SELECT id FROM accounts WHERE email_index = $1', [index]),
    ).toHaveLength(1);
    expect((await accounts.confirmByCode(SANDBOX, email, mailOf().code)).ok).toBe(true);
  });

  it('give nothing away: the rows of a confirmation hold neither code nor token', async () => {
    const { token, code, email } = await registered();
    const index = opened.vault.blindIndex('email', email);
    const row = JSON.stringify(
      await opened.db.query(
        'SELECT token_digest, code_digest FROM address_confirmations WHERE email_index = $1',
        [index],
      ),
    );
    expect(row).not.toContain(token);
    expect(row).not.toContain(`"${code}"`);
  });
});
