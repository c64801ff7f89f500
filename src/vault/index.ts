/**
 * vault: keeps personal data unreadable at rest. Used by storage, which decides what is sealed and where it lies.
 * Owns: the deployment key and all that is derived from it, sealing and opening (AES-256-GCM, bound to table, column and
 * row), the accounts' own keys, blind indexes, and the file that holds the key of an embedded database.
 * Does not own: passwords (authenticators), token signing keys (oidc), where anything is stored (storage).
 */
export type { VaultFault } from './errors.js';
export type { Place } from './sealing.js';
export { readOrMakeSecret } from './secretFile.js';
export { createVault, type AccountKey, type BlindIndexKind, type Vault } from './vault.js';
