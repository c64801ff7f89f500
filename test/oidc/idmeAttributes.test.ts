import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createVisitor, describeProviders, signIn, type Running } from '../support/provider.js';
import { basic, form } from './driver.js';

const TWO = { ial: 2, aal: 2 };

describeProviders("ID.me's API for attributes", (start) => {
  let at: Running;
  beforeAll(async () => {
    at = await start();
  });
  afterAll(() => at.close());

  async function obtain(policy: object, person: Record<string, unknown> = {}) {
    const client = await at.client({ profile_options: { policies: { acme: policy } } });
    const who = await at.person({ persona: 'maria', ial: 2, ...person });
    const redirect_uri = client.redirect_uris[0];
    const asked = {
      client_id: client.client_id,
      redirect_uri,
      response_type: 'code',
      scope: 'acme',
    };
    const url = `${at.base}/oauth/authorize?${new URLSearchParams(asked).toString()}`;
    const back = await signIn(createVisitor(at.base), url, who);
    const code = back.searchParams.get('code') ?? '';
    const fields = { grant_type: 'authorization_code', code, redirect_uri };
    const answered = await fetch(`${at.base}/oauth/token`, form(fields, basic(client)));
    const { access_token: token } = (await answered.json()) as { access_token: string };
    return { client, who, token };
  }

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${at.base}/api/public${path}`, { headers });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it('lists the claims of the policy by handle, first name first; what has no value is null', async () => {
    const claims = ['uuid', 'fname', 'mname', 'zip'];
    const { token, who } = await obtain({ ...TWO, claims }, { persona: 'rowan' });
    const expected = {
      attributes: [
        { handle: 'fname', name: 'First Name', value: 'Rowan' },
        { handle: 'mname', name: 'Middle Name', value: null },
        { handle: 'zip', name: 'Zip Code', value: expect.stringMatching(/^\d{5}$/) },
        { handle: 'uuid', name: 'Unique Identifier', value: who.uuid },
      ],
      status: [{ group: 'identity', subgroups: ['IAL2'], verified: true }],
    };
    for (const path of ['/v3/attributes', '/v3/attributes.json']) {
      const response = await get(path, bearer(token));
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
      expect(await response.json()).toEqual(expected);
    }
  });

  it("tells the person's groups and subgroups", async () => {
    const groups = ['military:Veteran', 'teacher'];
    const { token } = await obtain({ ial: 1, aal: 1, claims: ['fname'] }, { groups });
    const { status } = (await (await get('/v3/attributes', bearer(token))).json()) as Listed;
    expect(status).toEqual([
      { group: 'military', subgroups: ['Veteran'], verified: true },
      { group: 'teacher', subgroups: [], verified: true },
    ]);
    const old = await (await get(`/v2/data.json?access_token=${token}`)).json();
    expect(old).toMatchObject({ affiliation: 'Veteran', group: 'military', verified: true });
  });

  interface Listed {
    readonly status: readonly object[];
  }

  it('is flat in version 2', async () => {
    const { token, who } = await obtain({ ...TWO, claims: ['fname', 'lname', 'email', 'zip'] });
    for (const path of ['/v2/attributes.json', '/v2/data.json']) {
      const body = await (await get(path, bearer(token))).json();
      expect(body).toEqual({
        ...{ id: who.uuid, uuid: who.uuid, fname: 'Maria', lname: 'Alvarez', zip: '98701' },
        ...{ email: who.email, verified: true, affiliation: 'IAL2', group: 'identity' },
      });
    }
  });

  it('answers any page of the web, by a token in the query and by JSONP', async () => {
    const { token } = await obtain({ ...TWO, claims: ['fname'] });
    const response = await get(`/v3/attributes.json?access_token=${token}&callback=app.done`, {
      origin: 'https://elsewhere.example.com',
    });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
    const [, json = ''] = /^\/\*\*\/app\.done\((.*)\);$/.exec(await response.text()) ?? [];
    expect(JSON.parse(json)).toMatchObject({
      attributes: [{ handle: 'fname', value: 'Maria' }, {}],
    });
    const preflight = await fetch(`${at.base}/api/public/v3/attributes`, { method: 'OPTIONS' });
    expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([
      204,
      'authorization, x-api-origin',
    ]);
  });

  it.each(['alert(1)//', 'a b', '<script>', 'x'.repeat(101)])(
    'runs no callback that is no name: %s',
    async (callback) => {
      const query = new URLSearchParams({ callback, access_token: 'nothing' });
      const response = await get(`/v3/attributes.json?${query.toString()}`);
      expect([response.status, await response.json()]).toEqual([
        400,
        { error: 'invalid_request', error_description: expect.stringContaining('callback') },
      ]);
    },
  );

  it('refuses a token that is missing or wrong (RFC 6750 section 3.1)', async () => {
    for (const path of ['/v3/attributes', '/v2/data.json?access_token=nothing']) {
      const response = await get(path);
      expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([
        ...[401, '*'],
      ]);
      expect(response.headers.get('www-authenticate')).toContain('invalid_token');
    }
  });

  it('withholds what the person unticked', async () => {
    const client = await at.client({ profile_options: { policies: { acme: TWO } } });
    const person = await at.person({ persona: 'maria', ial: 2 });
    const report = await at.control<{ tokens: { access_token: string } }>('POST', '/sign-in', {
      ...{ client_id: client.client_id, person: person.id, scope: 'acme', profile: 'idme' },
      ...{ exchange: true, consent: { attributes: ['given_name', 'email'] } },
    });
    const response = await get('/v3/attributes', bearer(report.tokens.access_token));
    const { attributes } = (await response.json()) as { attributes: { handle: string }[] };
    const handles = attributes.map(({ handle }) => handle);
    expect(handles).toEqual(expect.arrayContaining(['fname', 'email', 'uuid']));
    for (const name of ['lname', 'social', 'zip', 'phone']) expect(handles).not.toContain(name);
  });

  it('lists the policies of a client, and refuses a wrong secret and an unknown client', async () => {
    const policies = {
      acme_verified: TWO,
      'http://idmanagement.gov/ns/assurance/loa/1': { ial: 1, aal: 1 },
    };
    const { client_id, client_secret } = await at.client({ profile_options: { policies } });
    const expected = [
      { name: 'Acme Verified', handle: 'acme_verified', active: true, groups: [] },
      expect.objectContaining({ handle: 'http://idmanagement.gov/ns/assurance/loa/1' }),
    ];
    for (const query of [{ client_id }, { client_id, client_secret }]) {
      const path = `/v3/policies?${new URLSearchParams(query).toString()}`;
      expect(await (await get(path)).json()).toEqual(expected);
    }
    for (const query of [{ client_id: 'nobody' }, {}, { client_id, client_secret: 'wrong' }]) {
      const path = `/v3/policies.json?${new URLSearchParams(query).toString()}`;
      const response = await get(path);
      expect([response.status, await response.json()]).toMatchObject([
        400,
        { error: 'invalid_client' },
      ]);
    }
  });
});
