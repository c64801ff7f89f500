import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BASE, openControl, type Control } from './support.js';

const redirect_uris = ['http://127.0.0.1:7199/cb'];
const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
let control: Control;
let client_id: string;
beforeAll(async () => {
  control = await openControl();
  client_id = (await call('POST', '/clients', { client_name: 'App', redirect_uris })).body
    .client_id;
});
afterAll(() => control.close());
const call: Control['call'] = (...args) => control.call(...args);
const person = async (request: object = {}) => (await call('POST', '/people', request)).body;
const happen = (id: string, event: string, members: object = {}) =>
  call('POST', `/people/${id}/lifecycle`, { event, ...members });
const signIn = async (id: string, scope = 'openid profile email identity') =>
  (await call('POST', '/sign-in', { client_id, scope, person: id, exchange: true })).body;
const userinfo = (token: string) =>
  control.deps.inject({
    method: 'GET',
    url: '/connect/userinfo',
    headers: { host: new URL(BASE).host, authorization: `Bearer ${token}` },
  });
const eventsOf = async (id: string) =>
  (
    await control.db.query<{ type: string }>(
      `SELECT type FROM events WHERE sandbox_id = 'default' AND account_id = $1 ORDER BY seq`,
      [id],
    )
  ).map(({ type }) => type);
const until = async (holds: () => Promise<boolean>) => {
  while (!(await holds())) await new Promise((done) => setTimeout(done, 20));
};

describe('what keeps a person out', () => {
  it.each([
    ['lock', 'unlock', 'locked', 'the account is locked', 'account.locked'],
    ['hold', 'release', 'held', 'the account is held', 'account.held'],
    [
      'report_fraud',
      'release',
      'fraud',
      'the account was reported for fraud',
      'account.fraud_reported',
    ],
    ['deceased', 'release', 'deceased', 'the person is reported to have died', 'account.deceased'],
  ])('%s ends tokens and refuses sign-in until %s', async (event, back, word, says, type) => {
    const { id } = await person({ ial: 2, authenticators: ['password', 'totp'] });
    const { tokens } = await signIn(id);
    expect((await userinfo(tokens.access_token)).status).toBe(200);

    const happened = await happen(id, event);
    expect(happened.status).toBe(200);
    expect(happened.body.restrictions).toEqual([word]);
    expect((await userinfo(tokens.access_token)).status).toBe(401);
    expect(await signIn(id)).toMatchObject({ error: 'access_denied', error_description: says });
    expect((await happen(id, event)).status).toBe(409);
    expect((await eventsOf(id)).filter((one) => one === type)).toHaveLength(1);

    expect((await happen(id, back)).body.restrictions).toEqual([]);
    expect((await signIn(id, 'openid')).outcome).toBe('redirected');
  });

  it.each(['suspend', 'close', 'lock'])('%s ends sessions and grants for good', async (event) => {
    const { id, uuid } = await person();
    await signIn(id, 'openid');
    const left = async () =>
      (
        await control.db.query(
          `SELECT id FROM oidc_models WHERE sandbox_id = 'default' AND account_id = $1`,
          [uuid],
        )
      ).length;
    expect(await left()).toBeGreaterThan(0);
    await happen(id, event);
    await until(async () => (await left()) === 0);
  });

  it.each(['report_fraud', 'deceased'])('%s takes the verification back', async (event) => {
    const { id } = await person({ ial: 2 });
    const { body } = await happen(id, event);
    expect(body).toMatchObject({ ial: 1, verification: { state: 'revoked' } });
  });

  it('makes personas in the state of their story', async () => {
    expect((await call('GET', '/people/victor')).body.restrictions).toEqual(['locked']);
    expect((await call('GET', '/people/dana')).body.restrictions).toEqual(['held']);
    expect((await signIn('victor')).error).toBe('access_denied');
    expect((await happen('victor', 'unlock')).body.restrictions).toEqual([]);
    expect((await signIn('victor', 'openid')).error).toBeUndefined();
  });

  it('releases only what is held, and a closed account never', async () => {
    const { id } = await person();
    expect((await happen(id, 'release')).status).toBe(409);
    await happen(id, 'close');
    for (const event of ['hold', 'lock', 'report_fraud', 'deceased', 'change_name'])
      expect(
        (await happen(id, event, event === 'change_name' ? { family_name: 'X' } : {})).status,
      ).toBe(409);
  });
});

