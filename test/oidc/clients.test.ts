import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  compactDecrypt,
  createRemoteJWKSet,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  importPKCS8,
  jwtVerify,
  type CryptoKey,
  type JWK,
} from 'jose';
import * as oidc from 'openid-client';
import { certifiedKey } from '../support/certificate.js';
import { createVisitor, signIn, startProvider, type Running } from '../support/provider.js';
import { cast, discover, obtain, request } from './driver.js';

/** What a client's metadata ask for (OpenID Connect Registration 1.0 section 2), seen over HTTP. */
describe('clients', () => {
  let at: Running;
  beforeAll(async () => {
    at = await startProvider();
  });
  afterAll(() => at.close());

  it('of response_type none learn that somebody is signed in, and nothing else (Multiple Response Types 4)', async () => {
    const client = await at.client({ response_types: ['none'], grant_types: [] });
    const party = await discover(at.base, client);
    const asked = await request(party, { response_type: 'none' });
    const back = await signIn(createVisitor(at.base), asked.url.href, await at.person());
    expect(Object.fromEntries(back.searchParams)).toEqual({ state: asked.state, iss: at.base });
  });

  it('of response_type none get no code', async () => {
    const client = await at.client({ response_types: ['none'], grant_types: [] });
    const asked = await request(await discover(at.base, client), { response_type: 'code' });
    const { left } = await createVisitor(at.base).get(asked.url.href);
    expect(left?.searchParams.get('error')).toBe('invalid_request');
  });

  it('get ID tokens signed by ES256 when they say so', async () => {
    const client = await at.client({ id_token_signed_response_alg: 'ES256' });
    const party = await discover(at.base, client);
    const person = await at.person();
    const tokens = await obtain(party, createVisitor(at.base), person);
    const { payload, protectedHeader } = await jwtVerify(
      tokens.id_token ?? '',
      createRemoteJWKSet(new URL(`${at.base}/connect/jwks`)),
      { issuer: at.base, audience: client.client_id },
    );
    expect(protectedHeader.alg).toBe('ES256');
    expect(payload.sub).toBe(person.uuid);
  });

  it.each(['HS256', 'none', 'RS512'])(
    'are refused ID tokens by %s, which nobody signs here',
    async (alg) => {
      await expect(at.client({ id_token_signed_response_alg: alg })).rejects.toThrow(
        /422.*id_token_signed_response_alg/,
      );
    },
  );

  describe('with keys of their own (private_key_jwt, RFC 7523)', () => {
    const METHOD = { token_endpoint_auth_method: 'private_key_jwt' };
    let keySet: Server;
    let published: { keys: JWK[] } = { keys: [] };
    let jwks_uri: string;
    beforeAll(async () => {
      keySet = createServer((_, res) =>
        res.setHeader('content-type', 'application/json').end(JSON.stringify(published)),
      );
      await new Promise<void>((done) => keySet.listen(0, '127.0.0.1', done));
      jwks_uri = `http://127.0.0.1:${(keySet.address() as AddressInfo).port}/jwks`;
    });
    afterAll(() => void keySet.close());

    const obtained = async (metadata: object, key: CryptoKey, kid?: string) => {
      const client = await at.client({ ...METHOD, ...metadata });
      const auth = oidc.PrivateKeyJwt(kid === undefined ? key : { key, kid });
      return obtain(
        await discover(at.base, client, auth),
        createVisitor(at.base),
        await at.person(),
      );
    };
    const keyPair = async (kid: string) => {
      const { privateKey, publicKey } = await generateKeyPair('ES256');
      return {
        privateKey,
        jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'ES256' },
      };
    };

    it('are known by a certificate', async () => {
      const { privateKey, certificate } = certifiedKey('App of a test');
      const key = await importPKCS8(
        String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
        'RS256',
      );
      const tokens = await obtained({ certs: [certificate] }, key);
      expect(tokens.access_token).toEqual(expect.any(String));
    });

    it('are not known by the certificate of another', async () => {
      const { certificate } = certifiedKey('Somebody else');
      const { privateKey } = await generateKeyPair('RS256');
      await expect(obtained({ certs: [certificate] }, privateKey)).rejects.toMatchObject({
        error: 'invalid_client',
      });
    });

    it('are refused what only looks like a certificate', async () => {
      const certs = ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'];
      await expect(at.client({ ...METHOD, certs })).rejects.toThrow(/422.*certs/);
    });

    it('are known by the keys that jwks_uri publishes, a new one too (Core 10.1.1)', async () => {
      const [first, second] = [await keyPair('first'), await keyPair('second')];
      published = { keys: [first.jwk] };
      expect((await obtained({ jwks_uri }, first.privateKey, 'first')).id_token).toBeDefined();
      published = { keys: [second.jwk] };
      expect((await obtained({ jwks_uri }, second.privateKey, 'second')).id_token).toBeDefined();
    });

    it('are not known by a key that jwks_uri does not publish, nor when it cannot be reached', async () => {
      const [one, other] = [await keyPair('one'), await keyPair('other')];
      published = { keys: [one.jwk] };
      const refusal = { error: 'invalid_client' };
      await expect(obtained({ jwks_uri }, other.privateKey, 'one')).rejects.toMatchObject(refusal);
      const nowhere = { jwks_uri: 'http://127.0.0.1:9/jwks' };
      await expect(obtained(nowhere, one.privateKey, 'one')).rejects.toMatchObject({
        error: expect.stringMatching(/^invalid_client/),
      });
    });
  });

  describe('with pairwise subjects (Core 8.1)', () => {
    const PAIRWISE = { subject_type: 'pairwise' };
    const subject = async (metadata: object, person: Awaited<ReturnType<Running['person']>>) => {
      const party = await discover(at.base, await at.client({ ...PAIRWISE, ...metadata }));
      const tokens = await obtain(party, createVisitor(at.base), person);
      const sub = tokens.claims()?.sub ?? '';
      // fetchUserInfo refuses another sub than the ID token's (Core 5.3.2)
      expect((await oidc.fetchUserInfo(party.config, tokens.access_token, sub)).sub).toBe(sub);
      return sub;
    };

    it('learn one that is theirs alone: the same for one host, another for each other', async () => {
      const person = await at.person();
      const here = await subject({}, person);
      const sameHost = await subject({ redirect_uris: ['http://localhost:3999/other'] }, person);
      const elsewhere = await subject({ redirect_uris: ['http://127.0.0.1:3999/cb'] }, person);
      expect(here).not.toBe(person.uuid);
      expect(sameHost).toBe(here);
      expect(new Set([here, elsewhere, person.uuid]).size).toBe(3);
      expect(await subject({}, await at.person())).not.toBe(here);
    });

    it('recognise the person again in the same session and by refresh', async () => {
      const client = await at.client(PAIRWISE);
      const party = await discover(at.base, client);
      const visitor = createVisitor(at.base);
      const scope = 'openid email offline_access';
      const tokens = await obtain(party, visitor, await at.person(), { scope, prompt: 'consent' });
      const renewed = await oidc.refreshTokenGrant(party.config, tokens.refresh_token ?? '');
      expect(renewed.claims()?.sub).toBe(tokens.claims()?.sub);
      const hint = { prompt: 'none', id_token_hint: tokens.id_token ?? '' };
      const { left } = await visitor.get((await request(party, hint)).url.href);
      expect(left?.searchParams.get('code')).toEqual(expect.any(String));
    });
  });

  describe('that have what they are told encrypted (Core 5.3.2, RFC 7516)', () => {
    const recipient = async () => {
      const { privateKey, publicKey } = await generateKeyPair('RSA-OAEP-256');
      const jwk = { ...(await exportJWK(publicKey)), kid: 'enc', use: 'enc', alg: 'RSA-OAEP-256' };
      return { privateKey, jwks: { keys: [jwk] } };
    };

    it('read userinfo with their key, signed inside', async () => {
      const { privateKey, jwks } = await recipient();
      const client = await at.client({
        jwks,
        userinfo_signed_response_alg: 'RS256',
        userinfo_encrypted_response_alg: 'RSA-OAEP-256',
        userinfo_encrypted_response_enc: 'A256GCM',
      });
      const person = await at.person();
      const party = await discover(at.base, client);
      const { access_token } = await obtain(party, createVisitor(at.base), person);
      const response = await fetch(`${at.base}/connect/userinfo`, {
        headers: { authorization: `Bearer ${access_token}` },
      });
      expect(response.headers.get('content-type')).toContain('application/jwt');
      const { plaintext } = await compactDecrypt(await response.text(), privateKey);
      const { payload } = await jwtVerify(
        new TextDecoder().decode(plaintext),
        createRemoteJWKSet(new URL(`${at.base}/connect/jwks`)),
        { issuer: at.base, audience: client.client_id },
      );
      expect(payload).toMatchObject({ sub: person.uuid, email: person.email });
    });

    it('read their ID token with their key (Core 10.2)', async () => {
      const { privateKey, jwks } = await recipient();
      const client = await at.client({
        jwks,
        id_token_encrypted_response_alg: 'RSA-OAEP-256',
        id_token_encrypted_response_enc: 'A128CBC-HS256',
      });
      const party = await discover(at.base, client);
      oidc.enableDecryptingResponses(party.config, ['A128CBC-HS256'], {
        key: privateKey,
        kid: 'enc',
      });
      const person = await at.person();
      const tokens = await obtain(party, createVisitor(at.base), person);
      expect(decodeProtectedHeader(tokens.id_token ?? '')).toMatchObject({ alg: 'RSA-OAEP-256' });
      expect(tokens.claims()?.sub).toBe(person.uuid);
    });

    it('need a key to encrypt to, and an algorithm that is known', async () => {
      await expect(at.client({ userinfo_encrypted_response_alg: 'RSA-OAEP-256' })).rejects.toThrow(
        /422.*jwks/,
      );
      const { jwks } = await recipient();
      await expect(at.client({ jwks, userinfo_encrypted_response_alg: 'RSA1_5' })).rejects.toThrow(
        /422.*userinfo_encrypted_response_alg/,
      );
    });
  });

  it('are told by discovery what they may ask for', async () => {
    const { party } = await cast(at);
    expect(party.config.serverMetadata()).toMatchObject({
      response_types_supported: ['code', 'none'],
      subject_types_supported: ['public', 'pairwise'],
      userinfo_encryption_alg_values_supported: expect.arrayContaining(['RSA-OAEP-256', 'ECDH-ES']),
    });
  });
});
