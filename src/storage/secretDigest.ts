import { sha256 } from '../platform/secrets.js';
import type { Vault } from '../vault/index.js';

/** What short-lived secrets are kept as: of no use to who reads the database, since the key is not in it. */
export type SecretDigest = (...parts: readonly string[]) => string;

/**
 * Digests keyed with the deployment key, so that six digits cannot be found by trying all. A key before the text is
 * enough of a MAC here: digests are compared whole and never given out.
 */
export function createSecretDigest(vault: Pick<Vault, 'deriveKey'>): SecretDigest {
  const key = vault.deriveKey('secret digest').toString('base64url');
  return (...parts) => sha256([key, ...parts].join('\0'));
}
