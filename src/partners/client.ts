import type { Instant } from '../platform/clock.js';
import type { ProfileOptions } from './profileOptions.js';

/** A client of a relying party, as oidc-provider and the profiles need it. */
export interface Client {
  readonly clientId: string;
  /** Id of the organisation; a client without one stands for itself. */
  readonly partner?: string | undefined;
  readonly metadata: ClientMetadata;
  /** Newest first; a rotated one stays valid until its end. Empty for public clients and `private_key_jwt`. */
  readonly secrets: readonly ClientSecret[];
  /** PEM certificates whose keys the client signs with. */
  readonly certs: readonly string[];
  readonly profileOptions: ProfileOptions;
  readonly createdAt: Instant;
  /** Goes up with every save; a save carries the version it read. */
  readonly version: number;
}

export interface ClientSecret {
  readonly value: string;
  readonly expiresAt?: Instant | undefined;
}

export const AUTH_METHODS = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'none',
] as const;
export type AuthMethod = (typeof AUTH_METHODS)[number];

/** RFC 7591 section 2 metadata by its names on the wire, without the credentials; other members pass unseen. */
export interface ClientMetadata {
  readonly client_name?: string;
  readonly logo_uri?: string;
  readonly redirect_uris?: readonly string[];
  readonly post_logout_redirect_uris?: readonly string[];
  readonly token_endpoint_auth_method?: AuthMethod;
  readonly jwks?: { readonly keys: readonly Readonly<Record<string, unknown>>[] };
  readonly jwks_uri?: string;
  readonly [member: string]: unknown;
}

export const usesSecret = (metadata: ClientMetadata): boolean =>
  authMethodOf(metadata).startsWith('client_secret');

/** RFC 7591 section 2: `client_secret_basic` unless said. */
export const authMethodOf = (metadata: ClientMetadata): AuthMethod =>
  metadata.token_endpoint_auth_method ?? 'client_secret_basic';

/** Whether it authenticates by a secret that nobody knows yet: the first token call says which (an adopted client). */
export const awaitsSecret = ({ metadata, secrets }: Client): boolean =>
  usesSecret(metadata) && secrets.length === 0;

/** Where its own login begins (OpenID Connect Core section 4): its profile options before its metadata, a page of the web or nothing. */
export function loginUriOf({ profileOptions, metadata }: Client): string | undefined {
  const uri = profileOptions['initiate_login_uri'] ?? metadata['initiate_login_uri'];
  return typeof uri === 'string' && URL.canParse(uri) && /^https?:/i.test(uri) ? uri : undefined;
}

/** What people see of a client that has no organisation: it stands for itself (RFC 7591 section 2, `client_name`, `logo_uri`). */
export const standingForItself = ({ clientId, metadata }: Client) => ({
  id: clientId,
  name: metadata.client_name ?? clientId,
  logo: metadata.logo_uri,
});

/** The secrets that count at an instant, newest first. */
export const validSecrets = (client: Client, now: Instant): readonly string[] =>
  client.secrets
    .filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now)
    .map(({ value }) => value);
