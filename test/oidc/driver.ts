import * as oidc from 'openid-client';
import {
  createVisitor,
  signIn,
  type Client,
  type Person,
  type Running,
  type Visitor,
} from '../support/provider.js';

/** What a relying party on openid-client keeps of one provider. */
export interface Party {
  readonly client: Client;
  readonly config: oidc.Configuration;
}

export const discover = async (
  issuer: string,
  client: Client,
  auth?: oidc.ClientAuth,
): Promise<Party> => ({
  client,
  config: await oidc.discovery(new URL(issuer), client.client_id, client.client_secret, auth, {
    // oxlint-disable-next-line typescript/no-deprecated -- marked so as a warning; the tests' issuer is on loopback
    execute: [oidc.allowInsecureRequests],
  }),
});

export interface Request {
  readonly url: URL;
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string | undefined;
}

export async function request(
  { config, client }: Party,
  params: Record<string, string> = {},
): Promise<Request> {
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: client.redirect_uris[0],
    scope: 'openid email',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    ...params,
  });
  return { url, verifier, state, nonce: params['nonce'] };
}

export const redeem = (
  { config }: Party,
  { verifier, state, nonce }: Request,
  back: URL,
  maxAge?: number,
) =>
  oidc.authorizationCodeGrant(config, back, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    ...(nonce !== undefined && { expectedNonce: nonce }),
    ...(maxAge === undefined ? {} : { maxAge }),
  });

/** The whole of a sign-in: request, forms, code, tokens. */
export async function obtain(
  party: Party,
  visitor: Visitor,
  person: Person,
  params: Record<string, string> = {},
) {
  const asked = await request(party, params);
  return redeem(party, asked, await signIn(visitor, asked.url.href, person));
}

/** A person, a client and a browser at a running provider. */
export async function cast(at: Running, person: Record<string, unknown> = {}) {
  const [made, client] = [await at.person(person), await at.client()];
  return {
    person: made,
    party: await discover(at.base, client),
    visitor: createVisitor(at.base),
  };
}

export const form = (fields: Record<string, string>, headers: Record<string, string> = {}) => ({
  method: 'POST',
  body: new URLSearchParams(fields),
  headers,
});

export const basic = ({ client_id, client_secret }: Client) => ({
  authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}`,
});
