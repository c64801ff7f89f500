import { calculateJwkThumbprint, exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';

/** A key that is nobody's: no key set of ours has ever shown it. */
export interface Stranger {
  readonly privateKey: CryptoKey;
  /** With its own `kid`. */
  readonly publicJwk: JWK & { readonly kid: string };
}

const made = new Map<string, Promise<Stranger>>();

/** One for each algorithm, made when it is first needed. */
export function stranger(alg: string): Promise<Stranger> {
  const known = made.get(alg) ?? make(alg);
  made.set(alg, known);
  return known;
}

async function make(alg: string): Promise<Stranger> {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  const jwk = await exportJWK(publicKey);
  return { privateKey, publicJwk: { ...jwk, kid: await calculateJwkThumbprint(jwk) } };
}
