import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { NewPasskey } from '../authenticator.js';
import { userHandleOf } from './scope.js';

/** A passkey with its private key, for a test to load into a virtual authenticator. Bytes are base64. */
export interface GeneratedPasskey {
  readonly credentialId: string;
  /** PKCS #8, DER; an ES256 key. */
  readonly privateKey: string;
  readonly userHandle: string;
  readonly signCount: number;
}

const CREDENTIAL_ID_BYTES = 32;

/**
 * A passkey made by a creator for the account with this uuid. Its key is told, so copies of it are no clones: its uses are
 * not counted.
 */
export function generatePasskey(uuid: string): {
  readonly stored: NewPasskey;
  readonly clear: GeneratedPasskey;
} {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const credentialId = randomBytes(CREDENTIAL_ID_BYTES);
  return {
    stored: {
      credentialId: credentialId.toString('base64url'),
      publicKey: coseKey(x, y).toString('base64url'),
      synced: false,
    },
    clear: {
      credentialId: credentialId.toString('base64'),
      privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
      userHandle: Buffer.from(userHandleOf(uuid)).toString('base64'),
      signCount: 0,
    },
  };
}

/** RFC 9053 section 7.1.1 in CBOR: { 1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y }. */
const coseKey = (x: string, y: string): Buffer =>
  Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ]);
