import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Client } from '../../control/index.js';
import { ok, refused, type Result } from '../../platform/result.js';
import { segment, type Answer, type Call } from '../api.js';
import { ask, askList, askOnce } from '../ask.js';
import { BODY_OPTION, withBody } from '../body.js';
import type { Server, ServerFlags } from '../findServer.js';
import { refuse } from '../print.js';
import { table } from '../table.js';
import {
  choice,
  does,
  group,
  listed,
  verb,
  whole,
  withServer,
  type Ended,
  type Verb,
} from '../verb.js';
import { clientShape } from './clientShape.js';
import { settingsOf, settingsText, type ClientSettings } from './clientSettings.js';

const METHODS = ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'];

interface ClientFlags extends ServerFlags {
  readonly id?: string;
  readonly secret?: string;
  readonly name?: string;
  readonly partner?: string;
  readonly redirectUri?: readonly string[];
  readonly postLogoutRedirectUri?: readonly string[];
  readonly authMethod?: string;
  readonly jwksUri?: string;
  readonly cert?: readonly string[];
  readonly body?: string;
}

/** `standin client`: applications of organisations. */
export const clientVerb: Verb = (ended, summary) =>
  group('client', summary, [
    does(
      withMembers(
        withServer(
          verb(
            'add',
            'register one and print its settings',
            'standin client add --redirect-uri http://localhost:3000/callback',
          ),
        ).option('--id <client_id>', 'its client_id (else one is made)'),
      ),
      ended,
      (flags: ClientFlags) => write(flags, { method: 'POST', path: '/clients' }),
    ),
    does(
      withServer(verb('list', 'list them', 'standin client list')).option(
        '--limit <n>',
        'at most so many',
        whole(1, 100_000),
      ),
      ended,
      (flags: ServerFlags & { limit?: number }) =>
        askList<Client>(flags, { method: 'GET', path: '/clients' }, asTable),
    ),
    does(
      withServer(verb('get <client_id>', 'print its settings', 'standin client get irs')),
      ended,
      (id: string, flags: ServerFlags) => settings(flags, { method: 'GET', path: pathOf(id) }),
    ),
    does(
      withMembers(
        withServer(
          verb(
            'update <client_id>',
            'change what is named',
            'standin client update my-app --redirect-uri http://localhost:4000/callback',
          ),
        ),
      ),
      ended,
      (id: string, flags: ClientFlags) => write(flags, { method: 'PATCH', path: pathOf(id) }),
    ),
    ...endings(ended),
  ]);

const endings = (ended: Ended): readonly Command[] => [
  does(
    withServer(verb('remove <client_id>', 'delete one', 'standin client remove my-app')),
    ended,
    (id: string, flags: ServerFlags) =>
      askOnce(flags, { method: 'DELETE', path: pathOf(id) }, () => `removed ${id}`),
  ),
  does(
    withServer(
      verb(
        'rotate-secret <client_id>',
        'make a new secret',
        'standin client rotate-secret my-app --grace PT1H',
      ),
    ).option('--grace <duration>', 'how long the one before stays valid (else not at all)'),
    ended,
    (id: string, { grace, ...flags }: ServerFlags & { grace?: string }) =>
      settings(flags, { method: 'POST', path: `${pathOf(id)}/secret`, body: { grace } }),
  ),
  clientShape(ended),
];

const withMembers = (command: Command): Command =>
  command
    .option('--name <name>', 'its name, as people read it')
    .option('--partner <id>', 'the organisation it belongs to')
    .option('--redirect-uri <uri>', 'where people may return to; repeatable', listed)
    .option('--post-logout-redirect-uri <uri>', 'and after signing out; repeatable', listed)
    .addOption(choice('--auth-method <method>', 'how it shows who it is', METHODS))
    .option('--secret <text>', 'its secret (else one is made)')
    .option('--jwks-uri <url>', 'where its public keys are')
    .option('--cert <file>', 'a PEM certificate whose key it signs with; repeatable', listed)
    .option(...BODY_OPTION);

const pathOf = (id: string): string => `/clients/${segment(id)}`;

async function write({ body, ...flags }: ClientFlags, call: Call): Promise<number> {
  const certs = readCertificates(flags.cert);
  if (!certs.ok) return refuse(`--cert: ${certs.reason} cannot be read`);
  return withBody(
    body,
    {
      client_id: flags.id,
      client_secret: flags.secret,
      client_name: flags.name,
      partner: flags.partner,
      redirect_uris: flags.redirectUri,
      post_logout_redirect_uris: flags.postLogoutRedirectUri,
      token_endpoint_auth_method: flags.authMethod,
      jwks_uri: flags.jwksUri,
      certs: certs.value,
    },
    (members) => settings(flags, { ...call, body: members }),
  );
}

/** The texts of PEM files; undefined when none is named, refused with the first that cannot be read. */
function readCertificates(
  files: readonly string[] | undefined,
): Result<readonly string[] | undefined, string> {
  const texts: string[] = [];
  for (const file of files ?? []) {
    try {
      texts.push(readFileSync(file, 'utf8'));
    } catch {
      return refused(file);
    }
  }
  return ok(files && texts);
}

/** Sends the call and prints the client with the addresses it needs. */
const settings = (flags: ServerFlags, call: Call): Promise<number> =>
  ask<ClientSettings>(
    flags,
    (server: Server): Promise<Answer<ClientSettings>> => settingsOf(server, call),
    settingsText,
  );

const asTable = (clients: readonly Client[]): string =>
  table(
    [
      ['client_id', ({ client_id }: Client) => client_id],
      ['name', ({ client_name }) => client_name],
      ['partner', ({ partner }) => partner],
      // RFC 7591 section 2: what counts when nothing was said.
      ['method', ({ token_endpoint_auth_method: method = 'client_secret_basic' }) => method],
      ['redirect_uris', ({ redirect_uris }) => redirect_uris],
    ],
    clients,
  );
