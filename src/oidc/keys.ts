import { generateKeyPair, generateKeyPairSync } from 'node:crypto';
import { promisify } from 'node:util';
import { calculateJwkThumbprint, type JWK } from 'jose';

/** A private signing key as JWK, with `kid` (RFC 7638 thumbprint), `alg` and `use`. */
export type SigningKey = JWK & { readonly kid: string; readonly alg: 'ES256' | 'RS256' };

/** Where signing keys are kept, sealed. */
export interface SigningKeyStore {
  list(): Promise<readonly SigningKey[]>;
  /** Keeps the key unless another process was first for this algorithm; answers the key that is kept. */
  addFirst(key: SigningKey): Promise<SigningKey>;
}

export interface Keyring {
  /** The ES256 key alone: ready as soon as the server is. */
  readonly quick: readonly SigningKey[];
  /** Every key; on a first start the RS256 key is still being made, in the thread pool. */
  all(): Promise<readonly SigningKey[]>;
  /** Starts making what is missing; call it once the server is ready, since it costs up to half a second of one core. */
  complete(): void;
}

/** Loads the deployment's signing keys and makes what is missing: ES256 at once, RS256 off the start-up path. */
export async function openKeyring(store: SigningKeyStore): Promise<Keyring> {
  const kept = await store.list();
  const es256 =
    kept.find(({ alg }) => alg === 'ES256') ?? (await store.addFirst(await makeEs256()));
  let rs256: Promise<SigningKey> | undefined;
  const findRs256 = async (): Promise<SigningKey> =>
    kept.find(({ alg }) => alg === 'RS256') ?? store.addFirst(await makeRs256());
  const ensure = () => (rs256 ??= findRs256());
  return {
    quick: [es256],
    all: async () => [es256, await ensure()],
    complete: () => {
      ensure().catch(() => (rs256 = undefined));
    },
  };
}

async function makeEs256(): Promise<SigningKey> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return named(privateKey.export({ format: 'jwk' }), 'ES256');
}

async function makeRs256(): Promise<SigningKey> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return named(privateKey.export({ format: 'jwk' }), 'RS256');
}

async function named(jwk: JWK, alg: SigningKey['alg']): Promise<SigningKey> {
  return { ...jwk, use: 'sig', alg, kid: await calculateJwkThumbprint(jwk) };
}
