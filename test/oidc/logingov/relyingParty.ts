import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { certifiedKey } from '../../support/certificate.js';
import {
  createVisitor,
  signIn,
  type Client,
  type Person,
  type Running,
  type Visitor,
} from '../../support/provider.js';
import { discover, type Party } from '../driver.js';

const URN = 'urn:acr.login.gov';
export const AUTH_ONLY = `${URN}:auth-only`;
export const VERIFIED = `${URN}:verified`;
export const FACIAL_MATCH = `${URN}:verified-facial-match-required`;

/** As much of a running provider as a relying party needs. */
export type Provider = Pick<Running, 'base' | 'client'>;

/** A client as Login.gov's partners register them: a certificate, and no secret. */
export async function agencyClient(at: Provider, wanted: Record<string, unknown> = {}) {
  const { privateKey, certificate } = certifiedKey('partner.example.com');
  const client = await at.client({
    token_endpoint_auth_method: 'private_key_jwt',
    certs: [certificate],
    ...wanted,
  });
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
  return { client, key, privateKey };
}

/** A relying party on openid-client that authenticates by its certificate's key. */
export async function agency(at: Provider, wanted?: Record<string, unknown>): Promise<Party> {
  const { client, key } = await agencyClient(at, wanted);
  return discover(`${at.base}/logingov/`, client, oidc.PrivateKeyJwt(key));
}

export interface Asked {
  readonly url: URL;
  readonly state: string;
  readonly nonce: string;
}

const random = () => oidc.randomState();

/** The address to which the relying party sends somebody; a parameter that is '' is left out. */
export function ask({ config, client }: Party, params: Record<string, string> = {}): Asked {
  const [state, nonce] = [random(), random()];
  const all: Record<string, string> = {
    redirect_uri: client.redirect_uris[0],
    ...{ scope: 'openid email', acr_values: AUTH_ONLY, state, nonce, prompt: 'select_account' },
    ...params,
  };
  const sent = Object.entries(all).filter(([, value]) => value !== '');
  return { url: oidc.buildAuthorizationUrl(config, Object.fromEntries(sent)), state, nonce };
}

export const redeem = ({ config }: Party, { state, nonce }: Asked, back: URL) =>
  oidc.authorizationCodeGrant(config, back, { expectedState: state, expectedNonce: nonce });

/** The whole of a sign-in: request, forms, code, tokens. */
export async function obtain(
  party: Party,
  visitor: Visitor,
  person: Person,
  params: Record<string, string> = {},
) {
  const asked = ask(party, params);
  return redeem(party, asked, await signIn(visitor, asked.url.href, person));
}

/** The ID token's claims, its signature checked by the published keys. */
export const verified = async (
  at: Pick<Provider, 'base'>,
  jwt: string | undefined,
  { client_id }: Client,
) =>
  (
    await jwtVerify(
      jwt ?? '',
      createRemoteJWKSet(new URL(`${at.base}/logingov/api/openid_connect/certs`)),
      { issuer: `${at.base}/logingov/`, audience: client_id, algorithms: ['RS256'] },
    )
  ).payload;

export { createVisitor };
