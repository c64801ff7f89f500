import {
  createPrivateKey,
  generateKeyPair,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { calculateJwkThumbprint } from 'jose';
import { DEFAULT_SANDBOX, type SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import { signs, type KeptKey, type KeyRevisions, type SigningKey } from './signingKey.js';
import { createSpares } from './spares.js';

/** Where signing keys are kept, sealed. */
export interface SigningKeyStore extends KeyRevisions {
  /** Oldest first. */
  list(sandbox: SandboxId): Promise<readonly KeptKey[]>;
  /** Keeps the key unless another process was first for this algorithm; answers the key that is kept. */
  addFirst(sandbox: SandboxId, key: SigningKey): Promise<SigningKey>;
}

/** What a provider signs and verifies with. */
export interface ProviderKeys {
  /** For each algorithm the one that signs comes first. */
  readonly all: readonly SigningKey[];
  /** Ids of those that the key set does not show. */
  readonly withheld: readonly string[];
}

/** Each sandbox signs with keys of its own, so that a token of one is worth nothing where another is trusted. */
export interface Keyring {
  /** A key of nobody's, never kept: for a provider that only describes itself. */
  readonly placeholder: ProviderKeys;
  /** Those of a sandbox; made at its first use, RS256 in the thread pool (a quarter of a second of one core). */
  of(sandbox: SandboxId): Promise<ProviderKeys>;
  /** One of each algorithm that nobody has seen. */
  fresh(): Promise<readonly SigningKey[]>;
  /** Begins to make what the default sandbox lacks, whose first sign-in comes soon. */
  prepare(): void;
  /** Makes no more keys ahead. */
  close(): void;
}

/** RS256 keys at hand for sandboxes to come, from the second sandbox in use on: a burst of new ones waits for fewer. */
const SPARES = 4;

export async function openKeyring(store: SigningKeyStore): Promise<Keyring> {
  const underWay = new Map<SandboxId, Promise<ProviderKeys>>();
  const spares = createSpares(makeRs256, SPARES);
  const complete = async (sandbox: SandboxId): Promise<ProviderKeys> => {
    const kept = await store.list(sandbox);
    const find = (alg: SigningKey['alg'], make: () => Promise<SigningKey>) =>
      kept.find((one) => one.key.alg === alg && signs(one))?.key ??
      make().then((made) => store.addFirst(sandbox, made));
    const makeRsa = sandbox === DEFAULT_SANDBOX ? makeRs256 : spares.take;
    const signing = [await find('ES256', makeEs256), await find('RS256', makeRsa)];
    const those = (state: KeptKey['state']) =>
      kept.filter((one) => one.state === state).map(({ key }) => key);
    return {
      all: [...signing, ...those('published')],
      withheld: those('withheld').map(({ kid }) => kid),
    };
  };
  /** Whoever comes while keys are made waits for the same ones. */
  const of = (sandbox: SandboxId): Promise<ProviderKeys> => {
    const known = underWay.get(sandbox);
    if (known) return known;
    const keys = complete(sandbox).finally(() => underWay.delete(sandbox));
    underWay.set(sandbox, keys);
    return keys;
  };
  return {
    placeholder: { all: [await makeEs256()], withheld: [] },
    of,
    fresh: () => Promise.all([makeEs256(), makeRs256()]),
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

/** Why a JWK cannot sign here. */
export type KeyFault = 'not_a_private_key' | 'wrong_kind' | 'wrong_use';

/** Reads a private key as JWK (RFC 7517, RFC 7518 section 6): RSA of 2048 to 4096 bits for RS256, P-256 for ES256. */
export async function readSigningKey(
  jwk: Readonly<Record<string, unknown>>,
): Promise<Result<SigningKey, KeyFault>> {
  const { kid, alg, use } = jwk;
  const key = privateKeyIn(jwk);
  if (!key) return refused('not_a_private_key');
  const fits = algorithmOf(key);
  if (!fits || (alg !== undefined && alg !== fits)) return refused('wrong_kind');
  if (use !== undefined && use !== 'sig') return refused('wrong_use');
  const made = await named(key, fits);
  return ok(typeof kid === 'string' ? { ...made, kid } : made);
}

function privateKeyIn(jwk: Readonly<Record<string, unknown>>): KeyObject | undefined {
  try {
    return createPrivateKey({ key: jwk, format: 'jwk' });
  } catch {
    return undefined;
  }
}

function algorithmOf({
  asymmetricKeyType: type,
  asymmetricKeyDetails: details = {},
}: KeyObject): SigningKey['alg'] | undefined {
  const { modulusLength = 0, namedCurve } = details;
  if (type === 'rsa' && modulusLength >= 2048 && modulusLength <= 4096) return 'RS256';
  return type === 'ec' && namedCurve === 'prime256v1' ? 'ES256' : undefined;
}
