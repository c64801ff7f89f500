import { afterEach, expect, it } from '@jest/globals';
import * as oidc from 'openid-client';
import {
  createVisitor,
  describeProviders,
  signIn,
  type Client,
  type Running,
} from '../support/provider.js';
import { basic, cast, discover, form, obtain, redeem, request, type Request } from './driver.js';

const OFFLINE = { scope: 'openid email offline_access', prompt: 'consent' };

describeProviders('the provider', (start) => {
  let at: Running;
  const running: Running[] = [];
  const begin = async () => {
    at = await start();
    running.push(at);
  };
  afterEach(async () => {
    for (const each of running.splice(0).reverse()) await each.close();
  });

  const codeFields = (client: Client, { verifier }: Request, back: URL) => ({
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: client.redirect_uris[0],
    code_verifier: verifier,
  });
  const post = async (url: string, client: Client, fields: Record<string, string>) => {
    const response = await fetch(url, form(fields, basic(client)));
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  const eightTimes = async (
    bases: readonly string[],
    client: Client,
    fields: Record<string, string>,
  ) => {
    const calls = Array.from({ length: 8 }, (_, i) =>
      post(`${bases[i % bases.length]}/connect/token`, client, fields),
    );
    return Promise.all(calls);
  };
  const userinfoStatus = async (base: string, token = '') =>
    (await fetch(`${base}/connect/userinfo`, { headers: { authorization: `Bearer ${token}` } }))
      .status;

  it('redeems a code once, of eight requests at once, and ends what was issued (RFC 6749 section 4.1.2)', async () => {
    await begin();
    const { person, party, visitor } = await cast(at);
    const asked = await request(party);
    const back = await signIn(visitor, asked.url.href, person);
    const answers = await eightTimes(
      [at.base],
      party.client,
      codeFields(party.client, asked, back),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ body }) => body['error'] === 'invalid_grant').length).toBe(
      8 - won.length,
    );
    const again = await post(
      `${at.base}/connect/token`,
      party.client,
      codeFields(party.client, asked, back),
    );
    expect(again.body['error']).toBe('invalid_grant');
    expect(await userinfoStatus(at.base, won[0]?.body['access_token'])).toBe(401);
  });

  it('redeems a refresh token once, of eight requests at once, and ends the family', async () => {
    await begin();
    const { person, party, visitor } = await cast(at);
    const { refresh_token = '' } = await obtain(party, visitor, person, OFFLINE);
    const fields = { grant_type: 'refresh_token', refresh_token };
    const answers = await eightTimes([at.base], party.client, fields);
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    for (const { body } of won)
      expect(await userinfoStatus(at.base, body['access_token'])).toBe(401);
  });

  it('keeps sessions, codes, tokens and keys over a restart', async () => {
    await begin();
    const { person, party, visitor } = await cast(at);
    const tokens = await obtain(party, visitor, person, OFFLINE);
    const asked = await request(party);
    const { left } = await visitor.get(asked.url.href);
    await at.restart();
    expect(await userinfoStatus(at.base, tokens.access_token)).toBe(200);
    expect((await redeem(party, asked, left as URL)).claims()?.sub).toBe(person.uuid);
    const next = await request(party, { prompt: 'none' });
    expect((await visitor.get(next.url.href)).left?.searchParams.has('code')).toBe(true);
    const renewed = await oidc.refreshTokenGrant(party.config, tokens.refresh_token ?? '');
    expect(renewed.claims()?.sub).toBe(person.uuid);
  });

  it('stops what a suspended account was given, and starts nothing new', async () => {
    await begin();
    const { person, party, visitor } = await cast(at);
    const tokens = await obtain(party, visitor, person, OFFLINE);
    await at.control('POST', `/people/${person.id}/lifecycle`, { event: 'suspend' });
    expect(await userinfoStatus(at.base, tokens.access_token)).toBe(401);
    const renewed = oidc.refreshTokenGrant(party.config, tokens.refresh_token ?? '');
    await expect(renewed).rejects.toMatchObject({ error: 'invalid_grant' });
    const { left } = await visitor.get((await request(party, { prompt: 'none' })).url.href);
    expect(left?.searchParams.get('error')).toBe('login_required');
  });

  it("ends a client's grants when the person withdraws the consent", async () => {
    await begin();
    const { person, party, visitor } = await cast(at);
    const tokens = await obtain(party, visitor, person, OFFLINE);
    let page = await visitor.get(`${at.base}/account`);
    expect(page.html).toContain('Test app');
    const action = /action="([^"]*(?:revoke|partners)[^"]*)"/.exec(page.html)?.[1] ?? '';
    const csrf = /name="csrf" value="([^"]*)"/.exec(page.html)?.[1] ?? '';
    const client = /name="client(?:_id)?" value="([^"]*)"/.exec(page.html)?.[1];
    page = await visitor.post(new URL(action, at.base).href, {
      csrf,
      ...(client === undefined ? {} : { client }),
    });
    expect(page.status).toBe(200);
    expect(await userinfoStatus(at.base, tokens.access_token)).toBe(401);
    const renewed = oidc.refreshTokenGrant(party.config, tokens.refresh_token ?? '');
    await expect(renewed).rejects.toMatchObject({ error: 'invalid_grant' });
    const { left } = await visitor.get((await request(party, { prompt: 'none' })).url.href);
    expect(left?.searchParams.get('error')).toBe('consent_required');
  });

  it('ends the session of one account when another signs in over it', async () => {
    await begin();
    const { person: first, party, visitor } = await cast(at);
    const tokens = await obtain(party, visitor, first);
    const copy = createVisitor(at.base);
    copy.cookies.push(...visitor.cookies);
    const second = await at.person();
    const asked = await request(party, { prompt: 'login' });
    const back = await signIn(visitor, asked.url.href, second);
    expect((await redeem(party, asked, back)).claims()?.sub).toBe(second.uuid);
    const { left } = await copy.get((await request(party, { prompt: 'none' })).url.href);
    expect(left?.searchParams.get('error')).toBe('login_required');
    expect(await userinfoStatus(at.base, tokens.access_token)).toBe(401);
  });

  it("answers by a client's new metadata at once", async () => {
    await begin();
    const { person, party, visitor } = await cast(at);
    await obtain(party, visitor, person);
    await at.control('PATCH', `/clients/${party.client.client_id}`, {
      redirect_uris: ['http://localhost:3998/elsewhere'],
    });
    const page = await visitor.get((await request(party)).url.href);
    expect(page.left).toBeUndefined();
    expect(page.status).toBe(400);
  });

  it('makes nothing of one profile worth anything in another (decision 12)', async () => {
    await begin();
    const { person, party, visitor } = await cast(at);
    const { client } = party;
    const asked = await request(party);
    const back = await signIn(visitor, asked.url.href, person);
    const fields = codeFields(client, asked, back);
    expect((await post(`${at.base}/oauth/token`, client, fields)).body['error']).toBe(
      'invalid_grant',
    );
    const tokens = await redeem(party, asked, back);
    const atIdme = await fetch(`${at.base}/api/public/v3/userinfo`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(atIdme.status).toBe(401);
    const { refresh_token = '' } = await obtain(party, visitor, person, OFFLINE);
    const refresh = { grant_type: 'refresh_token', refresh_token };
    expect((await post(`${at.base}/oauth/token`, client, refresh)).body['error']).toBe(
      'invalid_grant',
    );
  });

  it('makes nothing of one sandbox worth anything in another', async () => {
    await begin();
    const base = await at.sandbox('other');
    const { person, party, visitor } = await cast(at);
    const { client } = party;
    const given = { client_id: client.client_id, client_secret: client.client_secret };
    const there = await discover(base, await at.client(given, 'other'));
    const asked = await request(party);
    const back = await signIn(visitor, asked.url.href, person);
    const stranger = await post(`${base}/connect/token`, client, codeFields(client, asked, back));
    expect(stranger.body['error']).toBe('invalid_grant');
    const tokens = await redeem(party, asked, back);
    expect(await userinfoStatus(base, tokens.access_token)).toBe(401);
    const silent = await visitor.get((await request(there, { prompt: 'none' })).url.href);
    expect(silent.left?.searchParams.get('error')).toBe('login_required');
    const forged = createVisitor(at.base);
    for (const cookie of visitor.cookies)
      forged.cookies.push({
        ...cookie,
        name: cookie.name.replace('_default_', '_other_'),
        path: '/s/other',
      });
    const { left } = await forged.get((await request(there, { prompt: 'none' })).url.href);
    expect(left?.searchParams.get('error')).toBe('login_required');
    const page = await visitor.get((await request(party, { prompt: 'login' })).url.href);
    const elsewhere = await visitor.get(page.url.replace(at.base, base));
    expect(elsewhere.status).toBe(410);
    const other = await visitor.get((await request(there)).url.href);
    expect(other.url).toContain('/s/other/interaction/');
    expect(
      visitor.cookies.filter(({ path }) => path.startsWith('/s/other')).length,
    ).toBeGreaterThan(0);
    for (const { name, path } of visitor.cookies.filter(({ name: each }) =>
      each.includes('_other_'),
    ))
      expect([name, path.startsWith('/s/other')]).toEqual([name, true]);
  });

  it('redeems a code once at two processes on one PostgreSQL', async () => {
    await begin();
    if (at.db.engine !== 'postgres') return expect(at.db.engine).toBe('sqlite');
    const sibling = await at.sibling();
    running.push(sibling);
    const { person, party, visitor } = await cast(at);
    const asked = await request(party);
    const back = await signIn(visitor, asked.url.href, person);
    const answers = await eightTimes(
      [at.base, sibling.base],
      party.client,
      codeFields(party.client, asked, back),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const { refresh_token = '' } = await obtain(party, visitor, person, OFFLINE);
    const fields = { grant_type: 'refresh_token', refresh_token };
    const renewed = await eightTimes([at.base, sibling.base], party.client, fields);
    expect(renewed.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});
