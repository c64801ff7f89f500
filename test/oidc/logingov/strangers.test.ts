import { afterEach, describe, expect, it } from '@jest/globals';
import * as oidc from 'openid-client';
import { certifiedKey } from '../../support/certificate.js';
import { signIn, startProvider, type Running } from '../../support/provider.js';
import { ask, AUTH_ONLY, createVisitor, redeem } from './relyingParty.js';

const CALLBACK = 'http://localhost:3000/callback';

describe('a client that nobody registered, at the logingov profile', () => {
  let at: Running;
  const begin = async (clients: string) => {
    at = await startProvider({ STANDIN_CLIENTS: clients });
  };
  afterEach(() => at.close());

  /** It has a key of its own, as Login.gov's partners do. */
  async function stranger() {
    const { privateKey, certificate } = certifiedKey('app.example.com');
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
    const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
    const key = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
    const issuer = new URL(`${at.base}/logingov/`);
    const config = await oidc.discovery(issuer, 'shop', undefined, oidc.PrivateKeyJwt(key), {
      // oxlint-disable-next-line typescript/no-deprecated -- marked so as a warning; the tests' issuer is on loopback
      execute: [oidc.allowInsecureRequests],
    });
    const client = { client_id: 'shop', client_secret: '', redirect_uris: [CALLBACK] as const };
    return { certificate, party: { config, client } };
  }

  it('is asked about with its level and its certificate, and authenticates by that from then on', async () => {
    await begin('ask');
    const { certificate, party } = await stranger();
    const asked = ask(party, { scope: 'openid email profile:name' });
    const visitor = createVisitor(at.base);
    const page = await visitor.get(asked.url.href);
    expect(page.html).toContain(AUTH_ONLY);
    expect(page.html).toMatch(/<details[^>]* open>/);
    expect(page.html).not.toContain('meaning-0');
    const next = await visitor.submit(page, { certificate });
    expect(next.url).toMatch(/\/signin$/);
    const back = await signIn(visitor, asked.url.href, await at.person());
    const tokens = await redeem(party, asked, back);
    expect(tokens.claims()?.aud).toBe('shop');
    const other = (await stranger()).party;
    const again = ask(other);
    const { left } = await visitor.get(again.url.href);
    await expect(redeem(other, again, left as URL)).rejects.toThrow();
  });

  it('is adopted when it proves by PKCE that it asked, and needs a certificate otherwise', async () => {
    await begin('adopt');
    const { party } = await stranger();
    const verifier = oidc.randomPKCECodeVerifier();
    const asked = ask(party, {
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const back = await signIn(createVisitor(at.base), asked.url.href, await at.person());
    const body = new URLSearchParams({
      ...{ grant_type: 'authorization_code', code_verifier: verifier },
      code: back.searchParams.get('code') ?? '',
    });
    const token = `${at.base}/logingov/api/openid_connect/token`;
    expect((await fetch(token, { method: 'POST', body })).status).toBe(200);
    expect(await at.control('GET', '/clients/shop')).toMatchObject({
      token_endpoint_auth_method: 'none',
    });
    const { left } = await createVisitor(at.base).get(ask(party).url.href);
    expect(left?.searchParams.get('error')).toBe('invalid_request');
  });
});
