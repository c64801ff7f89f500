import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompactEncrypt, generateKeyPair, UnsecuredJWT } from 'jose';
import { describeOnBothEngines } from '../support/databases.js';
import { openControl, type Control } from './support.js';

const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
const ENVELOPE = {
  ...{ iss: 'https://api.idmelabs.com/oidc', aud: '0123456789abcdef0123456789abcdef' },
  ...{ sub: 'f00dfacef00dfacef00dfacef00dface', iat: 1_700_000_000, exp: 1_700_018_000 },
};
/** Values that nothing else here has. */
const PRIVATE = {
  ...{ fname: 'XAVIERA', mname: 'QUILL', lname: 'ZWINGLI', birth_date: '1951-02-03' },
  ...{ social: '666-12-9877', email: 'xaviera.zwingli@example.com', phone: '12065550177' },
  ...{ street: '77 Quarry Bend', city: 'Nowhereton', state: 'ZC', zip: '98799' },
};
const LOA3 = {
  ...{ ...ENVELOPE, uuid: ENVELOPE.sub, ...PRIVATE, multifactor: true, level_of_assurance: 3 },
  ...{ credential_ial: 'classic_loa3', credential_ial_highest: 'classic_loa3' },
  ...{ credential_aal: 2, credential_aal_highest: 2 },
};
const TEFCA = {
  ...{ ...ENVELOPE, given_name: 'XAVIERA', family_name: 'ZWINGLI', birthdate: '02/03/1951' },
  ...{ SSN: '666129877', gender: 'Female', phone_number: '+12065550177', jti: 'j-1' },
  ...{ identity_document_number: 'T7777777', address: { postal_code: '98799' } },
};
const OIDC = {
  ...{ ...ENVELOPE, given_name: 'XAVIERA', family_name: 'ZWINGLI', name: 'XAVIERA ZWINGLI' },
  ...{ phone: '12065550177', birth_date: '1951-02-03', social: '666129877' },
};

const jwt = (claims: object): string => new UnsecuredJWT({ ...claims }).encode();

