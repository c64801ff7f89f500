import type { ClientChangeRefusal, Partners } from '../../partners/index.js';
import type { SandboxId } from '../../platform/ids.js';
import type { Refused } from '../../platform/result.js';
import { invalid, notFound, problem } from '../http/problem.js';
import type { Reply } from '../http/reply.js';
import { METADATA_MEMBERS } from '../schemas/clients.js';

export type ClientVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly member?: string | undefined; readonly message: string };

/** As many as a person looks through. */
const MOST_KNOWN = 50;

/** A reference that leads to no client of the sandbox. */
export async function noClient(
  path: string,
  partners: Pick<Partners, 'listClients'>,
  sandbox: SandboxId,
): Promise<Reply> {
  const clients = await partners.listClients(sandbox, { limit: MOST_KNOWN });
  return invalid(
    path,
    'names no client',
    clients.map(({ clientId }) => clientId),
  );
}

/** The provider's sentences begin with the member they are about, and quote what may stand there. */
export function refusedMetadata({ member, message }: Extract<ClientVerdict, { ok: false }>): Reply {
  const named = member ?? METADATA_MEMBERS.find((name) => message.startsWith(name));
  const known = [...message.matchAll(/'([^']+)'/g)].flatMap(([, word]) => word ?? []);
  return invalid(
    named === undefined ? '' : `/${named}`,
    plainly(named === undefined ? message : message.replace(`${named} `, '')),
    known.length > 0 ? known : undefined,
  );
}

/** The provider's own way of saying what every other resource says otherwise. */
const plainly = (message: string): string =>
  message
    .replace(/^is mandatory property$/, 'is required')
    .replace(/^must contain members$/, 'must not be empty');

const SENTENCES: Readonly<Record<Exclude<ClientChangeRefusal, 'unknown_client'>, string>> = {
  redirect_uri_invalid:
    'must be absolute without fragment: https, http on a loopback or private host, or an own scheme',
  auth_method_unknown: 'is not supported',
  keys_missing: 'is needed with private_key_jwt: jwks, jwks_uri or certs',
  member_too_large: 'is too large',
  client_id_invalid: 'must be 1 to 255 visible characters',
  secret_invalid: 'must be 8 to 512 visible characters',
  certs_invalid: 'must be at most ten PEM certificates',
  unknown_partner: 'names no organisation',
  changed_meanwhile: 'was changed by somebody else meanwhile',
};

const MEMBERS: Readonly<Partial<Record<ClientChangeRefusal, string>>> = {
  client_id_invalid: 'client_id',
  secret_invalid: 'client_secret',
  certs_invalid: 'certs',
};

export async function clientProblem(
  partners: Pick<Partners, 'listPartners'>,
  sandbox: SandboxId,
  { reason, details }: Refused<ClientChangeRefusal>,
): Promise<Reply> {
  if (reason === 'unknown_client') return notFound('client');
  if (reason === 'changed_meanwhile')
    return problem('conflict', `The client ${SENTENCES[reason]}.`);
  if (reason === 'unknown_partner') {
    const organisations = await partners.listPartners(sandbox, { limit: MOST_KNOWN });
    return invalid(
      '/partner',
      SENTENCES[reason],
      organisations.map(({ id }) => id),
    );
  }
  const member = MEMBERS[reason] ?? details?.['member'];
  const index = details?.['index'];
  const path = [member, index].filter((part) => part !== undefined).map((part) => `/${part}`);
  return invalid(path.join(''), SENTENCES[reason]);
}
