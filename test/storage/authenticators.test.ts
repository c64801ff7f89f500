import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newAccount } from '../../src/accounts/index.js';
import type { Authenticators, NewAuthenticators } from '../../src/authenticators/index.js';
import { createAuthenticators, generateAuthenticators } from '../../src/authenticators/index.js';
import type { DomainEvent } from '../../src/platform/events.js';
import { randomHex } from '../../src/platform/secrets.js';
import { createAuthenticatorStore } from '../../src/storage/authenticators.js';
import { createPeopleStore, type PeopleStore } from '../../src/storage/people.js';
import { createPasskeyStore } from '../../src/storage/passkeys.js';
import { createPasswordResetStore } from '../../src/storage/passwordResets.js';
import { createPhoneStore } from '../../src/storage/phones.js';
import { createThrottleStore } from '../../src/storage/throttles.js';
import { createTotpStore } from '../../src/storage/totp.js';
import type { OpenedDatabase } from '../support/databases.js';
import { describeOnBothEngines } from '../support/databases.js';

const SANDBOX = 'default';
const PHONE = '+12025550117';
const MINUTE = 60_000;
const eight = <T>(make: () => Promise<T>) => Promise.all(Array.from({ length: 8 }, make));
const kept = (results: readonly { readonly ok: boolean }[]) =>
  results.filter(({ ok }) => ok).length;
const other = (code: string) => (code === '123456' ? '654321' : '123456');