describeOnBothEngines('POST /clients/:client_id/shape', (open) => {
  let control: Control;
  beforeAll(async () => {
    control = await openControl(undefined, open);
  });
  afterAll(() => control.close());
  const call: Control['call'] = (...args) => control.call(...args);

  const redirect_uris = ['http://localhost:3000/cb'];
  const client = async (profile_options: object = {}) =>
    (await call('POST', '/clients', { redirect_uris, profile_options })).body.client_id as string;
  const shape = async (id: string, token: string, policy?: string) =>
    call('POST', `/clients/${id}/shape`, { token, policy });
  const optionsOf = async (id: string) =>
    (await call('GET', `/clients/${id}`)).body.profile_options;

  /** What its persona brings the client then. */
  const claimsOf = async (client_id: string, person: string, scope: string) =>
    (await call('POST', '/sign-in', { client_id, person, scope, profile: 'idme', exchange: true }))
      .body.claims;

  it('sets claims, naming, format and policy of a quoted JWT as userinfo answers it', async () => {
    const id = await client();
    const { status, body } = await shape(id, JSON.stringify(jwt(LOA3)));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ client_id: id, policy: 'http://idmanagement.gov/ns/assurance/loa/3', ial: 2, aal: 2 },
      ...{ naming: 'idme', userinfo: 'quoted', persona: 'maria', unknown: [], unnamed: 0 },
    });
    expect(body.claims).toContainEqual({ name: 'fname', type: 'string' });
    expect(body.claims).toContainEqual({
      ...{ name: 'social', type: 'string', format: 'NNN-NN-NNNN' },
      here: { type: 'string', format: 'NNNNNNNNN' },
    });
    expect(body.claims).toContainEqual({
      ...{ name: 'birth_date', type: 'string', format: 'YYYY-MM-DD' },
    });
    expect(body.profile_options).toEqual(await optionsOf(id));
    const claims = await claimsOf(id, body.persona, `openid ${body.policy}`);
    const own = Object.keys(LOA3).filter((name) => name !== 'exp' && name !== 'iat');
    expect(Object.keys(claims)).toEqual(expect.arrayContaining(own));
    expect(claims).toMatchObject({ fname: 'Maria', credential_ial: 'classic_loa3' });
  });

  it('tells the namings apart, and the persona then brings the same names', async () => {
    for (const [naming, token] of [
      ['tefca', TEFCA],
      ['oidc', OIDC],
    ] as const) {
      const id = await client();
      const { body } = await shape(id, jwt(token));
      expect(body).toMatchObject({ naming, policy: IAL2, ial: 2 });
      expect(body.unknown).toEqual(naming === 'tefca' ? ['identity_document_number'] : []);
      const claims = await claimsOf(id, body.persona, `openid ${IAL2}`);
      const { identity_document_number: _, jti: __, ...expected } = token as typeof TEFCA;
      expect(Object.keys(claims)).toEqual(expect.arrayContaining(Object.keys(expected)));
      if (naming === 'tefca') expect(claims.birthdate).toMatch(/^\d\d\/\d\d\/\d{4}$/);
    }
  });

  it('takes claims of several styles as they are', async () => {
    const id = await client({ naming: 'tefca' });
    const { body } = await shape(id, jwt({ ...ENVELOPE, fname: 'A', given_name: 'A', SSN: '1' }));
    expect(body.naming).toBe('mixed');
    const claims = await claimsOf(id, body.persona, `openid ${IAL2}`);
    expect(claims).toMatchObject({ fname: 'Maria', given_name: 'Maria', SSN: expect.any(String) });
  });

  it('knows the format by the text: JSON, quoted, and of a bare JWT nothing', async () => {
    const id = await client({ userinfo: 'jwt' });
    expect((await shape(id, jwt(LOA3))).body).not.toHaveProperty('userinfo');
    expect((await optionsOf(id)).userinfo).toBe('jwt');
    expect((await shape(id, JSON.stringify(LOA3, null, 2))).body.userinfo).toBe('json');
    expect((await optionsOf(id)).userinfo).toBe('json');
    expect((await shape(id, ` ${JSON.stringify(jwt(LOA3))}\n`)).body.userinfo).toBe('quoted');
  });

  it('reads the answer of the token endpoint, and the list of attributes', async () => {
    const id = await client();
    const answered = JSON.stringify({
      access_token: 'a',
      token_type: 'bearer',
      id_token: jwt(OIDC),
    });
    expect((await shape(id, answered)).body).toMatchObject({ naming: 'oidc' });
    const attributes = [
      { handle: 'fname', name: 'First Name', value: 'XAVIERA' },
      { handle: 'zip', name: 'Zip Code', value: '98799-1234' },
      { handle: 'lname', name: 'Last Name', value: null },
    ];
    const { body } = await shape(id, JSON.stringify({ attributes, status: [] }));
    expect(body.claims).toEqual([
      { name: 'fname', type: 'string' },
      { name: 'lname', type: 'null' },
      {
        name: 'zip',
        type: 'string',
        format: 'NNNNN-NNNN',
        here: { type: 'string', format: 'NNNNN' },
      },
    ]);
    expect(body).toMatchObject({ ial: 1, naming: 'idme' });
  });

  describe('the policy', () => {
    const two = { ial: 2, aal: 2 } as const;

    it('is the only one of the client at that level, whose other policies stay', async () => {
      const shop = { ial: 1, aal: 1, claims: ['email'] };
      const id = await client({ policies: { acme: two, shop }, magic_values: 'idme' });
      const { body } = await shape(id, jwt(OIDC));
      expect(body.policy).toBe('acme');
      expect(await optionsOf(id)).toEqual({
        magic_values: 'idme',
        policies: { shop, acme: { ...two, claims: expect.any(Array), naming: 'oidc' } },
      });
      expect(await claimsOf(id, 'maria', 'openid acme')).toMatchObject({ given_name: 'Maria' });
    });

    it('is the one that the caller names, whose level is never lowered', async () => {
      const id = await client({ policies: { acme: two } });
      const { body } = await shape(id, jwt({ ...ENVELOPE, fname: 'X', email: 'x' }), 'acme');
      expect(body).toMatchObject({ policy: 'acme', ial: 1 });
      expect(body.profile_options.policies.acme).toMatchObject({
        ...two,
        claims: ['fname', 'email'],
      });
    });

    it('has to be said where several are of that level', async () => {
      const id = await client({ policies: { acme: two, other: two } });
      const { status, body } = await shape(id, jwt(OIDC));
      expect([status, body.errors[0]]).toMatchObject([
        422,
        { path: '/policy', known: ['acme', 'other'] },
      ]);
      expect((await shape(id, jwt(OIDC), 'other')).body.policy).toBe('other');
    });

    it('cannot be one that everybody knows to stand for less', async () => {
      const { status, body } = await shape(
        ...([await client(), jwt(OIDC)] as const),
        'http://idmanagement.gov/ns/assurance/loa/1',
      );
      expect([status, body.errors[0].path]).toEqual([422, '/policy']);
    });
  });

  it('does the same when it is asked again, and then changes nothing', async () => {
    const id = await client();
    const first = await shape(id, JSON.stringify(jwt(LOA3)));
    const changes = async () =>
      (await call('GET', `/events?type=client.changed&client_id=${id}`)).body.items.length;
    expect(await changes()).toBe(1);
    expect((await shape(id, JSON.stringify(jwt(LOA3)))).body).toEqual(first.body);
    expect(await changes()).toBe(1);
  });

  it('keeps, answers and tells no value of a token, nor a name that looks like one', async () => {
    const id = await client();
    const odd = { 'xaviera@example.com': 1, n666129877: 2, shoe_size: 'size-forty-one' };
    const { body } = await shape(id, JSON.stringify(jwt({ ...LOA3, ...odd })));
    expect(body).toMatchObject({ unknown: ['shoe_size'], unnamed: 2 });
    const refusals = [
      await shape(id, `{"fname":"XAVIERA"`),
      await shape(id, jwt(LOA3).replace('.', '.XAVIERA')),
      await shape('nobody', jwt(LOA3)),
      await call('POST', `/clients/${id}/shape`, { token: { ...PRIVATE } }),
    ];
    for (const { status } of refusals) expect(status).toBeGreaterThanOrEqual(400);
    const events = await call('GET', '/events?limit=200');
    const everything = JSON.stringify([
      ...[body, refusals.map((one) => one.body), events.body],
      ...(await tables(control)),
    ]);
    expect(everything).toContain('shoe_size');
    const values = [...Object.values(PRIVATE), ...['666129877', 'size-forty-one', 'xaviera@']];
    for (const value of values.filter((one) => one !== 'ZC'))
      expect(everything).not.toContain(value);
    expect(everything).not.toContain(ENVELOPE.sub);
  });
});

