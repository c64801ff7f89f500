import type { Command } from 'commander';
import type { Person } from '../../control/index.js';
import { segment } from '../api.js';
import { askList, askOnce } from '../ask.js';
import { BODY_OPTION, withBody } from '../body.js';
import type { ServerFlags } from '../findServer.js';
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
import { personFacts, peopleTable, type Made } from './personText.js';

interface AddFlags extends ServerFlags {
  readonly id?: string;
  readonly persona?: string;
  readonly email?: string;
  readonly password?: string;
  readonly givenName?: string;
  readonly familyName?: string;
  readonly birthdate?: string;
  readonly ssn?: string;
  readonly phone?: string;
  readonly ial?: string;
  readonly authenticators?: readonly string[];
  readonly state?: string;
  readonly groups?: readonly string[];
  readonly tag?: string;
  readonly body?: string;
}

/** `standin person`: subscribers and applicants. */
export const personVerb: Verb = (ended, summary) =>
  group('person', summary, [
    does(withPersonMembers(withServer(addUsage())), ended, add),
    does(
      withServer(verb('list', 'list them', 'standin person list')).option(
        '--limit <n>',
        'at most so many',
        whole(1, 100_000),
      ),
      ended,
      (flags: ServerFlags & { limit?: number }) =>
        askList<Person>(flags, { method: 'GET', path: '/people' }, peopleTable),
    ),
    does(
      withServer(verb('get <person>', 'show one', 'standin person get maria')),
      ended,
      (person: string, flags: ServerFlags) =>
        askOnce<Made>(flags, { method: 'GET', path: pathOf(person) }, personFacts),
    ),
    does(
      withServer(
        verb('remove <person>', 'delete one with all of theirs', 'standin person remove maria'),
      ),
      ended,
      (person: string, flags: ServerFlags) =>
        askOnce(flags, { method: 'DELETE', path: pathOf(person) }, () => `removed ${person}`),
    ),
    ...doings(ended),
  ]);

const doings = (ended: Ended): readonly Command[] => [
  does(
    withServer(
      verb('totp <person>', 'print the code of the authenticator app', 'standin person totp maria'),
    ),
    ended,
    (person: string, flags: ServerFlags) =>
      askOnce<{ code: string }>(
        flags,
        { method: 'GET', path: `${pathOf(person)}/totp` },
        ({ code }) => code,
      ),
  ),
  does(
    withServer(
      verb(
        'lifecycle <person> <event>',
        'let something happen to one (suspend, restore, close, unlock, revoke_verification ...)',
        'standin person lifecycle maria suspend',
      ),
    ).option(...BODY_OPTION),
    ended,
    (person: string, event: string, { body, ...flags }: ServerFlags & { body?: string }) =>
      withBody(body, { event }, (members) =>
        askOnce<Made>(
          flags,
          { method: 'POST', path: `${pathOf(person)}/lifecycle`, body: members },
          personFacts,
        ),
      ),
  ),
];

const addUsage = (): Command =>
  verb(
    'add',
    'make one; what is not said is invented',
    'standin person add --persona maria --ial 2 --authenticators password,totp',
  );

const withPersonMembers = (command: Command): Command =>
  command
    .option('--id <id>', 'their id (else one is made)')
    .option('--persona <id>', 'a persona to be made after')
    .option('--email <address>', 'their e-mail address')
    .option('--password <text>', 'their password (else one is made)')
    .option('--given-name <name>', 'first name')
    .option('--family-name <name>', 'last name')
    .option('--birthdate <day>', 'YYYY-MM-DD')
    .option('--ssn <digits>', 'a number that is never issued')
    .option('--phone <number>', 'E.164, such as +12025550123')
    .addOption(choice('--ial <level>', '1: not proofed (default), 2: verified', ['1', '2']))
    .option(
      '--authenticators <kinds>',
      'password, totp, phone, recovery_codes; with commas',
      listed,
    )
    .addOption(
      choice('--state <state>', 'of the account (default active)', [
        ...['active', 'unconfirmed', 'suspended', 'closed'],
      ]),
    )
    .option('--groups <names>', 'with commas', listed)
    .option('--tag <tag>', 'ties parallel tests that share a server')
    .option(...BODY_OPTION);

const pathOf = (person: string): string => `/people/${segment(person)}`;

const add = ({ body, ...flags }: AddFlags): Promise<number> =>
  withBody(
    body,
    {
      id: flags.id,
      persona: flags.persona,
      email: flags.email,
      password: flags.password,
      given_name: flags.givenName,
      family_name: flags.familyName,
      birthdate: flags.birthdate,
      ssn: flags.ssn,
      phone: flags.phone,
      ial: flags.ial === undefined ? undefined : Number(flags.ial),
      authenticators: flags.authenticators,
      state: flags.state,
      groups: flags.groups,
      tag: flags.tag,
    },
    (members) =>
      askOnce<Made>(flags, { method: 'POST', path: '/people', body: members }, personFacts),
  );
