import type { Profile } from '../../oidc/index.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import type { Place } from '../http/place.js';
import { methodOf, secretOf, type Redemption } from './authorizationUrl.js';
import type { Inject } from './inject.js';

export interface Tokens {
  readonly access_token: string;
  readonly id_token?: string;
  readonly token_type: string;
  readonly [member: string]: unknown;
}

export interface Redeemed {
  readonly tokens: Tokens;
  readonly claims: Readonly<Record<string, unknown>>;
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/**
 * Redeems a code as the client would (RFC 6749 section 4.1.3, by its own method of section 2.3.1) and asks userinfo;
 * `claims` is the ID token overlaid by userinfo, as they came: nothing is verified. Refused with the error that the endpoint gave.
 */
export async function redeem(
  inject: Inject,
  { place, profile, now }: { place: Place; profile: Profile; now: number },
  code: string,
  redemption: Redemption,
): Promise<Result<Redeemed, string>> {
  const host = new URL(place.base).host;
  const url = (path: string) => place.prefix + path;
  const { headers, form } = credentials(redemption, now);
  const answered = await inject({
    method: 'POST',
    url: url(profile.paths.token),
    headers: { host, ...FORM, ...headers },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redemption.redirectUri,
      code_verifier: redemption.codeVerifier,
      ...form,
    }).toString(),
  });
  const said = objectIn(answered.body) as Tokens & { readonly error?: string };
  if (answered.status !== 200 || typeof said.access_token !== 'string')
    return refused(said.error ?? 'server_error');
  const userinfo = await inject({
    method: 'GET',
    url: url(profile.paths.userinfo),
    headers: { host, authorization: `Bearer ${said.access_token}` },
  });
  const more = userinfo.status === 200 ? claimsIn(userinfo.body) : {};
  return ok({ tokens: said, claims: { ...claimsIn(said.id_token ?? '{}'), ...more } });
}

/** The claims of a JSON document or of a JWT, whose signature this server made itself; none of what only the client can decrypt. */
function claimsIn(text: string): Readonly<Record<string, unknown>> {
  if (text.split('.').length === 5) return {}; // RFC 7516 section 3
  const [, payload] = text.startsWith('{') ? [] : text.split('.');
  return objectIn(
    payload === undefined ? text : Buffer.from(payload, 'base64url').toString('utf8'),
  );
}

/** A JSON object; nothing where a fault has left no such thing. */
function objectIn(json: string): Readonly<Record<string, unknown>> {
  try {
    const value = JSON.parse(json) as unknown;
    return typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : {};
  } catch {
    return {};
  }
}

/** RFC 6749 section 2.3.1: id and secret are form-encoded before they are joined. */
function credentials(
  { client }: Redemption,
  now: number,
): {
  readonly headers: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
} {
  const secret = secretOf(client, now) ?? '';
  const { clientId } = client;
  switch (methodOf(client)) {
    case 'client_secret_basic': {
      const encoded = (text: string) =>
        new URLSearchParams({ '': text }).toString().replace(/^=/, '');
      const pair = Buffer.from(`${encoded(clientId)}:${encoded(secret)}`).toString('base64');
      return { headers: { authorization: `Basic ${pair}` }, form: {} };
    }
    case 'client_secret_post':
      return { headers: {}, form: { client_id: clientId, client_secret: secret } };
    default:
      return { headers: {}, form: { client_id: clientId } };
  }
}
