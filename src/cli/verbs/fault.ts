import type { Command } from 'commander';
import type { Fault, KnownFault } from '../../control/index.js';
import { segment } from '../api.js';
import { askList, askOnce } from '../ask.js';
import { BODY_OPTION, withBody } from '../body.js';
import type { ServerFlags } from '../findServer.js';
import { removeSome, removeUsage } from '../removeSome.js';
import { facts, table } from '../table.js';
import { does, group, verb, whole, withServer, type Verb } from '../verb.js';

interface AddFlags extends ServerFlags {
  readonly id?: string;
  readonly at?: string;
  readonly client?: string;
  readonly person?: string;
  readonly tag?: string;
  readonly times?: number;
  readonly status?: number;
  readonly ms?: number;
  readonly error?: string;
  readonly description?: string;
  readonly of?: string;
  readonly claim?: string;
  readonly value?: string;
  readonly remove?: true;
  readonly how?: string;
  readonly seconds?: number;
  readonly body?: string;
}

/** `standin fault`: what goes wrong on the wire. */
export const faultVerb: Verb = (ended, summary) =>
  group('fault', summary, [
    does(withMembers(withServer(addUsage())), ended, add),
    does(
      withServer(verb('list', 'list them', 'standin fault list')).option(
        '--limit <n>',
        'at most so many',
        whole(1, 100_000),
      ),
      ended,
      (flags: ServerFlags & { limit?: number }) =>
        askList<Fault>(flags, { method: 'GET', path: '/faults' }, asTable),
    ),
    does(
      withServer(verb('get <id>', 'show one and how often it acted', 'standin fault get slow')),
      ended,
      (id: string, flags: ServerFlags) =>
        askOnce(flags, { method: 'GET', path: `/faults/${segment(id)}` }, asFacts),
    ),
    does(removeUsage('fault'), ended, removeSome('fault')),
    does(
      withServer(verb('kinds', 'list what can go wrong, and where', 'standin fault kinds')),
      ended,
      (flags: ServerFlags) =>
        askList<KnownFault>(flags, { method: 'GET', path: '/catalogue/faults' }, kindsAsTable),
    ),
  ]);

const addUsage = (): Command =>
  verb(
    'add <kind>',
    'let something go wrong',
    'standin fault add status --at token --status 503 --times 1 --client my-app',
  );

const withMembers = (command: Command): Command =>
  command
    .option('--at <place>', 'authorize, token, userinfo, jwks, discovery, logout, webhook or mail')
    .option('--client <client_id>', 'for this client alone')
    .option('--person <person>', 'for this person alone (id, e-mail or persona)')
    .option('--tag <tag>', 'for what carries this tag alone')
    .option('--times <n>', 'so often (else until it is removed)', whole(1, 1_000_000))
    .option('--status <status>', 'status: of the answer', whole(200, 599))
    .option('--ms <ms>', 'delay: how long', whole(1, 120_000))
    .option('--error <error>', 'oauth_error: which')
    .option('--description <text>', 'oauth_error: in words')
    .option('--of <token>', 'claim, signature: of id, userinfo or access')
    .option('--claim <name>', 'claim: which')
    .option('--value <json>', 'claim: its value, as JSON or as it stands')
    .option('--remove', 'claim: take it out')
    .option('--how <how>', 'signature: corrupt, wrong_key, unknown_kid, none, hs256_public_key')
    .option(
      '--seconds <seconds>',
      'clock_skew: how far ahead, -60 for behind',
      whole(-315_360_000, 315_360_000),
    )
    .option('--id <id>', 'its id (else one is made)')
    .option(...BODY_OPTION);

const add = (kind: string, { body, ...flags }: AddFlags): Promise<number> => {
  const { client: client_id, person, tag, value, seconds } = flags;
  const match = { client_id, person, tag };
  const isForSome = Object.values(match).some((member) => member !== undefined);
  const members = {
    ...{ id: flags.id, at: flags.at, kind, times: flags.times, status: flags.status },
    ...{ match: isForSome ? match : undefined, ms: flags.ms, error: flags.error },
    ...{ description: flags.description, token: flags.of, claim: flags.claim, how: flags.how },
    ...{ remove: flags.remove, seconds },
    value: value === undefined ? undefined : jsonOr(value),
  };
  return withBody(body, members, (whole) =>
    askOnce(flags, { method: 'POST', path: '/faults', body: whole }, asFacts),
  );
};

/** `true`, `7` and `["a"]` are what they say; anything else is the text itself. */
function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const matchOf = ({ match }: Fault): string =>
  Object.entries(match)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ') || 'everybody';

const COMMON = ['id', 'match', 'at', 'kind', 'times', 'times_left', 'used'];

/** What a kind has of its own. */
const membersOf = (fault: Fault): string =>
  Object.entries(fault)
    .filter(([name]) => !COMMON.includes(name) && !name.endsWith('_at'))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');

const asTable = (faults: readonly Fault[]): string =>
  table(
    [
      ['id', ({ id }: Fault) => id],
      ['at', ({ at }) => at],
      ['kind', ({ kind }) => kind],
      ['members', membersOf],
      ['for', matchOf],
      ['acted', ({ used }) => used],
      ['left', ({ times_left }) => times_left ?? 'no end'],
    ],
    faults,
  );

const asFacts = (fault: Fault): string =>
  facts({
    ...{ id: fault.id, at: fault.at, kind: fault.kind, members: membersOf(fault) },
    ...{ for: matchOf(fault), acted: fault.used, left: fault.times_left ?? 'no end' },
    'last acted': fault.last_used_at,
    created: fault.created_at,
  });

const kindsAsTable = (kinds: readonly KnownFault[]): string =>
  table(
    [
      ['kind', ({ id }: KnownFault) => id],
      ['at', ({ at }) => at.join(', ')],
      ['members', ({ members }) => members.join(', ')],
      ['what happens', ({ sentence }) => sentence],
    ],
    kinds,
  );
