import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { randomBytes } from '../platform/random.js';
import { vaultError } from './errors.js';

/** The row and column that something sealed belongs to; it cannot be opened anywhere else. */
export interface Place {
  readonly table: string;
  readonly column: string;
  /** The row's id within its sandbox. Copying a row into another sandbox keeps it. */
  readonly id: string;
}

/** A key to seal with, and the name by which sealed text refers to it (eight characters of base64url: six bytes). */
export interface SealingKey {
  readonly id: string;
  readonly key: KeyObject;
}

const VERSION = 's1';
const ID = 6;
const NONCE = 12; // NIST SP 800-38D section 8.2.2: random nonces of 96 bits
const TAG = 16;

/** AES-256-GCM over `content`: nonce, then ciphertext with its tag. */
function encrypt(
  place: Place,
  content: Buffer,
  { key }: SealingKey,
): { nonce: Buffer; sealed: Buffer } {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  cipher.setAAD(boundTo(place));
  return {
    nonce,
    sealed: Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]),
  };
}

function decrypt(place: Place, nonce: Buffer, sealed: Buffer, { key }: SealingKey): Buffer {
  if (nonce.length !== NONCE || sealed.length < TAG) throw vaultError('malformed', nameOf(place));
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  decipher.setAAD(boundTo(place));
  decipher.setAuthTag(sealed.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]);
  } catch {
    throw vaultError('not_authentic', nameOf(place));
  }
}

const boundTo = ({ table, column, id }: Place) => Buffer.from(`${table}\0${column}\0${id}`);
const nameOf = ({ table, column }: Place) => `${table}.${column}`;

/** `s1.<key id>.<nonce>.<ciphertext>` */
export function sealText(place: Place, text: string, key: SealingKey): string {
  const { nonce, sealed } = encrypt(place, Buffer.from(text), key);
  return `${VERSION}.${key.id}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
}

export function openText(place: Place, text: string, key: SealingKey): string {
  const [version, id, nonce, sealed, ...rest] = text.split('.');
  if (version !== VERSION || !nonce || !sealed || rest.length > 0)
    throw vaultError('malformed', nameOf(place));
  if (id !== key.id) throw vaultError('wrong_key', nameOf(place));
  const content = decrypt(
    place,
    Buffer.from(nonce, 'base64url'),
    Buffer.from(sealed, 'base64url'),
    key,
  );
  return content.toString();
}

/** The same for bytes: one byte of version, the key id, the nonce, the ciphertext. */
export function sealBytes(place: Place, content: Buffer, key: SealingKey): Buffer {
  const { nonce, sealed } = encrypt(place, content, key);
  return Buffer.concat([Buffer.from([1]), Buffer.from(key.id, 'base64url'), nonce, sealed]);
}

export function openBytes(place: Place, bytes: Buffer, key: SealingKey): Buffer {
  if (bytes[0] !== 1) throw vaultError('malformed', nameOf(place));
  const start = 1 + ID;
  if (bytes.toString('base64url', 1, start) !== key.id)
    throw vaultError('wrong_key', nameOf(place));
  return decrypt(place, bytes.subarray(start, start + NONCE), bytes.subarray(start + NONCE), key);
}
