import type { z } from 'zod';
import type {
  Client,
  ClientChange,
  ClientChangeRefusal,
  ClientDraft,
  ClientMetadata,
  Partners,
} from '../../partners/index.js';
import type { Refused } from '../../platform/result.js';
import { DAY } from '../../platform/clock.js';
import { parseDuration } from '../../scenarios/index.js';
import { pageOf } from '../http/page.js';
import { invalid, notFound, problem, taken } from '../http/problem.js';
import { answer, type Reply } from '../http/reply.js';
import { route, type Call, type Route } from '../http/route.js';
import { pageQuery } from '../schemas/common.js';
import * as schemas from '../schemas/clients.js';
import { clientProblem, refusedMetadata, type ClientVerdict } from './clientRefusals.js';

/** Says whether the provider would take a client with this metadata (credentials left out), and why not. */
export type ValidateClient = (
  client: Pick<Client, 'metadata' | 'certs' | 'profileOptions'>,
) => Promise<ClientVerdict>;

export interface ClientRoutesDeps {
  readonly partners: Partners;
  readonly validateClient: ValidateClient;
}

const CLIENT = { description: 'The client.', schema: schemas.client };
const LONGEST_GRACE = 365 * DAY;

/** What a client is registered with where it did not say: the provider's answer to RFC 7591 section 3.2.1 and OpenID Connect Registration section 2. */
const DEFAULTS = {
  application_type: 'web',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  token_endpoint_auth_method: 'client_secret_basic',
  id_token_signed_response_alg: 'RS256',
} satisfies ClientMetadata;

const clientView = ({
  clientId,
  partner,
  metadata,
  secrets,
  certs,
  profileOptions,
  createdAt,
}: Client) => ({
  client_id: clientId,
  ...(secrets[0] && { client_secret: secrets[0].value, client_secret_expires_at: 0 }),
  client_id_issued_at: Math.floor(createdAt / 1000),
  ...(partner !== undefined && { partner }),
  ...(certs.length > 0 && { certs }),
  ...(Object.keys(profileOptions).length > 0 && { profile_options: profileOptions }),
  ...DEFAULTS,
  ...metadata,
  created_at: new Date(createdAt).toISOString(),
});

type Body = Readonly<Record<string, unknown>>;

/** The members of a body that are metadata; what is null is removed. */
function metadataIn(body: Body): ClientMetadata {
  const named = schemas.METADATA_MEMBERS.filter((name) => body[name] !== undefined);
  return Object.fromEntries(named.map((name) => [name, body[name] ?? undefined]));
}

const withoutNull = (body: Body): Body =>
  Object.fromEntries(Object.entries(body).map(([name, value]) => [name, value ?? undefined]));

const draftOf = (body: z.output<typeof schemas.clientRequest>): ClientDraft => ({
  clientId: body.client_id,
  clientSecret: body.client_secret,
  partner: body.partner,
  metadata: metadataIn(body),
  certs: body.certs,
  profileOptions: body.profile_options,
});

const changeOf = (body: Body): ClientChange => ({
  ...('partner' in body && { partner: (body['partner'] ?? undefined) as string | undefined }),
  ...(typeof body['client_secret'] === 'string' && { clientSecret: body['client_secret'] }),
  ...(Array.isArray(body['certs']) && { certs: body['certs'] as string[] }),
  ...(body['profile_options'] !== undefined && {
    profileOptions: withoutNull(body['profile_options'] as Body),
  }),
  metadata: metadataIn(body),
});

export function clientRoutes(deps: ClientRoutesDeps): readonly Route[] {
  return [...collection(deps), ...item(deps)];
}