/** Every row of every table. */
async function tables({ db }: Control): Promise<readonly unknown[]> {
  const schema = readFileSync(join(process.cwd(), 'migrations/schema.sql'), 'utf8');
  const names = [...schema.matchAll(/CREATE TABLE "?(\w+)/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(20);
  return Promise.all(names.map((name) => db.query(`SELECT * FROM ${name}`, [])));
}

describe('what is no token', () => {
  let control: Control;
  let id: string;
  beforeAll(async () => {
    control = await openControl();
    const redirect_uris = ['http://localhost:3000/cb'];
    id = (await control.call('POST', '/clients', { redirect_uris })).body.client_id;
  });
  afterAll(() => control.close());
  const refusal = async (body: object, client = id) => {
    const { status, body: problem } = await control.call('POST', `/clients/${client}/shape`, body);
    return [status, problem.errors[0]?.path, problem.errors[0]?.message];
  };

  it.each([
    ['a', 'is neither a JWT nor a JSON object'],
    ['a.b.c', 'is neither a JWT nor a JSON object'],
    ['[1]', 'is neither a JWT nor a JSON object'],
    ['"""', 'is neither a JWT nor a JSON object'],
    ['"{"a":1', 'is neither a JWT nor a JSON object'],
    [`${jwt({ fname: 'A' }).split('.')[0]}.W10.`, 'is neither a JWT nor a JSON object'],
    ['{}', 'has no claim of a person'],
    ['{"shoe_size":1}', 'has no claim of a person'],
    ['{"attributes":[1,null,{"handle":7}]}', 'has no claim of a person'],
    [
      JSON.stringify(Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`a${i}`, 1]))),
      'has more than 100 members',
    ],
  ])('%s is refused', async (token, message) => {
    expect(await refusal({ token })).toEqual([422, '/token', message]);
  });

  it('a JWE is refused with what to do, however it is quoted', async () => {
    const { publicKey } = await generateKeyPair('RSA-OAEP');
    const jwe = await new CompactEncrypt(new TextEncoder().encode(jwt({ fname: 'A' })))
      .setProtectedHeader({ alg: 'RSA-OAEP', enc: 'A256CBC-HS512' })
      .encrypt(publicKey);
    for (const token of [jwe, JSON.stringify(jwe), JSON.stringify(JSON.stringify(jwe))])
      expect(await refusal({ token })).toEqual([
        422,
        '/token',
        "is encrypted (JWE): decrypt it with the client's key and send what is within",
      ]);
  });

  it('is refused by its size, and what else is wrong by its place', async () => {
    expect((await refusal({ token: 'x'.repeat(65_537) })).slice(0, 2)).toEqual([422, '/token']);
    expect((await refusal({})).slice(0, 2)).toEqual([422, '/token']);
    expect((await refusal({ token: 'a', policy: 'two words' })).slice(0, 2)).toEqual([
      422,
      '/policy',
    ]);
    expect((await refusal({ token: 'a', scope: 'x' })).slice(0, 2)).toEqual([422, '/scope']);
    expect((await refusal({ token: jwt({ fname: 'A' }) }, 'nobody'))[0]).toBe(404);
  });
});
