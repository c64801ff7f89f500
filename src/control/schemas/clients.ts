import { z } from 'zod';
import { instant, listOf, reference } from './common.js';
import { profileOptions, profileOptionsChange } from './profileOptions.js';

const uri = z.string().min(1).max(2048);
const uris = z.array(uri).max(50);
const words = z.array(z.string().min(1).max(100)).max(50);
const jwk = z.record(z.string(), z.unknown());

/** RFC 7591 section 2 and OpenID Connect Registration 1.0 section 2, as far as the provider reads them. */
const metadata = {
  client_name: z.string().min(1).max(200).optional(),
  client_uri: uri.optional(),
  logo_uri: uri.optional(),
  policy_uri: uri.optional(),
  tos_uri: uri.optional(),
  contacts: words.optional(),
  application_type: z.enum(['web', 'native']).optional(),
  redirect_uris: uris.optional(),
  post_logout_redirect_uris: uris.optional(),
  initiate_login_uri: uri.optional(),
  response_types: words.optional(),
  grant_types: words.optional(),
  scope: z.string().max(2048).optional(),
  token_endpoint_auth_method: z
    .enum(['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'])
    .optional(),
  token_endpoint_auth_signing_alg: z.string().max(20).optional(),
  jwks: z.strictObject({ keys: z.array(jwk).max(20) }).optional(),
  jwks_uri: uri.optional(),
  subject_type: z.enum(['public', 'pairwise']).optional(),
  sector_identifier_uri: uri.optional(),
  id_token_signed_response_alg: z.string().max(20).optional(),
  userinfo_signed_response_alg: z.string().max(20).optional(),
  id_token_encrypted_response_alg: z.string().max(20).optional(),
  id_token_encrypted_response_enc: z.string().max(20).optional(),
  userinfo_encrypted_response_alg: z.string().max(20).optional(),
  userinfo_encrypted_response_enc: z.string().max(20).optional(),
  introspection_signed_response_alg: z.string().max(20).optional(),
  default_max_age: z.number().int().min(0).max(31_536_000).optional(),
  default_acr_values: words.optional(),
  require_auth_time: z.boolean().optional(),
  require_pushed_authorization_requests: z.boolean().optional(),
};

const own = {
  partner: reference.optional().describe('Id of the organisation.'),
  certs: z.array(z.string().max(10_000)).max(10).optional().describe('PEM certificates.'),
  profile_options: profileOptions.optional(),
};
const secret = z.string().regex(/^[\x20-\x7e]{8,512}$/, 'must be 8 to 512 visible characters');

export const METADATA_MEMBERS = Object.keys(metadata) as readonly (keyof typeof metadata)[];

export const clientRequest = z
  .strictObject({
    client_id: z
      .string()
      .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible characters')
      .optional(),
    client_secret: secret.optional().describe('Generated where the method needs one.'),
    ...own,
    ...metadata,
  })
  .meta({ id: 'ClientRequest', description: 'RFC 7591 metadata and whose client it is.' });
export type ClientRequest = z.input<typeof clientRequest>;

const orNull = Object.fromEntries(
  Object.entries(metadata).map(([name, schema]) => [name, schema.unwrap().nullable().optional()]),
);

/** A member of the metadata or of the profile options that is null is removed. */
export const clientChange = z
  .strictObject({
    ...orNull,
    partner: reference.nullable().optional(),
    certs: own.certs,
    profile_options: profileOptionsChange.optional(),
    client_secret: secret.optional(),
  })
  .meta({ id: 'ClientChange' });
export type ClientChange = Partial<ClientRequest>;

export const client = z
  .object({
    client_id: z.string(),
    client_secret: z.string().optional(),
    client_secret_expires_at: z.number().int().describe('0: it does not.').optional(),
    client_id_issued_at: z.number().int(),
    ...own,
    ...metadata,
    created_at: instant,
  })
  .meta({ id: 'Client' });
export type Client = z.infer<typeof client>;

export const clientList = listOf(client).meta({ id: 'ClientList' });

export const secretRequest = z
  .strictObject({
    grace: z
      .string()
      .max(40)
      .optional()
      .describe(
        'How long the secret before stays valid, such as PT1H or 30d; not at all unless said.',
      ),
  })
  .meta({ id: 'SecretRequest' });
export type SecretRequest = z.input<typeof secretRequest>;
