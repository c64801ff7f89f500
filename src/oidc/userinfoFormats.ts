import { CompactEncrypt, calculateJwkThumbprint, importJWK, SignJWT, type JWK } from 'jose';
import { errors, type Client } from 'oidc-provider';
import type { Claims } from '../assurance/index.js';
import type { UserinfoFormat } from '../partners/index.js';
import type { SigningKey } from './signingKey.js';

/** What a userinfo endpoint has to say, and to whom. */
export interface Told {
  readonly issuer: string;
  readonly client: Client;
  readonly claims: Claims;
  /** Seconds. */
  readonly lifetime: number;
  readonly keys: readonly SigningKey[];
}

interface Body {
  readonly type: string;
  readonly body: string;
}

const JSON_TYPE = 'application/json; charset=utf-8';

const FORMATS: Readonly<Record<UserinfoFormat, (told: Told) => Promise<Body>>> = {
  /** ID.me's: a JWT that is itself JSON text. */
  quoted: async (told) => ({ type: JSON_TYPE, body: JSON.stringify(await signed(told)) }),
  /** OpenID Connect Core section 5.3.2. */
  jwt: async (told) => ({ type: 'application/jwt', body: await signed(told) }),
  json: ({ claims }) => Promise.resolve({ type: JSON_TYPE, body: JSON.stringify(claims) }),
  /** As ID.me encrypts: the JWE is JSON text that is JSON text again. */
  jwe: async (told) => ({
    type: JSON_TYPE,
    body: JSON.stringify(JSON.stringify(await encrypted(told))),
  }),
};

/** Claims as a client wants them. Throws `invalid_client_metadata` where it has no key to encrypt to. */
export const inFormat = (format: UserinfoFormat, told: Told): Promise<Body> =>
  FORMATS[format](told);

async function signed({ issuer, client, claims, lifetime, keys }: Told): Promise<string> {
  const algorithm = client.metadata().id_token_signed_response_alg ?? 'RS256';
  const key = keys.find(({ alg }) => alg === algorithm);
  if (!key) throw new Error(`no ${algorithm} key`);
  return new SignJWT({ ...claims })
    .setProtectedHeader({ typ: 'JWT', alg: key.alg, kid: key.kid })
    .setIssuer(issuer)
    .setAudience(client.clientId)
    .setIssuedAt()
    .setExpirationTime(`${lifetime}s`)
    .sign(await importJWK(key, key.alg));
}

const ENCRYPTION = { alg: 'RSA-OAEP', enc: 'A256CBC-HS512' } as const;

async function encrypted(told: Told): Promise<string> {
  const jwk = await encryptionKeyOf(told.client);
  if (!jwk) throw new errors.InvalidClientMetadata('the client has no RSA key to encrypt to');
  const kid = jwk.kid ?? (await calculateJwkThumbprint(jwk));
  return new CompactEncrypt(new TextEncoder().encode(await signed(told)))
    .setProtectedHeader({ ...ENCRYPTION, cty: 'JWT', kid })
    .encrypt(await importJWK(jwk, ENCRYPTION.alg));
}

/** The keys of a client, by value or by reference, as the library keeps them. */
type KeyStore = Iterable<JWK> & { refresh(): Promise<void> };

async function encryptionKeyOf(client: Client): Promise<JWK | undefined> {
  const { asymmetricKeyStore: store } = client as unknown as { asymmetricKeyStore: KeyStore };
  await store.refresh();
  const { n, e, kid } = [...store].find(isForEncryption) ?? {};
  return n !== undefined && e !== undefined
    ? { kty: 'RSA', n, e, ...(kid !== undefined && { kid }) }
    : undefined;
}

/** Whether ID.me could encrypt to a key (RFC 7517 section 4.2). */
export const isForEncryption = ({ kty, use, alg = ENCRYPTION.alg }: JWK): boolean =>
  kty === 'RSA' && use !== 'sig' && alg === ENCRYPTION.alg;
