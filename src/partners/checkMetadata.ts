import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import type { ClientMetadata } from './client.js';
import { AUTH_METHODS, authMethodOf } from './client.js';

export type MetadataFault =
  'redirect_uri_invalid' | 'auth_method_unknown' | 'keys_missing' | 'member_too_large';

const MOST_ITEMS = 50;
const MOST_CHARACTERS = 2_048;
const MOST_DOCUMENT = 65_536;

/**
 * The shape of client metadata; what members mean together is oidc-provider's to check. Details: `member` and, for a list,
 * `index`.
 */
export function checkMetadata(metadata: ClientMetadata): Result<ClientMetadata, MetadataFault> {
  const large = tooLarge(metadata);
  if (large !== undefined) return refused('member_too_large', { member: large });
  for (const member of ['redirect_uris', 'post_logout_redirect_uris'] as const) {
    const index = (metadata[member] ?? []).findIndex((uri) => !isRedirectUri(uri));
    if (index >= 0) return refused('redirect_uri_invalid', { member, index });
  }
  const method = authMethodOf(metadata);
  if (!AUTH_METHODS.includes(method))
    return refused('auth_method_unknown', { member: 'token_endpoint_auth_method' });
  return ok(metadata);
}

/** `private_key_jwt` needs keys from somewhere: `jwks`, `jwks_uri` or certificates (RFC 7523 section 3). */
export const lacksKeys = (metadata: ClientMetadata, certs: readonly string[]): boolean =>
  authMethodOf(metadata) === 'private_key_jwt' &&
  metadata.jwks === undefined &&
  metadata.jwks_uri === undefined &&
  certs.length === 0;

const LOOPBACK = new Set(['localhost', '[::1]']);
/** Schemes that run or read something in the browser. */
const HARMFUL = new Set(['javascript:', 'data:', 'vbscript:', 'file:', 'blob:', 'about:']);

/**
 * Absolute and without fragment (RFC 6749 section 3.1.2): https; http on a loopback host (RFC 8252 section 7.3) and, since
 * this is a test system, on hosts of a private network; or an app's own scheme (RFC 8252 section 7.1).
 */
export function isRedirectUri(uri: string): boolean {
  if (uri.length > MOST_CHARACTERS || uri.includes('#') || !URL.canParse(uri)) return false;
  const { protocol, hostname, username, password } = new URL(uri);
  if (username !== '' || password !== '') return false;
  if (protocol === 'https:') return true;
  if (protocol === 'http:') return isNear(hostname);
  return !HARMFUL.has(protocol) && /^[a-z][a-z0-9+.-]*:$/.test(protocol);
}

/** Addresses of this machine and of private networks (RFC 1122 section 3.2.1.3, RFC 1918). */
const PRIVATE_ADDRESS = /^(?:127|10|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){1,3}$/;

/** Loopback, a private address, a container's or machine's bare name, or a name that never leaves a network (RFC 6761, RFC 8375). */
const isNear = (host: string): boolean =>
  LOOPBACK.has(host) ||
  PRIVATE_ADDRESS.test(host) ||
  !/[.:]/.test(host) ||
  /\.(?:localhost|test|internal|local)$/.test(host);

function tooLarge(metadata: ClientMetadata): string | undefined {
  const members = Object.entries(metadata);
  if (members.length > 2 * MOST_ITEMS) return '*';
  return members.find(([name, value]) => name.length > 100 || !isBounded(value))?.[0];
}

function isBounded(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= MOST_CHARACTERS;
  if (Array.isArray(value))
    return value.length <= MOST_ITEMS && JSON.stringify(value).length <= MOST_DOCUMENT;
  return value === undefined || JSON.stringify(value).length <= MOST_DOCUMENT;
}
