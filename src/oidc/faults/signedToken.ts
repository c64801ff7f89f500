import { createPublicKey } from 'node:crypto';
import {
  base64url,
  decodeJwt,
  decodeProtectedHeader,
  importJWK,
  SignJWT,
  type JWTPayload,
} from 'jose';
import type { SignatureFault } from '../../scenarios/index.js';
import type { SigningKey } from '../signingKey.js';
import { stranger } from './strangers.js';

/** Whether a text is a signed JWT (RFC 7515 section 3.1); an encrypted one has five parts, and is the client's alone. */
export const isSigned = (text: unknown): text is string =>
  typeof text === 'string' && text.split('.').length === 3;

/** The same token with other claims, signed as before. */
export async function withClaims(
  token: string,
  keys: readonly SigningKey[],
  change: (claims: JWTPayload) => JWTPayload,
): Promise<string> {
  const header = headerOf(token);
  const key = keyOf(header, keys);
  return new SignJWT(change(decodeJwt(token)))
    .setProtectedHeader(header)
    .sign(await importJWK(key, key.alg));
}

/** The same claims under a signature that is wrong. */
export async function withBadSignature(
  token: string,
  keys: readonly SigningKey[],
  how: SignatureFault,
): Promise<string> {
  const header = headerOf(token);
  const [head = '', payload = '', signature = ''] = token.split('.');
  const signed = (changed: typeof header) =>
    new SignJWT(decodeJwt(token)).setProtectedHeader(changed);
  switch (how) {
    case 'corrupt':
      return [head, payload, (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)].join(
        '.',
      );
    case 'wrong_key':
      return signed(header).sign((await stranger(header.alg)).privateKey);
    case 'unknown_kid': {
      const { privateKey, publicJwk } = await stranger(header.alg);
      return signed({ ...header, kid: publicJwk.kid }).sign(privateKey);
    }
    case 'none':
      return `${encoded({ ...header, alg: 'none' })}.${payload}.`;
    case 'hs256_public_key':
      return signed({ ...header, alg: 'HS256' }).sign(publicPem(keyOf(header, keys)));
  }
}

type Header = ReturnType<typeof decodeProtectedHeader> & { readonly alg: string };

const headerOf = (token: string): Header => decodeProtectedHeader(token) as Header;

const encoded = (value: object): string => base64url.encode(JSON.stringify(value));

function keyOf({ kid, alg }: Header, keys: readonly SigningKey[]): SigningKey {
  const key = keys.find((one) => one.kid === kid) ?? keys.find((one) => one.alg === alg);
  if (!key) throw new Error(`no key ${String(kid)}`);
  return key;
}

/** RFC 8725 section 2.1: a client that goes by the token's alg takes the public key for the shared secret. */
const publicPem = (key: SigningKey): Uint8Array =>
  Buffer.from(
    createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString(),
  );