describeOnBothEngines('authenticators', (open) => {
  let opened: OpenedDatabase;
  let authenticators: Authenticators;
  let people: PeopleStore;
  let account: string;
  let now = 1_800_000_000_000;
  const happened: DomainEvent[] = [];

  beforeAll(async () => {
    opened = await open();
    const events = {
      ...opened.events,
      append: async (...args: Parameters<typeof opened.events.append>) => {
        happened.push(...args[2]);
        await opened.events.append(...args);
      },
    };
    const parts = { db: opened.db, vault: opened.vault, events };
    people = createPeopleStore(parts);
    authenticators = createAuthenticators({
      store: {
        ...createAuthenticatorStore(parts),
        ...createTotpStore(parts),
        ...createPhoneStore(parts),
        ...createPasskeyStore(parts),
        ...createPasswordResetStore(parts),
      },
      throttles: createThrottleStore(parts),
      clock: { now: () => now },
    });
  });
  beforeEach(async () => {
    account = await person({});
    happened.length = 0;
  });
  afterAll(() => opened.close());

  async function person(stored: NewAuthenticators): Promise<string> {
    const made = newAccount({ email: `p${randomHex(4)}@example.com` }, randomHex(), now);
    await people.insertPerson(SANDBOX, { account: made, authenticators: stored }, []);
    return made.id;
  }
  const types = () => happened.map(({ type }) => type);
  const kinds = async (id = account) =>
    (await authenticators.list(SANDBOX, id)).map(({ kind }) => kind);
  const sentCode = () => (happened.at(-1)?.private as { code: string }).code;
  const enrolled = async (): Promise<void> => {
    await authenticators.totp.enrol(SANDBOX, account, 'ana@example.com');
  };
  const shown = async (): Promise<string> => {
    const { secret } = await authenticators.totp.enrol(SANDBOX, account, 'x');
    const { generate } = await import('otplib');
    return generate({ secret, epoch: now / 1000 });
  };
  const bound = async (): Promise<void> => {
    expect(await authenticators.totp.confirm(SANDBOX, account, await shown())).toEqual({
      ok: true,
      value: undefined,
    });
    now += 30_000;
  };
  const current = async () => (await authenticators.totp.currentCode(SANDBOX, account))?.code ?? '';

  it('sign a generated person in with password, TOTP code and recovery code', async () => {
    const order = { kinds: ['password', 'totp', 'recovery_codes', 'phone'], phone: PHONE } as const;
    const { stored, clear } = await generateAuthenticators({ ...order, uuid: 'f'.repeat(32) });
    account = await person(stored);
    const { password = '', recoveryCodes = [] } = clear;
    const claimant = { email: 'any@example.com', account };
    expect(await authenticators.password.verify(SANDBOX, claimant, password)).toEqual({
      ok: true,
      value: { account },
    });
    expect((await authenticators.totp.verify(SANDBOX, account, await current())).ok).toBe(true);
    expect(
      (await authenticators.recoveryCodes.verify(SANDBOX, account, recoveryCodes[3]!.toUpperCase()))
        .ok,
    ).toBe(true);
    expect((await kinds()).sort()).toEqual(['password', 'phone', 'recovery_codes', 'totp']);
    expect(
      (await authenticators.list(SANDBOX, account)).find(({ kind }) => kind === 'recovery_codes')
        ?.left,
    ).toBe(9);
  });

  it('hash a chosen password at OWASP cost and keep no secret in clear', async () => {
    expect(
      (await authenticators.password.bind(SANDBOX, account, 'violet otter 77 canoe', [])).ok,
    ).toBe(true);
    await enrolled();
    await authenticators.phone.enrol(SANDBOX, account, PHONE);
    const { secret } = await authenticators.totp.enrol(SANDBOX, account, 'x');
    const rows = JSON.stringify([
      await opened.db.query('SELECT secret FROM authenticators WHERE account_id = $1', [account]),
      await opened.db.query('SELECT secret FROM totp_enrolments WHERE account_id = $1', [account]),
      await opened.db.query('SELECT phone, code_digest FROM phone_codes WHERE account_id = $1', [
        account,
      ]),
    ]);
    expect(rows).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    for (const clear of ['violet', secret, PHONE, `"${sentCode()}"`])
      expect(rows).not.toContain(clear);
    expect(types()).toContain('authenticator.bound');
  });

  it('refuse a wrong password, an address without account and an account without password alike', async () => {
    await authenticators.password.bind(SANDBOX, account, 'violet otter 77 canoe', []);
    const bare = await person({});
    for (const claimant of [
      { email: 'a@example.com', account },
      { email: 'nobody@example.com' },
      { email: 'bare@example.com', account: bare },
    ])
      expect(await authenticators.password.verify(SANDBOX, claimant, 'violet otter')).toEqual({
        ok: false,
        reason: 'wrong_password_or_email',
      });
  });

  it('bind TOTP only after a code, show the same secret until then, and use that code up', async () => {
    const first = await authenticators.totp.enrol(SANDBOX, account, 'ana@example.com');
    expect((await authenticators.totp.enrol(SANDBOX, account, 'ana@example.com')).secret).toBe(
      first.secret,
    );
    expect(first.uri).toContain(`secret=${first.secret}`);
    const code = await shown();
    expect(await authenticators.totp.confirm(SANDBOX, account, other(code))).toMatchObject({
      reason: 'code_wrong',
    });
    expect(await kinds()).toEqual([]);
    expect((await authenticators.totp.confirm(SANDBOX, account, code)).ok).toBe(true);
    expect(await kinds()).toEqual(['totp']);
    expect(await authenticators.totp.verify(SANDBOX, account, code)).toMatchObject({
      reason: 'code_used',
    });
    expect(await authenticators.totp.confirm(SANDBOX, account, code)).toMatchObject({
      reason: 'nothing_to_confirm',
    });
  });

  it('count failures anew once they are bound anew (63B-4 section 3.2.2)', async () => {
    const verify = (password: string) =>
      authenticators.password.verify(SANDBOX, { email: 'a@example.com', account }, password);
    await authenticators.password.bind(SANDBOX, account, 'violet otter 77 canoe', []);
    for (let i = 0; i < 4; i++) await verify('wrong');
    expect(await verify('violet otter 77 canoe')).toMatchObject({ reason: 'throttled' });
    await authenticators.password.bind(SANDBOX, account, 'amber heron 31 kayak', []);
    expect((await verify('amber heron 31 kayak')).ok).toBe(true);
  });

  it('draw a new TOTP secret when an enrolment is an hour old', async () => {
    const first = await authenticators.totp.enrol(SANDBOX, account, 'x');
    now += 61 * MINUTE;
    expect((await authenticators.totp.enrol(SANDBOX, account, 'x')).secret).not.toBe(first.secret);
  });

  it('accept a TOTP code one step early or late, not two (RFC 6238 section 5.2)', async () => {
    await bound();
    const code = await current();
    now += 60_000;
    expect(await authenticators.totp.verify(SANDBOX, account, code)).toMatchObject({
      reason: 'code_wrong',
    });
    now -= 30_000;
    expect((await authenticators.totp.verify(SANDBOX, account, code)).ok).toBe(true);
  });

  it('accept one of eight parallel uses of a TOTP code, also for binding', async () => {
    const first = await shown();
    expect(kept(await eight(() => authenticators.totp.confirm(SANDBOX, account, first)))).toBe(1);
    now += 30_000;
    const code = await current();
    expect(kept(await eight(() => authenticators.totp.verify(SANDBOX, account, code)))).toBe(1);
    expect(types()).not.toContain('authenticator.failed');
  });

  it('accept one of eight parallel uses of a recovery code, and each code once', async () => {
    const [code = '', second = ''] = await authenticators.recoveryCodes.replace(SANDBOX, account);
    const verify = (typed: string) => authenticators.recoveryCodes.verify(SANDBOX, account, typed);
    expect(kept(await eight(() => verify(code)))).toBe(1);
    expect(await verify(code)).toMatchObject({ reason: 'code_used' });
    expect((await verify(second.replace(/-/g, ' '))).ok).toBe(true);
  });

  it('end earlier recovery codes with new ones', async () => {
    const [old = ''] = await authenticators.recoveryCodes.replace(SANDBOX, account);
    const codes = await authenticators.recoveryCodes.replace(SANDBOX, account);
    expect(new Set(codes).size).toBe(10);
    expect(await authenticators.recoveryCodes.verify(SANDBOX, account, old)).toMatchObject({
      reason: 'code_wrong',
    });
  });

  it('bind a phone by the code that was texted to it, once', async () => {
    await authenticators.phone.enrol(SANDBOX, account, PHONE);
    const code = sentCode();
    expect(await authenticators.phone.verify(SANDBOX, account, code)).toMatchObject({
      reason: 'code_wrong',
    });
    expect(kept(await eight(() => authenticators.phone.confirm(SANDBOX, account, code)))).toBe(1);
    expect(await authenticators.phone.sendCode(SANDBOX, account)).toEqual({
      ok: true,
      value: { phone: PHONE },
    });
    expect((await authenticators.phone.verify(SANDBOX, account, sentCode())).ok).toBe(true);
  });

  it('accept one of eight parallel uses of a phone code, and none after ten minutes (63B section 3.1.3)', async () => {
    account = await person({ phone: PHONE });
    await authenticators.phone.sendCode(SANDBOX, account);
    const code = sentCode();
    expect(kept(await eight(() => authenticators.phone.verify(SANDBOX, account, code)))).toBe(1);
    await authenticators.phone.sendCode(SANDBOX, account);
    const late = sentCode();
    now += 10 * MINUTE;
    expect(await authenticators.phone.verify(SANDBOX, account, late)).toMatchObject({
      reason: 'code_expired',
    });
  });

  it('end a sign-in code when another phone is bound', async () => {
    account = await person({ phone: PHONE });
    await authenticators.phone.sendCode(SANDBOX, account);
    const code = sentCode();
    await authenticators.phone.enrol(SANDBOX, account, '+12025550118');
    await authenticators.phone.confirm(SANDBOX, account, sentCode());
    expect(await authenticators.phone.verify(SANDBOX, account, code)).toMatchObject({
      reason: 'code_wrong',
    });
  });

  it('throttle texts, and refuse what is no number', async () => {
    for (const phone of ['2025550117', '+0', 'x', `+1${'2'.repeat(20)}`])
      expect(await authenticators.phone.enrol(SANDBOX, account, phone)).toMatchObject({
        reason: 'phone_invalid',
      });
    expect(await authenticators.phone.sendCode(SANDBOX, account)).toMatchObject({
      reason: 'no_phone',
    });
    const sends = await eight(() => authenticators.phone.enrol(SANDBOX, account, PHONE));
    expect(kept(sends)).toBe(2);
    expect(sends.find(({ ok }) => !ok)).toMatchObject({
      reason: 'throttled',
      details: { retry_after_ms: 30_000 },
    });
  });

  it('can be unbound, but for the password', async () => {
    account = await person({ passwordHash: 'h', phone: PHONE, recoveryCodes: ['a'] });
    const { unbind } = authenticators;
    expect(await unbind(SANDBOX, account, 'password')).toMatchObject({ reason: 'password_needed' });
    expect((await unbind(SANDBOX, account, 'recovery_codes')).ok).toBe(true);
    expect(await unbind(SANDBOX, account, 'recovery_codes')).toMatchObject({
      reason: 'unknown_authenticator',
    });
    expect(await authenticators.recoveryCodes.verify(SANDBOX, account, 'a')).toMatchObject({
      reason: 'code_wrong',
    });
    expect((await kinds()).sort()).toEqual(['password', 'phone']);
  });
});
