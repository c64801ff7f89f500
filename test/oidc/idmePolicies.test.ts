import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { createVisitor, describeProviders, signIn, type Running } from '../support/provider.js';
import { basic, form } from './driver.js';

const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
const TWO = { ial: 2, aal: 2 };
const ENVELOPE = ['iss', 'sub', 'aud', 'iat', 'exp', 'at_hash', 'auth_time', 'acr', 'amr', 'nonce'];

describeProviders('the policies of a client (profile idme)', (start) => {
  let at: Running;
  beforeAll(async () => {
    at = await start();
  });
  afterAll(() => at.close());

  interface Wishes {
    readonly options: object;
    readonly scope: string;
    readonly person?: object;
    readonly keep?: (attribute: string) => boolean;
  }

  /** Signs in by the pages; answers what was released, by ID token and by userinfo, and what the consent page named. */
  async function obtain({ options, scope, person = {}, keep }: Wishes) {
    const client = await at.client({ profile_options: options });
    const maria = await at.person({ persona: 'maria', ial: 2, ...person });
    const redirect_uri = client.redirect_uris[0];
    const { client_id } = client;
    const asked = { client_id, redirect_uri, response_type: 'code', state: 'abc', scope };
    const visitor = createVisitor(at.base);
    const consent = { names: [] as string[] };
    const get = visitor.get.bind(visitor);
    const watching = {
      ...visitor,
      get,
      submit: async (page: Awaited<ReturnType<typeof get>>, fields: object) => {
        if (!page.url.endsWith('/consent')) return visitor.submit(page, fields);
        consent.names = attributesOn(page.html);
        if (!keep) return visitor.submit(page, fields);
        const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
        const body = new URLSearchParams({ csrf, decision: 'allow' });
        for (const name of consent.names.filter(keep)) body.append('attribute', name);
        return visitor.post(page.url, body);
      },
    };
    const url = `${at.base}/oauth/authorize?${new URLSearchParams(asked).toString()}`;
    const back = await signIn(watching, url, maria);
    const code = back.searchParams.get('code') ?? '';
    const fields = { grant_type: 'authorization_code', code, redirect_uri };
    const answered = await fetch(`${at.base}/oauth/token`, form(fields, basic(client)));
    const tokens = (await answered.json()) as Record<string, string>;
    const userinfo = await fetch(`${at.base}/api/public/v3/userinfo`, {
      headers: { authorization: `Bearer ${tokens['access_token']}` },
    });
    const told = decodeJwt((await userinfo.json()) as string);
    const idToken = tokens['id_token'] === undefined ? undefined : decodeJwt(tokens['id_token']);
    return { maria, consent, told, idToken, tokens };
  }

  const attributesOn = (html: string): string[] =>
    [...html.matchAll(/data-testid="attribute-(\w+)"/g)].map(([, name = '']) => name);

  const own = (claims: object): Record<string, unknown> =>
    Object.fromEntries(Object.entries(claims).filter(([name]) => !ENVELOPE.includes(name)));

  it('releases what its list says, in ID token and userinfo alike, and asks consent for that', async () => {
    const policies = {
      acme: { ...TWO, claims: ['fname', 'lname', 'birth_date', 'credential_ial'] },
    };
    const { told, idToken, tokens, maria } = await obtain({
      options: { policies },
      scope: 'openid acme',
    });
    const expected = {
      ...{ uuid: maria.uuid, fname: 'Maria', lname: 'Alvarez' },
      ...{ birth_date: '1991-06-14', credential_ial: 2 },
    };
    expect(own(told)).toEqual(expected);
    expect(own(idToken ?? {})).toEqual(expected);
    expect(tokens['scope']?.split(' ')).toContain('acme');
  });

  it('names claims as OpenID Connect does where ID.me was seen to', async () => {
    const { told } = await obtain({ options: { naming: 'oidc' }, scope: IAL2 });
    expect(told).toMatchObject({
      ...{ given_name: 'Maria', middle_name: 'Elena', family_name: 'Alvarez' },
      ...{ name: 'Maria Elena Alvarez', birth_date: '1991-06-14', zip: '98701' },
      ...{ social: expect.stringMatching(/^\d{9}$/), credential_ial: 2 },
    });
    expect(told).not.toHaveProperty('fname');
  });

  it('names and writes them as the policies of TEFCA do', async () => {
    const policies = { [IAL2]: { ...TWO, naming: 'tefca' } };
    const { told } = await obtain({ options: { policies }, scope: `openid ${IAL2}` });
    expect(told).toMatchObject({
      ...{ given_name: 'Maria', family_name: 'Alvarez', birthdate: '06/14/1991', gender: 'Female' },
      ...{
        SSN: expect.stringMatching(/^\d{9}$/),
        phone_number: expect.stringMatching(/^\+1\d{10}$/),
      },
      address: {
        formatted: '1420 Heron Street\nPort Larkin, ZC 98701',
        ...{ street_address: '1420 Heron Street', locality: 'Port Larkin', region: 'ZC' },
        ...{ postal_code: '98701', country: 'US' },
      },
    });
    for (const name of ['fname', 'birth_date', 'social', 'phone', 'zip'])
      expect(told).not.toHaveProperty(name);
  });

  it('renames what its list says by its own naming', async () => {
    const policies = { acme: { ...TWO, claims: ['fname', 'zip', 'email'], naming: 'tefca' } };
    const { told, maria } = await obtain({ options: { policies }, scope: 'acme' });
    expect(own(told)).toEqual({
      ...{ uuid: maria.uuid, given_name: 'Maria', email: maria.email },
      address: expect.objectContaining({ postal_code: '98701' }),
    });
  });

  it('tells at the first level what the person says, when it lists that (reference default)', async () => {
    const policies = { shop: { ial: 1, aal: 1, claims: ['fname', 'lname', 'zip', 'email'] } };
    const { told, maria } = await obtain({
      ...{ options: { policies }, scope: 'openid shop' },
      person: { ial: 1 },
    });
    expect(own(told)).toEqual({
      ...{ uuid: maria.uuid, email: maria.email },
      ...{ fname: 'Maria', lname: 'Alvarez', zip: '98701' },
    });
  });

  it.each([
    ['military', { fname: 'Maria', lname: 'Alvarez', zip: '98701' }],
    ['login', { multifactor: true, level_of_assurance: 1 }],
    ['http://idmanagement.gov/ns/assurance/loa/3/vets', { fname: 'Maria', credential_ial: 2 }],
  ])('are those of everybody for %s, until the client says otherwise', async (scope, expected) => {
    const { told, tokens } = await obtain({ options: {}, scope });
    expect(told).toMatchObject(expected);
    expect(tokens['scope']?.split(' ')).toContain(scope);
    const policies = { [scope]: { ...TWO, claims: ['lname'] } };
    const { told: own, maria } = await obtain({ options: { policies }, scope });
    expect(Object.keys(own).sort()).toEqual(
      ['aud', 'exp', 'iat', 'iss', 'lname', 'sub', 'uuid'].sort(),
    );
    expect(own['uuid']).toBe(maria.uuid);
  });

  describe('consent', () => {
    it('names what the policy releases, and withholds everywhere what was unticked', async () => {
      const policies = { acme: { ...TWO, claims: ['fname', 'lname', 'email', 'social', 'zip'] } };
      const { told, idToken, consent } = await obtain({
        ...{ options: { policies }, scope: 'openid acme' },
        keep: (attribute) => attribute !== 'ssn',
      });
      expect(consent.names.sort()).toEqual(['email', 'name', 'postal_code', 'ssn']);
      for (const claims of [told, idToken]) {
        expect(claims).toMatchObject({ fname: 'Maria', zip: '98701' });
        expect(claims).not.toHaveProperty('social');
      }
    });

    it('names the whole address where more of it is told than the ZIP code, of which each can be withheld', async () => {
      for (const [claims, line] of [
        [['fname', 'city', 'zip'], 'address'],
        [['fname', 'zip'], 'postal_code'],
      ] as const) {
        const { told, consent } = await obtain({
          ...{ options: { policies: { acme: { ...TWO, claims } } }, scope: 'acme' },
          keep: (attribute) => attribute === 'name',
        });
        expect(consent.names.sort()).toEqual([line, 'name'].sort());
        expect(told).toMatchObject({ fname: 'Maria' });
        for (const name of ['city', 'zip']) expect(told).not.toHaveProperty(name);
      }
    });
  });
});
