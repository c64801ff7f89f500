import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  calculateJwkThumbprint,
  compactDecrypt,
  createRemoteJWKSet,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  jwtVerify,
} from 'jose';
import { certifiedKey } from '../support/certificate.js';
import { createVisitor, describeProviders, signIn, type Running } from '../support/provider.js';
import { basic, form } from './driver.js';

const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';

describeProviders('userinfo of the profile idme, as the client wants it', (start) => {
  let at: Running;
  beforeAll(async () => {
    at = await start();
  });
  afterAll(() => at.close());

  /** Where the request ends. */
  async function ask(members: Record<string, unknown>, scope = IAL2) {
    const client = await at.client(members);
    const maria = await at.person({ persona: 'maria', ial: 2 });
    const redirect_uri = client.redirect_uris[0];
    const asked = { client_id: client.client_id, redirect_uri, response_type: 'code', scope };
    const url = `${at.base}/oauth/authorize?${new URLSearchParams(asked).toString()}`;
    return { client, back: await signIn(createVisitor(at.base), url, maria) };
  }

  async function obtain(members: Record<string, unknown>) {
    const { client, back } = await ask(members);
    const code = back.searchParams.get('code') ?? '';
    const redirect_uri = client.redirect_uris[0];
    const fields = { grant_type: 'authorization_code', code, redirect_uri };
    const answered = await fetch(`${at.base}/oauth/token`, form(fields, basic(client)));
    const { access_token: token } = (await answered.json()) as { access_token: string };
    const userinfo = () =>
      fetch(`${at.base}/api/public/v3/userinfo.json`, {
        headers: { authorization: `Bearer ${token}` },
      });
    return { client, token, userinfo };
  }

  const verified = async (jwt: string) =>
    (await jwtVerify(jwt, createRemoteJWKSet(new URL(`${at.base}/oidc/.well-known/jwks`)))).payload;

  const typeOf = ({ headers }: Response) => headers.get('content-type');

  it('is a bare JWT (OpenID Connect Core section 5.3.2)', async () => {
    const { client, userinfo } = await obtain({ profile_options: { userinfo: 'jwt' } });
    const response = await userinfo();
    expect(typeOf(response)).toMatch(/^application\/jwt/);
    const payload = await verified(await response.text());
    expect(payload).toMatchObject({ fname: 'Maria', aud: client.client_id });
  });

  it('is JSON', async () => {
    const { userinfo } = await obtain({ profile_options: { userinfo: 'json' } });
    const response = await userinfo();
    expect(typeOf(response)).toMatch(/^application\/json/);
    expect(await response.json()).toMatchObject({ fname: 'Maria', credential_ial: 2 });
  });

  it('is a JWE to the key of the certificate, as JSON text twice over, with a signed JWT within', async () => {
    const { privateKey, certificate } = certifiedKey('partner');
    const members = { certs: [certificate], profile_options: { userinfo: 'jwe' } };
    const response = await (await obtain(members)).userinfo();
    expect(typeOf(response)).toBe('application/json; charset=utf-8');
    const jwe = JSON.parse((await response.json()) as string) as string;
    expect(decodeProtectedHeader(jwe)).toEqual({
      ...{ alg: 'RSA-OAEP', enc: 'A256CBC-HS512', cty: 'JWT' },
      kid: await calculateJwkThumbprint(
        await exportJWK((await import('node:crypto')).createPublicKey(privateKey)),
      ),
    });
    const { plaintext } = await compactDecrypt(jwe, privateKey);
    expect(await verified(new TextDecoder().decode(plaintext))).toMatchObject({ fname: 'Maria' });
  });

  it('is a JWE to the key of its set that encrypts, by its own kid', async () => {
    const [{ publicKey: signs }, { publicKey, privateKey }] = await Promise.all([
      generateKeyPair('RS256', { extractable: true }),
      generateKeyPair('RSA-OAEP', { extractable: true }),
    ]);
    const keys = [
      { ...(await exportJWK(signs)), use: 'sig', kid: 'signs' },
      { ...(await exportJWK(publicKey)), use: 'enc', kid: 'encrypts' },
    ];
    const members = { jwks: { keys }, profile_options: { userinfo: 'jwe' } };
    const response = await (await obtain(members)).userinfo();
    const jwe = JSON.parse((await response.json()) as string) as string;
    expect(decodeProtectedHeader(jwe).kid).toBe('encrypts');
    await expect(compactDecrypt(jwe, privateKey)).resolves.toBeDefined();
  });

  it('takes the token in the query too (RFC 6750 section 2.3)', async () => {
    const { token } = await obtain({ profile_options: { userinfo: 'json' } });
    const url = `${at.base}/api/public/v3/userinfo`;
    expect((await fetch(`${url}?access_token=${token}`)).status).toBe(200);
    expect((await fetch(`${url}?access_token=nothing`)).status).toBe(401);
  });

  it('answers as often as it is asked, unless the client says otherwise', async () => {
    const { userinfo } = await obtain({});
    for (let i = 0; i < 3; i++) expect((await userinfo()).status).toBe(200);
  });

  it.each([{ strictness: 'strict' }, { single_use_access_tokens: true }])(
    'answers one of eight calls at once where %j, and no later one',
    async (profile_options) => {
      const { userinfo } = await obtain({ profile_options });
      const answers = await Promise.all(Array.from({ length: 8 }, userinfo));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const late = await userinfo();
      expect([late.status, await late.json()]).toEqual([
        401,
        { error: 'invalid_token', error_description: expect.stringMatching(/^the access token/) },
      ]);
    },
  );

  it('holds a strict client to its policies, and back to it goes what ID.me documents', async () => {
    const policies = { acme: { ial: 2, aal: 2 } };
    const members = { profile_options: { strictness: 'strict', policies } };
    expect((await ask(members, 'openid acme')).back.searchParams.get('code')).toBeTruthy();
    for (const scope of ['acmee', `openid ${IAL2}`, 'acme profile']) {
      const { back } = await ask(members, scope);
      expect(Object.fromEntries(back.searchParams)).toMatchObject({
        error: 'invalid_scope',
        error_description: 'scope cant be resolved to an existing policy for the client',
      });
    }
  });

  it('refuses a lenient client whose scope has no policy at all', async () => {
    const { back } = await ask({}, 'acmee');
    expect(back.searchParams.get('error')).toBe('invalid_scope');
  });

  it('lets a lenient client ask for what nobody knows beside what all know, and a strict one without policies for what all know', async () => {
    expect((await ask({}, `${IAL2} acmee`)).back.searchParams.get('code')).toBeTruthy();
    const strict = { profile_options: { strictness: 'strict' } };
    expect((await ask(strict, `openid ${IAL2}`)).back.searchParams.get('code')).toBeTruthy();
  });
});
