import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openControl, type Control } from './support.js';

let control: Control;
beforeAll(async () => {
  control = await openControl();
});
afterAll(() => control.close());
const call: Control['call'] = (...args) => control.call(...args);

describe('people', () => {
  it('makes an unproofed person with a password alone out of nothing', async () => {
    const { status, body } = await call('POST', '/people', {});
    expect(status).toBe(201);
    expect(body).toMatchObject({ ial: 1, state: 'active', authenticators: ['password'] });
    expect(body.uuid).toMatch(/^[0-9a-f]{32}$/);
    expect(body.email).toBe(`${body.id}@example.com`);
    expect(body.password.length).toBeGreaterThanOrEqual(22);
    expect((await call('GET', `/people/${body.id}`)).body.password).toBeUndefined();
  });

  it('makes a verified person with every kind of authenticator and tells the secrets once', async () => {
    const kinds = ['password', 'totp', 'phone', 'recovery_codes'];
    const { body } = await call('POST', '/people', { ial: 2, authenticators: kinds, tag: 'a' });
    expect(body.totp_secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(body.recovery_codes).toHaveLength(10);
    expect(body.verification).toMatchObject({ state: 'verified', pathway: 'preverified' });
    expect([...body.authenticators].sort()).toEqual([...kinds].sort());
    const { body: code } = await call('GET', `/people/${body.id}/totp`);
    expect(code.code).toMatch(/^\d{6}$/);
    expect(code.valid_for_seconds).toBeGreaterThan(0);
  });

  it('makes ten people from one persona without a collision', async () => {
    const made = await Promise.all(
      Array.from({ length: 10 }, () => call('POST', '/people', { persona: 'maria', ial: 2 })),
    );
    expect(made.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(new Set(made.map(({ body }) => body.ssn)).size).toBe(10);
    expect(new Set(made.map(({ body }) => body.given_name))).toEqual(new Set(['Maria']));
  });

  it('answers 200 for the same id and body again, 409 for another body', async () => {
    const request = { id: 'ada', given_name: 'Ada', password: 'correct horse battery' };
    expect((await call('POST', '/people', request)).status).toBe(201);
    const again = await call('POST', '/people', request);
    expect(again.status).toBe(200);
    expect(again.body.password).toBe(request.password);
    const other = await call('POST', '/people', { ...request, given_name: 'Eva' });
    expect(other.status).toBe(409);
    expect(other.body.errors[0].path).toBe('/id');
  });

  it('keeps every member of an address as OpenID Connect knows it', async () => {
    const address = {
      ...{ street_address: '12 Harbor Street', locality: 'Port Lumen', region: 'ZC' },
      ...{ postal_code: '98701', country: 'US', formatted: '12 Harbor Street, Port Lumen' },
    };
    const { body } = await call('POST', '/people', { address });
    expect(body.address).toEqual(address);
    expect((await call('GET', `/people/${body.id}`)).body.address).toEqual(address);
  });

  it('finds a person by id, address and persona, and 404 otherwise', async () => {
    const { body } = await call('POST', '/people', { email: 'Find.Me@example.com' });
    expect((await call('GET', '/people/find.me@example.com')).body.id).toBe(body.id);
    const maria = await call('GET', '/people/maria');
    expect(maria.body).toMatchObject({ id: 'maria', ial: 2, email: 'maria@example.com' });
    expect((await call('GET', '/people/maria@example.com')).body.uuid).toBe(maria.body.uuid);
    expect((await call('GET', '/people/nobody')).status).toBe(404);
  });

  it('makes a persona once when many ask at once', async () => {
    const asked = await Promise.all(Array.from({ length: 8 }, () => call('GET', '/people/james')));
    expect(new Set(asked.map(({ body }) => body.uuid)).size).toBe(1);
    expect(asked.every(({ status }) => status === 200)).toBe(true);
  });

  it.each([
    [{ email: 'not an address' }, '/email'],
    [{ ssn: '123' }, '/ssn'],
    [{ ssn: '123-45-6789' }, '/ssn'],
    [{ birthdate: '2001-02-30' }, '/birthdate'],
    [{ birthdate: '1899-12-31' }, '/birthdate'],
    [{ phone: '555' }, '/phone'],
    [{ ial: 3 }, '/ial'],
    [{ persona: 'nobody' }, '/persona'],
    [{ authenticators: ['pigeon'] }, '/authenticators/0'],
    [{ address: { street: 'x' } }, '/address/street_address'],
    [{ colour: 'red' }, '/colour'],
    [{ state: 'asleep' }, '/state'],
  ])('refuses %j and names the place', async (request, path) => {
    const { status, body, headers } = await call('POST', '/people', request);
    expect(status).toBe(422);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(body.type).toBe('urn:standin:problem:invalid');
    expect(body.errors.map((error: { path: string }) => error.path)).toContain(path);
  });

  it('says what is known where a member or a value is not', async () => {
    const { body } = await call('POST', '/people', { colour: 'red', state: 'asleep' });
    const known = Object.fromEntries(
      body.errors.map((e: { path: string; known: string[] }) => [e.path, e.known]),
    );
    expect(known['/colour']).toContain('given_name');
    expect(known['/state']).toContain('suspended');
  });

  it('refuses an address that is taken, also one of the catalogue', async () => {
    await call('POST', '/people', { email: 'taken@example.com' });
    expect((await call('POST', '/people', { email: 'taken@example.com' })).status).toBe(409);
    expect((await call('POST', '/people', { email: 'maria@example.com' })).status).toBe(409);
  });

  it('changes only what is named and forgets what is null', async () => {
    const { body: made } = await call('POST', '/people', {});
    const { body } = await call('PATCH', `/people/${made.id}`, {
      family_name: 'Kestrel',
      middle_name: null,
    });
    expect(body.family_name).toBe('Kestrel');
    expect(body.middle_name).toBeUndefined();
    expect(body.given_name).toBe(made.given_name);
    const bad = await call('PATCH', `/people/${made.id}`, { ssn: '123-45-6789' });
    expect(bad.status).toBe(422);
  });

  it('suspends, restores, revokes and closes, and refuses what the state does not allow', async () => {
    const { body: made } = await call('POST', '/people', { ial: 2 });
    const happen = (event: string) => call('POST', `/people/${made.id}/lifecycle`, { event });
    expect((await happen('suspend')).body.state).toBe('suspended');
    expect((await happen('suspend')).status).toBe(409);
    expect((await happen('restore')).body.state).toBe('active');
    expect((await happen('revoke_verification')).body).toMatchObject({
      ial: 1,
      verification: { state: 'revoked' },
    });
    expect((await happen('lapse_verification')).status).toBe(409);
    expect((await happen('close')).body).toMatchObject({ state: 'closed', email: '' });
    expect((await call('PATCH', `/people/${made.id}`, { given_name: 'X' })).status).toBe(409);
  });

  it('keeps the addresses of the catalogue for its own people', async () => {
    const { body } = await call('POST', '/people', {});
    const taken = await call('PATCH', `/people/${body.id}`, { email: 'Maria@example.com' });
    expect(taken.status).toBe(409);
    expect(taken.body.errors[0].path).toBe('/email');
  });

  it('deletes a person', async () => {
    const { body } = await call('POST', '/people', { email: 'gone@example.com' });
    expect((await call('DELETE', `/people/${body.id}`)).status).toBe(204);
    expect((await call('GET', `/people/${body.id}`)).status).toBe(404);
    expect((await call('DELETE', `/people/${body.id}`)).status).toBe(404);
    expect((await call('POST', '/people', { email: 'gone@example.com' })).status).toBe(201);
  });

  it('pages through people', async () => {
    const first = await call('GET', '/people?limit=2');
    expect(first.body.items).toHaveLength(2);
    const second = await call('GET', `/people?limit=2&after=${first.body.next}`);
    expect(second.body.items[0].id).not.toBe(first.body.items[1].id);
    expect((await call('GET', '/people?limit=0')).status).toBe(422);
    expect((await call('GET', '/people?limit=201')).status).toBe(422);
    expect((await call('GET', '/people?after=nobody')).status).toBe(422);
    expect((await call('GET', '/people?colour=red')).body.errors[0].path).toBe('/colour');
  });

  it('prints documents and pictures of anybody, worn as asked', async () => {
    const { body } = await call('POST', '/people', {});
    const portrait = await call('GET', `/people/${body.id}/pictures/selfie`);
    expect(portrait.headers['content-type']).toBe('image/jpeg');
    const front = `/people/${body.id}/documents/drivers_license/front.png`;
    const licence = await call('GET', `${front}?wear=blurred`);
    expect(licence.headers['content-type']).toBe('image/png');
    expect(licence.bytes.subarray(1, 4).toString()).toBe('PNG');
    const unknown = await call('GET', `${front}?wear=burnt`);
    expect(unknown.body.errors[0].known).toContain('blurred');
    const foreign = await call('GET', `${front}?wear=mrz_broken`);
    expect([foreign.status, foreign.body.errors[0].path]).toEqual([422, '/wear']);
    expect((await call('GET', `/people/${body.id}/documents/passport/back.png`)).status).toBe(404);
    expect((await call('GET', `/people/${body.id}/pictures/feet`)).status).toBe(404);
  }, 120_000);
});

describe('people elsewhere', () => {
  it('are not seen in another sandbox', async () => {
    await control.db.query(
      `INSERT INTO sandboxes (id, name, owner, created_at, expires_at) VALUES ('box', NULL, NULL, 1, NULL)`,
    );
    const { body } = await call('POST', '/s/box/control/v1/people', {});
    expect((await call('GET', `/s/box/control/v1/people/${body.id}`)).status).toBe(200);
    expect((await call('GET', `/people/${body.id}`)).status).toBe(404);
  });
});
