import { createHash } from 'node:crypto';
import { expect, it, afterAll, beforeAll } from '@jest/globals';
import * as oidc from 'openid-client';
import { describeProviders, signIn, type Running } from '../../support/provider.js';
import {
  agency,
  ask,
  createVisitor,
  FACIAL_MATCH,
  obtain,
  redeem,
  verified,
} from './relyingParty.js';

const MARIA = { persona: 'maria', ial: 2 };

describeProviders('the logingov profile', (start) => {
  let at: Running;
  beforeAll(async () => {
    at = await start();
  });
  afterAll(() => at.close());

  it('signs somebody in for openid-client by a client assertion, and tells a verified identity', async () => {
    const [party, person] = [await agency(at), await at.person(MARIA)];
    const scope = 'openid email profile address phone social_security_number';
    const asked = ask(party, { scope, acr_values: FACIAL_MATCH });
    const back = await signIn(createVisitor(at.base), asked.url.href, person);
    expect([...back.searchParams.keys()]).toEqual(['code', 'state']);
    const tokens = await redeem(party, asked, back);
    expect(Object.keys(tokens).sort()).toEqual([
      ...['access_token', 'expires_in', 'id_token', 'token_type'],
    ]);
    const userinfo = await oidc.fetchUserInfo(
      party.config,
      tokens.access_token,
      tokens.claims()?.sub ?? '',
    );
    expect(userinfo).toEqual({
      sub: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      iss: `${at.base}/logingov/`,
      email: person.email,
      email_verified: true,
      given_name: 'Maria',
      family_name: 'Alvarez',
      birthdate: '1991-06-14',
      address: {
        formatted: '1420 Heron Street\nPort Larkin, ZC 98701',
        street_address: '1420 Heron Street',
        locality: 'Port Larkin',
        region: 'ZC',
        postal_code: '98701',
      },
      phone: expect.stringMatching(/^\+1\d{10}$/),
      phone_verified: true,
      social_security_number: expect.stringMatching(/^\d{9}$/),
      verified_at: expect.any(Number),
      ial: FACIAL_MATCH,
      aal: 'urn:gov:gsa:ac:classes:sp:PasswordProtectedTransport:duo',
    });
    const hash = (text: string) =>
      createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
    const claims = await verified(at, tokens.id_token, party.client);
    expect(claims).toEqual({
      ...userinfo,
      acr: FACIAL_MATCH,
      nonce: asked.nonce,
      aud: party.client.client_id,
      jti: expect.any(String),
      at_hash: hash(tokens.access_token),
      c_hash: hash(back.searchParams.get('code') ?? ''),
      iat: expect.any(Number),
      nbf: claims.iat,
      exp: Number(claims.iat) + 900,
    });
  });

  it('publishes the document of the real one, member for member', async () => {
    const response = await fetch(`${at.base}/logingov/.well-known/openid-configuration`);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const document = (await response.json()) as Record<string, unknown>;
    expect(document).toEqual({
      issuer: `${at.base}/logingov/`,
      authorization_endpoint: `${at.base}/logingov/openid_connect/authorize`,
      token_endpoint: `${at.base}/logingov/api/openid_connect/token`,
      userinfo_endpoint: `${at.base}/logingov/api/openid_connect/userinfo`,
      jwks_uri: `${at.base}/logingov/api/openid_connect/certs`,
      end_session_endpoint: `${at.base}/logingov/openid_connect/logout`,
      service_documentation: expect.stringContaining(`${at.base}/docs/`),
      acr_values_supported: expect.arrayContaining([FACIAL_MATCH]),
      claims_supported: expect.arrayContaining(['iss', 'sub', 'social_security_number']),
      scopes_supported: expect.arrayContaining(['openid', 'profile:verified_at', 'x509']),
      grant_types_supported: ['authorization_code'],
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS256'],
      standin_test_system: true,
    });
  });

  it('answers the next request of the session at once (prompt=select_account)', async () => {
    const [party, person, visitor] = [await agency(at), await at.person(), createVisitor(at.base)];
    await obtain(party, visitor, person);
    const asked = ask(party);
    const { left } = await visitor.get(asked.url.href);
    expect((await redeem(party, asked, left as URL)).id_token).toEqual(expect.any(String));
  });
});
