import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, SignJWT } from 'jose';
import { signIn, startProvider, type Person, type Running } from '../../support/provider.js';
import { discover, form, type Party } from '../driver.js';
import { agency, agencyClient, ask, createVisitor } from './relyingParty.js';

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const VERIFIER = 'v'.repeat(43);
const CHALLENGE = {
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
};

interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

describe('tokens of the logingov profile', () => {
  let at: Running;
  let ours: Awaited<ReturnType<typeof agencyClient>>;
  let party: Party;
  beforeAll(async () => {
    at = await startProvider();
    ours = await agencyClient(at);
    party = await discover(`${at.base}/logingov/`, ours.client);
  });
  afterAll(() => at.close());

  const tokenUrl = () => `${at.base}/logingov/api/openid_connect/token`;
  const assertion = (claims: Record<string, unknown> = {}, key = ours.privateKey) => {
    const id = ours.client.client_id;
    const now = Math.floor(Date.now() / 1000);
    const usual = { iss: id, sub: id, aud: tokenUrl(), jti: crypto.randomUUID(), exp: now + 300 };
    return new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg: 'RS256' }).sign(key);
  };
  const asserted = async (...given: Parameters<typeof assertion>) => ({
    client_assertion: await assertion(...given),
    client_assertion_type: JWT_BEARER,
  });
  const codeFor = async (params: Record<string, string> = {}, of = party, person?: Person) => {
    const { url } = ask(of, params);
    const who = person ?? (await at.person());
    const back = await signIn(createVisitor(at.base), url.href, who);
    return back.searchParams.get('code') ?? '';
  };
  const call = async (fields: Record<string, string>, headers = {}): Promise<Answered> => {
    const response = await fetch(
      tokenUrl(),
      form({ grant_type: 'authorization_code', ...fields }, headers),
    );
    return { status: response.status, body: (await response.json()) as Answered['body'] };
  };
  const refusal = (error: RegExp | string) => ({
    status: 400,
    body: { error: typeof error === 'string' ? error : expect.stringMatching(error) },
  });

  it('come for an assertion and a code alone; the redirect URI and client id are not sent there', async () => {
    const answered = await call({ code: await codeFor(), ...(await asserted()) });
    expect(answered).toEqual({
      status: 200,
      body: {
        access_token: expect.any(String),
        id_token: expect.any(String),
        token_type: 'Bearer',
        expires_in: 900,
      },
    });
  });

  it.each([
    ['a slash at its end', () => `${tokenUrl()}/`],
    ['the issuer', () => `${at.base}/logingov/`],
    ['a list', () => ['https://other.example.com', tokenUrl()]],
  ])('come for an assertion whose audience is %s', async (_, aud) => {
    const fields = { code: await codeFor(), ...(await asserted({ aud: aud() })) };
    expect((await call(fields)).status).toBe(200);
  });

  it('come for an assertion that names the endpoint by its public address, by whatever name it is asked', async () => {
    const fields = { grant_type: 'authorization_code', code: await codeFor() };
    const elsewhere = tokenUrl().replace('//localhost:', '//127.0.0.1:');
    const answered = await fetch(elsewhere, form({ ...fields, ...(await asserted()) }));
    expect(answered.status).toBe(200);
  });

  it('come by PKCE without a key, and without the client id (RFC 7636)', async () => {
    const code = await codeFor(CHALLENGE);
    expect((await call({ code, code_verifier: VERIFIER })).status).toBe(200);
    const client = await at.client({ token_endpoint_auth_method: 'none' });
    const app = await discover(`${at.base}/logingov/`, client);
    const other = { code: await codeFor(CHALLENGE, app), code_verifier: VERIFIER };
    expect((await call({ ...other, client_id: client.client_id })).status).toBe(200);
  });

  it('come by PKCE for a client that has a secret elsewhere, which is not asked for here', async () => {
    const app = await discover(`${at.base}/logingov/`, await at.client());
    for (const secret of [{}, { client_secret: 'whatever' }]) {
      const code = await codeFor(CHALLENGE, app);
      expect((await call({ code, code_verifier: VERIFIER, ...secret })).status).toBe(200);
    }
    const basic = { code: await codeFor(CHALLENGE, app), code_verifier: VERIFIER };
    expect((await call(basic, { authorization: 'Basic YTpi' })).status).toBe(200);
    const without = ask(app).url.href;
    const { left } = await createVisitor(at.base).get(without);
    expect(left?.searchParams.get('error_description')).toMatch(/PKCE/);
  });

  it('are refused without an assertion or a verifier', async () => {
    const sentence = /^Client must authenticate via PKCE or private_key_jwt/;
    expect(await call({ code: await codeFor() })).toEqual(refusal(sentence));
  });

  it('are refused for a code that is missing, unknown or was redeemed', async () => {
    expect(await call(await asserted())).toEqual(refusal(/^Code is invalid/));
    expect(await call({ code: 'guessed', ...(await asserted()) })).toEqual(
      refusal(/^Code is invalid/),
    );
    expect(await call({ code: 'guessed', code_verifier: VERIFIER })).toEqual(
      refusal(/^Code is invalid/),
    );
    const code = await codeFor();
    expect((await call({ code, ...(await asserted()) })).status).toBe(200);
    expect(await call({ code, ...(await asserted()) })).toEqual(refusal(/^Code is invalid/));
  });

  it('are refused for a verifier that does not match', async () => {
    const fields = { code: await codeFor(CHALLENGE), code_verifier: 'w'.repeat(43) };
    expect(await call(fields)).toEqual(refusal('code_verifier did not match code_challenge'));
    const both = { ...fields, ...(await asserted()) };
    expect(await call(both)).toEqual(refusal('code_verifier did not match code_challenge'));
  });

  it('are refused for an assertion by a foreign key, for another audience, or of the past', async () => {
    const other = await agencyClient(at);
    const code = await codeFor();
    expect(await call({ code, ...(await asserted({}, other.privateKey)) })).toEqual(
      refusal('Could not validate assertion against any registered public keys'),
    );
    expect(await call({ code, ...(await asserted({ aud: 'https://x.example.com' })) })).toEqual(
      refusal(/^Invalid audience claim, expected /),
    );
    expect(await call({ code, ...(await asserted({ exp: 1000 })) })).toEqual(
      refusal('Signature has expired'),
    );
    const iat = Math.floor(Date.now() / 1000) + 600;
    expect(await call({ code, ...(await asserted({ iat })) })).toEqual(
      refusal(/^iat must be an integer or floating point Unix timestamp/),
    );
    const nobody = { iss: 'nobody', sub: 'nobody' };
    expect(await call({ code, ...(await asserted(nobody)) })).toEqual(
      refusal('Client is not registered'),
    );
  });

  it('are refused for a code of another client', async () => {
    const other = await agency(at);
    const fields = { code: await codeFor({}, other), ...(await asserted()) };
    expect(await call(fields)).toEqual(refusal(/client mismatch/));
  });

  it('are not refreshed', async () => {
    const fields = { grant_type: 'refresh_token', refresh_token: 'x', ...(await asserted()) };
    expect(await call(fields)).toEqual(refusal('Grant type is not included in the list'));
    const none = { grant_type: '', ...(await asserted()) };
    expect((await call(none)).status).toBe(400);
  });

  it('name an account alike for the clients of an organisation, and otherwise for every other', async () => {
    await at.control('POST', '/partners', { id: 'agency', name: 'An agency' });
    const [first, second, alone] = [
      await agency(at, { partner: 'agency' }),
      await agency(at, {
        partner: 'agency',
        redirect_uris: ['http://localhost:3999/a', 'https://app.example.com/b'],
      }),
      party,
    ];
    const person = await at.person();
    const subOf = async (of: Party) => {
      const code = await codeFor(CHALLENGE, of, person);
      const { body } = await call({ code, code_verifier: VERIFIER });
      return decodeJwt(String(body['id_token'])).sub;
    };
    const subjects = [await subOf(first), await subOf(second), await subOf(alone)];
    expect(subjects[0]).toBe(subjects[1]);
    expect(subjects[2]).not.toBe(subjects[0]);
    expect(subjects).not.toContain(person.uuid);
  });

  it.each([
    ['without a header', {}, 'No Authorization header provided'],
    ['with another scheme', { authorization: 'Basic YTpi' }, 'Malformed Authorization header'],
    ['with an unknown token', { authorization: 'Bearer none' }, /^Could not find authorization/],
  ])('are asked for at userinfo: %s it answers 401 and a sentence', async (_, headers, error) => {
    const response = await fetch(`${at.base}/logingov/api/openid_connect/userinfo`, { headers });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      error: typeof error === 'string' ? error : expect.stringMatching(error),
    });
  });
});