function collection({ partners, validateClient }: ClientRoutesDeps): readonly Route[] {
  return [
    route({
      method: 'POST',
      path: '/clients',
      summary: 'Register a client',
      body: schemas.clientRequest,
      example: {
        client_id: 'my-app',
        client_name: 'My app',
        redirect_uris: ['http://localhost:3000/callback'],
        token_endpoint_auth_method: 'client_secret_basic',
      },
      replies: { 201: CLIENT, 200: { ...CLIENT, description: 'The same one, made before.' } },
      handle: async ({ sandbox, body }) => {
        const draft = draftOf(body);
        const { metadata, certs = [], profileOptions = {} } = draft;
        const verdict = await validateClient({ metadata, certs, profileOptions });
        if (!verdict.ok) return refusedMetadata(verdict);
        const made = await partners.registerClient(sandbox, draft);
        if (made.ok) return answer(made.value.created ? 201 : 200, clientView(made.value.client));
        return made.reason === 'taken'
          ? taken(
              '/client_id',
              body.client_id,
              'a client with other members: PATCH changes it, DELETE removes it',
            )
          : clientProblem(partners, sandbox, made as Refused<ClientChangeRefusal>);
      },
    }),
    route({
      method: 'GET',
      path: '/clients',
      summary: 'List clients, oldest first',
      query: pageQuery,
      replies: { 200: { description: 'A page.', schema: schemas.clientList } },
      handle: async ({ sandbox, query: { limit, after } }) => {
        if (after !== undefined && !(await partners.getClient(sandbox, after)))
          return invalid('/after', 'names no client');
        const found = await partners.listClients(sandbox, { limit: limit + 1, after });
        return answer(
          200,
          pageOf(found, limit, ({ clientId }) => clientId, clientView),
        );
      },
    }),
  ];
}

function item({ partners, validateClient }: ClientRoutesDeps): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/clients/:client_id',
      summary: 'A client, with its secret',
      replies: { 200: CLIENT },
      handle: async ({ sandbox, param }) => {
        const client = await partners.getClient(sandbox, param('client_id'));
        return client ? answer(200, clientView(client)) : notFound('client');
      },
    }),
    route({
      method: 'PATCH',
      path: '/clients/:client_id',
      summary: 'Change what is named',
      body: schemas.clientChange,
      example: { redirect_uris: ['http://localhost:4000/callback'] },
      replies: { 200: CLIENT },
      handle: async ({ sandbox, param, body }) => {
        const before = await partners.getClient(sandbox, param('client_id'));
        if (!before) return notFound('client');
        const change = changeOf(body);
        const verdict = await validateClient({
          metadata: { ...before.metadata, ...change.metadata },
          certs: change.certs ?? before.certs,
          profileOptions: { ...before.profileOptions, ...change.profileOptions },
        });
        if (!verdict.ok) return refusedMetadata(verdict);
        const changed = await partners.changeClient(sandbox, before.clientId, change);
        return changed.ok
          ? answer(200, clientView(changed.value))
          : clientProblem(partners, sandbox, changed);
      },
    }),
    route({
      method: 'DELETE',
      path: '/clients/:client_id',
      summary: 'Delete a client',
      replies: { 204: { description: 'Deleted.' } },
      handle: async ({ sandbox, param }) => {
        const gone = await partners.deleteClient(sandbox, param('client_id'));
        return gone.ok ? answer(204) : notFound('client');
      },
    }),
    route({
      method: 'POST',
      path: '/clients/:client_id/secret',
      summary: 'Make a new secret',
      body: schemas.secretRequest,
      example: { grace: 'PT1H' },
      replies: { 200: CLIENT },
      handle: (call) => rotate(partners, call),
    }),
  ];
}

async function rotate(
  partners: Partners,
  { sandbox, param, body }: Call<unknown, z.output<typeof schemas.secretRequest>>,
): Promise<Reply> {
  const client = await partners.getClient(sandbox, param('client_id'));
  if (!client) return notFound('client');
  if (client.secrets.length === 0) return problem('conflict', 'This client has no secret.');
  const grace = body.grace === undefined ? 0 : parseDuration(body.grace);
  if (grace === undefined || grace > LONGEST_GRACE)
    return invalid('/grace', 'must be a duration of at most a year, such as PT1H or 30d');
  const rotated = await partners.rotateSecret(sandbox, client.clientId, grace);
  return rotated.ok
    ? answer(200, clientView(rotated.value))
    : clientProblem(partners, sandbox, rotated);
}
