import { createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { createRecent } from '../platform/recent.js';
import { vaultError } from './errors.js';
import {
  openBytes,
  openText,
  sealBytes,
  sealText,
  type Place,
  type SealingKey,
} from './sealing.js';

/** What is looked up by equality though it is sealed. */
export type BlindIndexKind = 'email' | 'phone' | 'ssn' | 'document';

/** A subscriber account's own key. Whatever it sealed is lost once its wrapped text is deleted. */
export type AccountKey = SealingKey;

export interface Vault {
  /** Seals text for one place, with an account's key or, without one, with the deployment's. */
  seal(place: Place, text: string, key?: AccountKey): string;
  /** Opens what `seal` made. Throws when the key or the place is another one, or the text was altered. */
  open(place: Place, sealed: string, key?: AccountKey): string;
  /** The same for pictures, without the third that base64 adds. */
  sealBytes(place: Place, content: Buffer, key?: AccountKey): Buffer;
  openBytes(place: Place, sealed: Buffer, key?: AccountKey): Buffer;
  /** A new account key, wrapped by the deployment's: what `accounts.wrapped_key` holds. */
  newAccountKey(): string;
  unwrap(wrapped: string): AccountKey;
  /** A keyed digest (43 characters) for finding equal values. The value must be normalized by the caller. */
  blindIndex(kind: BlindIndexKind, value: string): string;
  /** Tells this deployment key from others without giving anything of it away. */
  fingerprint(): string;
  /** 32 bytes for another use of the deployment key, such as `cookies`; each purpose has its own. */
  deriveKey(purpose: string): Buffer;
}

const WRAPPED: Place = { table: 'accounts', column: 'wrapped_key', id: '' };
const UNWRAPPED_KEPT = 1000;

/**
 * A vault under the deployment key `secret` (32 bytes in base64url). Its own keys come from it by HKDF (RFC 5869), one
 * per purpose. Throws `bad_secret`.
 */
export function createVault(secret: string): Vault {
  const deriveKey = derivation(secret);
  const own = toKey(deriveKey('sealing key id').subarray(0, 6), deriveKey('sealing'));
  const unwrap = remember(UNWRAPPED_KEPT, (wrapped) => {
    const bytes = Buffer.from(openText(WRAPPED, wrapped, own), 'base64url');
    return toKey(bytes.subarray(0, 6), bytes.subarray(6));
  });
  const indexKeys = {
    email: createSecretKey(deriveKey('blind index email')),
    phone: createSecretKey(deriveKey('blind index phone')),
    ssn: createSecretKey(deriveKey('blind index ssn')),
    document: createSecretKey(deriveKey('blind index document')),
  };
  return {
    seal: (place, text, key = own) => sealText(place, text, key),
    open: (place, sealed, key = own) => openText(place, sealed, key),
    sealBytes: (place, content, key = own) => sealBytes(place, content, key),
    openBytes: (place, sealed, key = own) => openBytes(place, sealed, key),
    newAccountKey: () => sealText(WRAPPED, randomBytes(6 + 32).toString('base64url'), own),
    unwrap,
    blindIndex: (kind, value) =>
      createHmac('sha256', indexKeys[kind]).update(value).digest('base64url'),
    fingerprint: () => deriveKey('fingerprint').toString('base64url', 0, 16),
    deriveKey,
  };
}

function derivation(secret: string): (purpose: string) => Buffer {
  const material = Buffer.from(secret, 'base64url');
  if (material.length !== 32 || material.toString('base64url') !== secret)
    throw vaultError('bad_secret');
  return (purpose) => Buffer.from(hkdfSync('sha256', material, 'standin', purpose, 32));
}

const toKey = (id: Buffer, key: Buffer): SealingKey => ({
  id: id.toString('base64url'),
  key: createSecretKey(key),
});

/** Keeps the `size` answers used last. */
function remember<T>(size: number, make: (text: string) => T): (text: string) => T {
  const kept = createRecent<T>(size);
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const value = make(text);
    kept.set(text, value);
    return value;
  };
}
