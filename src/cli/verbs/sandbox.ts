import type { Sandbox, SnapshotTaken } from '../../control/index.js';
import { segment } from '../api.js';
import { askList, askOnce } from '../ask.js';
import { BODY_OPTION, withBody } from '../body.js';
import type { ServerFlags } from '../findServer.js';
import { facts, table } from '../table.js';
import { does, group, verb, withServer, type Ended, type Verb } from '../verb.js';

interface AddFlags extends ServerFlags {
  readonly id?: string;
  readonly name?: string;
  readonly owner?: string;
  readonly copyOf?: string;
  readonly ttl?: string;
  readonly body?: string;
}

/** `standin sandbox`: isolated universes in one server. */
export const sandboxVerb: Verb = (ended, summary) =>
  group('sandbox', summary, [
    does(
      withServer(verb('add', 'make one', 'standin sandbox add --id mine --ttl 24h'))
        .option('--id <id>', 'its id (else one is made)')
        .option('--name <name>', 'a name for people')
        .option('--owner <name>', 'whose it is')
        .option('--copy-of <id>', 'with the partners, clients, people and outcomes of this one')
        .option('--ttl <duration>', 'how long it lives (24 h unless said)')
        .option(...BODY_OPTION),
      ended,
      add,
    ),
    does(
      withServer(verb('list', 'list them', 'standin sandbox list')),
      ended,
      (flags: ServerFlags) =>
        askList<Sandbox>(flags, { method: 'GET', path: '/sandboxes' }, asTable),
    ),
    does(
      withServer(verb('get <id>', 'show one', 'standin sandbox get mine')),
      ended,
      (id: string, flags: ServerFlags) =>
        askOnce(flags, { method: 'GET', path: `/sandboxes/${segment(id)}` }, asFacts),
    ),
    does(
      withServer(verb('remove <id>', 'delete one with all in it', 'standin sandbox remove mine')),
      ended,
      (id: string, flags: ServerFlags) =>
        askOnce(
          flags,
          { method: 'DELETE', path: `/sandboxes/${segment(id)}` },
          () => `removed ${id}`,
        ),
    ),
    about('reset', 'empty it: everything in it is gone but its snapshots', (id) => `reset ${id}`, {
      ended,
    }),
    about('snapshot', 'keep it as it is now', (_id, { snapshot }) => snapshot, { ended, body: {} }),
    does(
      withServer(
        verb(
          'restore <id> <snapshot>',
          'make it what a snapshot says',
          'standin sandbox restore mine snp-01h2',
        ),
      ),
      ended,
      (id: string, snapshot: string, flags: ServerFlags) =>
        askOnce(
          flags,
          { ...post(id, 'restore'), body: { snapshot } },
          () => `restored ${id} from ${snapshot}`,
        ),
    ),
  ]);

const post = (id: string, what: string) =>
  ({ method: 'POST', path: `/sandboxes/${segment(id)}/${what}` }) as const;

/** A verb that names a sandbox and nothing else. */
const about = (
  word: 'reset' | 'snapshot',
  summary: string,
  say: (id: string, answer: SnapshotTaken) => string,
  { ended, body }: { readonly ended: Ended; readonly body?: object },
) =>
  does(
    withServer(verb(`${word} <id>`, summary, `standin sandbox ${word} mine`)),
    ended,
    (id: string, flags: ServerFlags) =>
      askOnce<SnapshotTaken>(flags, { ...post(id, word), body }, (answer) => say(id, answer)),
  );

const add = ({ body, copyOf, id, name, owner, ttl, ...flags }: AddFlags): Promise<number> =>
  withBody(body, { id, name, owner, copy_of: copyOf, ttl }, (members) =>
    askOnce(flags, { method: 'POST', path: '/sandboxes', body: members }, asFacts),
  );

const asTable = (sandboxes: readonly Sandbox[]): string =>
  table(
    [
      ['id', ({ id }: Sandbox) => id],
      ['name', ({ name }) => name],
      ['owner', ({ owner }) => owner],
      ['address', ({ base_url }) => base_url],
      ['expires', ({ expires_at }) => expires_at],
    ],
    sandboxes,
  );

const asFacts = ({ issuers, ...sandbox }: Sandbox): string =>
  facts({
    ...{ id: sandbox.id, name: sandbox.name, owner: sandbox.owner, address: sandbox.base_url },
    ...{ control: sandbox.control_url, expires: sandbox.expires_at },
    ...Object.fromEntries(
      Object.entries(issuers).map(([profile, issuer]) => [`issuer of ${profile}`, issuer]),
    ),
  });