describe('what changes in a life', () => {
  it('a name changes in account, verification and tokens, and the sources know both names', async () => {
    const { id, family_name, uuid } = await person({
      ial: 2,
      authenticators: ['password', 'totp'],
    });
    const { body } = await happen(id, 'change_name', { family_name: 'Newname', middle_name: null });
    expect(body).toMatchObject({ family_name: 'Newname', ial: 2 });
    expect(body.middle_name).toBeUndefined();
    expect((await signIn(id)).claims).toMatchObject({ sub: uuid, family_name: 'Newname' });
    const record = await control.deps.records.get('default', id);
    expect(record?.attributes.family_name).toBe('Newname');
    expect(record?.former?.[0]?.family_name).toBe(family_name);
    expect((await eventsOf(id)).filter((type) => type === 'account.name_changed')).toHaveLength(1);
  });

  it('an address changes where the partner reads it', async () => {
    const { id } = await person({ ial: 2, authenticators: ['password', 'totp'] });
    const address = {
      ...{ street_address: '9 New Street', locality: 'Tacoma', region: 'WA' },
      ...{ postal_code: '98402', country: 'US' },
    };
    await happen(id, 'change_address', { address });
    const { claims } = await signIn(id, `openid identity ${IAL2}`);
    expect(claims.address).toMatchObject({ locality: 'Tacoma' });
  });

  it('a phone changes with the authenticator bound to it', async () => {
    const { id, phone } = await person({ authenticators: ['password', 'phone'] });
    await happen(id, 'change_phone', { phone: '+12065550177' });
    expect(phone).not.toBe('+12065550177');
    const sent = await control.deps.authenticators.phone.sendCode('default', id);
    expect(sent).toMatchObject({ ok: true, value: { phone: '+12065550177' } });
  });

  it('an e-mail address changes, and the earlier one is told', async () => {
    const { id, email } = await person();
    const { body } = await happen(id, 'change_email', { email: `new-${id}@example.com` });
    expect(body.email).toBe(`new-${id}@example.com`);
    const told = async () => (await call('GET', `/messages?to=${email}`)).body.items;
    await until(async () => (await told()).length > 0);
    expect((await told())[0].subject).toBe('Your e-mail address was changed');
    const taken = await happen(id, 'change_email', { email: 'maria@example.com' });
    expect(taken.status).toBe(409);
    expect(taken.body.errors[0].path).toBe('/email');
  });

  it('a death is known to the sources from its day on', async () => {
    const { id, birthdate } = await person();
    const early = await happen(id, 'deceased', { on: '1900-01-01' });
    expect(early.body.errors[0]).toMatchObject({ path: '/on' });
    expect(birthdate > '1900-01-01').toBe(true);
    const late = await happen(id, 'deceased', { on: '2999-01-01' });
    expect(late.body.errors[0]).toMatchObject({ path: '/on' });
    await happen(id, 'deceased', { on: '2026-02-03' });
    expect((await control.deps.records.get('default', id))?.deceased_on).toBe('2026-02-03');
  });
});

describe('merging', () => {
  it('closes one account and gives its verification and groups to the other', async () => {
    const from = await person({ ial: 2, groups: ['veterans'] });
    const into = await person({ groups: ['staff'], authenticators: ['password', 'totp'] });
    const { body } = await happen(from.id, 'merge_into', { into: into.email });
    expect(body).toMatchObject({ state: 'closed', merged_into: into.id, email: '' });
    const goesOn = (await call('GET', `/people/${into.id}`)).body;
    expect(goesOn).toMatchObject({ ial: 2, groups: ['staff', 'veterans'] });
    expect((await signIn(into.id)).claims).toMatchObject({ sub: into.uuid, ial: '2' });
    expect(await eventsOf(from.id)).toContain('account.merged');
    expect((await happen(into.id, 'revoke_verification')).body.ial).toBe(1);
  });

  it('frees the number of who was closed: no duplicate stands in the way of another verification', async () => {
    const from = await person({ ial: 2 });
    await happen(from.id, 'close');
    const [row] = await control.db.query<{ ssn_index: string | null }>(
      `SELECT ssn_index FROM verifications WHERE sandbox_id = 'default' AND account_id = $1`,
      [from.id],
    );
    expect(row?.ssn_index).toBeNull();
  });

  it.each([
    ['nobody', 422],
    ['itself', 422],
    ['closed', 409],
  ])('refuses to merge into %s', async (whom, status) => {
    const { id } = await person();
    const closed = await person({ state: 'closed' });
    const into = { nobody: 'nobody-at-all', itself: id, closed: closed.id }[whom];
    const refusal = await happen(id, 'merge_into', { into });
    expect(refusal.status).toBe(status);
    expect(refusal.body.errors[0].path).toBe('/into');
  });
});

describe('bad events', () => {
  it.each([
    ['suspend', { phone: '+12065550100' }, '/phone'],
    ['change_name', {}, '/given_name'],
    ['change_name', { address: undefined, email: 'a@example.com' }, '/email'],
    ['change_address', {}, '/address'],
    ['change_phone', {}, '/phone'],
    ['change_phone', { phone: '12' }, '/phone'],
    ['change_email', {}, '/email'],
    ['merge_into', {}, '/into'],
    ['deceased', { on: 'yesterday' }, '/on'],
    ['elope', {}, '/event'],
  ])('%s with %j names the place', async (event, members, path) => {
    const { id } = await person();
    const { status, body } = await happen(id, event, members);
    expect(status).toBe(422);
    expect(body.errors.map((error: { path: string }) => error.path)).toContain(path);
  });

  it('lists every event with its members', async () => {
    const { body } = await call('GET', '/catalogue/events');
    expect(body.items).toContainEqual(
      expect.objectContaining({ id: 'change_phone', kind: 'lifecycle', members: ['phone'] }),
    );
    expect(body.items).toContainEqual(
      expect.objectContaining({ id: 'account.phone_changed', kind: 'stream' }),
    );
    expect(body.next).toBeUndefined();
  });
});

describe('lists of people', () => {
  it('keep to a tag, a state and a persona', async () => {
    const { id } = await person({ tag: 'kept', persona: 'maria' });
    const other = await person({ tag: 'kept', state: 'suspended' });
    const ids = async (query: string) =>
      (await call('GET', `/people?${query}`)).body.items.map((one: { id: string }) => one.id);
    expect(await ids('tag=kept')).toEqual([id, other.id]);
    expect(await ids('tag=kept&state=suspended')).toEqual([other.id]);
    expect(await ids('tag=kept&persona=maria')).toEqual([id]);
    expect((await call('GET', '/people?state=asleep')).body.errors[0].known).toContain('closed');
  });
});
