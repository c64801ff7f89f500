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
      withServer(verb('list', 'list them', 'standin person list --tag checkout'))
        .option('--limit <n>', 'at most so many', whole(1, 100_000))
        .option('--persona <id>', 'made after this persona, or herself')
        .addOption(choice('--state <state>', 'of the account', STATES))
        .option('--tag <tag>', 'with this tag'),
      ended,
      (flags: ListFlags) =>
        askList<Person>(flags, { method: 'GET', path: `/people${queryOf(flags)}` }, peopleTable),
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
    ...changes(ended),
    ...doings(ended),
  ]);

interface ListFlags extends ServerFlags {
  readonly limit?: number;
  readonly persona?: string;
  readonly state?: string;
  readonly tag?: string;
}

function queryOf({ persona, state, tag }: ListFlags): string {
  const given = Object.entries({ persona, state, tag }).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(given as [string, string][]).toString();
  return query === '' ? '' : `?${query}`;
}

const STATES = ['active', 'unconfirmed', 'suspended', 'closed'];

const changes = (ended: Ended): readonly Command[] => [
  does(
    withChangedMembers(
      withServer(
        verb(
          'change <person>',
          'change what is said',
          'standin person change maria --family-name Kestrel',
        ),
      ),
    ),
    ended,
    change,
  ),
  does(
    withServer(
      verb(
        'session <person>',
        'sign one in: prints a cookie for a browser',
        'standin person session maria',
      ),
    ).option(
      '--authenticators <kinds>',
      'used to sign in (else the strongest); with commas',
      listed,
    ),
    ended,
    (person: string, { authenticators, ...flags }: ServerFlags & { authenticators?: string[] }) =>
      askOnce<{ name: string; value: string; path: string }>(
        flags,
        {
          method: 'POST',
          path: `${pathOf(person)}/sessions`,
          body: authenticators ? { authenticators } : {},
        },
        ({ name, value, path }) => `${name}=${value}; Path=${path}`,
      ),
  ),
];

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
    )
      .option('--given-name <name>', 'with change_name')
      .option('--family-name <name>', 'with change_name')
      .option('--phone <number>', 'with change_phone; E.164')
      .option('--email <address>', 'with change_email')
      .option('--into <person>', 'with merge_into: the one who goes on')
      .option('--on <day>', 'with deceased; YYYY-MM-DD')
      .option(...BODY_OPTION),
    ended,
    (person: string, event: string, { body, ...flags }: HappeningFlags) =>
      withBody(body, { event, ...happening(flags) }, (members) =>
        askOnce<Made>(
          flags,
          { method: 'POST', path: `${pathOf(person)}/lifecycle`, body: members },
          personFacts,
        ),
      ),
  ),
];

interface HappeningFlags extends ServerFlags {
  readonly givenName?: string;
  readonly familyName?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly into?: string;
  readonly on?: string;
  readonly body?: string;
}

const happening = ({ givenName, familyName, phone, email, into, on }: HappeningFlags) => ({
  ...{ given_name: givenName, family_name: familyName, phone, email, into, on },
});

const addUsage = (): Command =>
  verb(
    'add',
    'make one; what is not said is invented',
    'standin person add --persona maria --ial 2 --authenticators password,totp',
  );

/** What can be said about somebody, new or known. */
const withAttributes = (command: Command): Command =>
  command
    .option('--email <address>', 'their e-mail address')
    .option('--given-name <name>', 'first name')
    .option('--family-name <name>', 'last name')
    .option('--birthdate <day>', 'YYYY-MM-DD')
    .option('--ssn <digits>', 'a number that is never issued')
    .option('--phone <number>', 'E.164, such as +12025550123')
    .option('--groups <names>', 'with commas', listed)
    .option('--tag <tag>', 'ties parallel tests that share a server')
    .option(...BODY_OPTION);

const withChangedMembers = (command: Command): Command =>
  withAttributes(command).addOption(
    choice('--state <state>', 'of the account', ['active', 'suspended', 'closed']),
  );

const withPersonMembers = (command: Command): Command =>
  withAttributes(command)
    .option('--id <id>', 'their id (else one is made)')
    .option('--persona <id>', 'a persona to be made after')
    .option('--password <text>', 'their password (else one is made)')
    .addOption(choice('--ial <level>', '1: not proofed (default), 2: verified', ['1', '2']))
    .option(
      '--authenticators <kinds>',
      'password, totp, phone, passkey, recovery_codes; with commas',
      listed,
    )
    .addOption(choice('--state <state>', 'of the account (default active)', STATES));

const pathOf = (person: string): string => `/people/${segment(person)}`;

const attributesIn = (flags: AddFlags) => ({
  email: flags.email,
  given_name: flags.givenName,
  family_name: flags.familyName,
  birthdate: flags.birthdate,
  ssn: flags.ssn,
  phone: flags.phone,
  state: flags.state,
  groups: flags.groups,
  tag: flags.tag,
});

const add = ({ body, ...flags }: AddFlags): Promise<number> =>
  withBody(
    body,
    {
      ...attributesIn(flags),
      id: flags.id,
      persona: flags.persona,
      password: flags.password,
      ial: flags.ial === undefined ? undefined : Number(flags.ial),
      authenticators: flags.authenticators,
    },
    (members) =>
      askOnce<Made>(flags, { method: 'POST', path: '/people', body: members }, personFacts),
  );

function change(person: string, { body, ...flags }: AddFlags): Promise<number> {
  return withBody(body, attributesIn(flags), (members) =>
    askOnce<Made>(flags, { method: 'PATCH', path: pathOf(person), body: members }, personFacts),
  );
}
