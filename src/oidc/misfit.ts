import type { JWK } from 'jose';
import type { ProfileOptions } from '../partners/index.js';
import { isForEncryption } from './userinfoFormats.js';

/** What does not fit together, and where. */
export interface Misfit {
  readonly member: string;
  readonly message: string;
}

interface Metadata {
  readonly redirect_uris?: readonly string[];
  readonly jwks?: { readonly keys: readonly object[] };
  readonly jwks_uri?: string;
}

/** What the profile options of a client ask of the rest of it; undefined when it is there. */
export function misfitOf(metadata: Metadata, options: ProfileOptions): Misfit | undefined {
  const { redirect_uris = [], jwks, jwks_uri } = metadata;
  const keys = (jwks?.keys ?? []) as readonly JWK[];
  if (options.userinfo === 'jwe' && jwks_uri === undefined && !keys.some(isForEncryption))
    return {
      member: 'profile_options/userinfo',
      message: 'needs an RSA key to encrypt to: in certs, jwks or jwks_uri',
    };
  const index = redirect_uris.findIndex((uri) => uri.includes('?'));
  if (options.strictness === 'strict' && index >= 0)
    return {
      member: `redirect_uris/${index}`,
      message: 'may have no query where strictness is strict',
    };
  return undefined;
}
