import { generateKeyPair, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { DEFAULT_SANDBOX, type SandboxId } from '../platform/ids.js';
import { createSpares } from './spares.js';

/** A private signing key as JWK, with `kid` (RFC 7638 thumbprint), `alg` and `use`. */
export type SigningKey = JWK & { readonly kid: string; readonly alg: 'ES256' | 'RS256' };

/** Where signing keys are kept, sealed. */
export interface SigningKeyStore {
  /** Those that sign, oldest first. */
  list(sandbox: SandboxId): Promise<readonly SigningKey[]>;
  /** Keeps the key unless another process was first for this algorithm; answers the key that is kept. */
  addFirst(sandbox: SandboxId, key: SigningKey): Promise<SigningKey>;
}

/** Each sandbox signs with keys of its own, so that a token of one is worth nothing where another is trusted. */
export interface Keyring {
  /** A key of nobody's, never kept: for a provider that only describes itself. */
  readonly placeholder: SigningKey;
  /** What a sandbox signs with; made at its first use, RS256 in the thread pool (a quarter of a second of one core). */
  of(sandbox: SandboxId): Promise<readonly SigningKey[]>;
  /** Begins to make what the default sandbox lacks, whose first sign-in comes soon. */
  prepare(): void;
  /** Makes no more keys ahead. */
  close(): void;
}

/** RS256 keys at hand for sandboxes to come, from the second sandbox in use on: a burst of new ones waits for fewer. */
const SPARES = 4;

export async function openKeyring(store: SigningKeyStore): Promise<Keyring> {
  const underWay = new Map<SandboxId, Promise<readonly SigningKey[]>>();
  const spares = createSpares(makeRs256, SPARES);
  const complete = async (sandbox: SandboxId): Promise<readonly SigningKey[]> => {
    const kept = await store.list(sandbox);
    const find = (alg: SigningKey['alg'], make: () => Promise<SigningKey>) =>
      kept.find((key) => key.alg === alg) ?? make().then((made) => store.addFirst(sandbox, made));
    const makeRsa = sandbox === DEFAULT_SANDBOX ? makeRs256 : spares.take;
    return [await find('ES256', makeEs256), await find('RS256', makeRsa)];
  };
  /** Whoever comes while keys are made waits for the same ones. */
  const of = (sandbox: SandboxId): Promise<readonly SigningKey[]> => {
    const known = underWay.get(sandbox);
    if (known) return known;
    const keys = complete(sandbox).finally(() => underWay.delete(sandbox));
    underWay.set(sandbox, keys);
    return keys;
  };
  return {
    placeholder: await makeEs256(),
    of,
    prepare: () => void of(DEFAULT_SANDBOX).catch(() => undefined), // whoever needs them meets the reason
    close: spares.close,
  };
}

const makeEs256 = (): Promise<SigningKey> =>
  named(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, 'ES256');

async function makeRs256(): Promise<SigningKey> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return named(privateKey, 'RS256');
}

async function named(key: KeyObject, alg: SigningKey['alg']): Promise<SigningKey> {
  const jwk = key.export({ format: 'jwk' });
  return { ...jwk, use: 'sig', alg, kid: await calculateJwkThumbprint(jwk) };
}
