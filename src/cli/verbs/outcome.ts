import type { Command } from 'commander';
import type { Outcome } from '../../control/index.js';
import { segment } from '../api.js';
import { askList, askOnce } from '../ask.js';
import { BODY_OPTION, withBody } from '../body.js';
import type { ServerFlags } from '../findServer.js';
import { removeSome, removeUsage } from '../removeSome.js';
import { facts, table } from '../table.js';
import { does, group, listed, verb, whole, withServer, type Verb } from '../verb.js';

interface AddFlags extends ServerFlags {
  readonly id?: string;
  readonly step?: string;
  readonly result?: readonly string[];
  readonly then?: string;
  readonly times?: number;
  readonly delayMs?: number;
  readonly person?: string;
  readonly email?: string;
  readonly ssn?: string;
  readonly client?: string;
  readonly loginHint?: string;
  readonly state?: string;
  readonly tag?: string;
  readonly body?: string;
}

/** `standin outcome`: scripts of what a step comes to. */
export const outcomeVerb: Verb = (ended, summary) =>
  group('outcome', summary, [
    does(withMatch(withServer(addUsage())), ended, add),
    does(
      withServer(verb('list', 'list them', 'standin outcome list')).option(
        '--limit <n>',
        'at most so many',
        whole(1, 100_000),
      ),
      ended,
      (flags: ServerFlags & { limit?: number }) =>
        askList<Outcome>(flags, { method: 'GET', path: '/outcomes' }, asTable),
    ),
    does(
      withServer(
        verb('get <id>', 'show one and what was spent of it', 'standin outcome get blurred-once'),
      ),
      ended,
      (id: string, flags: ServerFlags) =>
        askOnce(flags, { method: 'GET', path: `/outcomes/${segment(id)}` }, asFacts),
    ),
    does(removeUsage('outcome'), ended, removeSome('outcome')),
  ]);

const addUsage = (): Command =>
  verb(
    'add',
    'write one: each attempt at the step takes the next result',
    'standin outcome add --person maria --step document --result document.image_blurred,pass',
  );

const withMatch = (command: Command): Command =>
  command
    .option('--step <step>', 'document, selfie, records, phone, decision ...')
    .option('--result <results>', 'pass, review or reason codes, in order; with commas', listed)
    .option('--then <what>', 'what follows: real (default), last or pass')
    .option('--times <n>', 'play the results so often', whole(1, 1_000_000))
    .option('--delay-ms <ms>', 'let the step take so long', whole(0, 600_000))
    .option('--person <person>', 'for this person (id, e-mail or persona)')
    .option('--email <address>', 'for this address')
    .option('--ssn <digits>', 'for this number')
    .option('--client <client_id>', 'for people whom this client sends')
    .option('--login-hint <text>', 'for this login_hint')
    .option('--state <text>', 'for the request with this state')
    .option('--tag <tag>', 'for what carries this tag')
    .option('--id <id>', 'its id (else one is made)')
    .option(...BODY_OPTION);

const add = ({ body, ...flags }: AddFlags): Promise<number> => {
  const match = {
    ...{ person: flags.person, email: flags.email, ssn: flags.ssn, client_id: flags.client },
    ...{ login_hint: flags.loginHint, state: flags.state, tag: flags.tag },
  };
  const matches = Object.values(match).some((value) => value !== undefined);
  const members = {
    id: flags.id,
    match: matches || body === undefined ? match : undefined,
    step: flags.step,
    results: flags.result,
    then: flags.then,
    times: flags.times,
    delay_ms: flags.delayMs,
  };
  return withBody(body, members, (whole) =>
    askOnce(flags, { method: 'POST', path: '/outcomes', body: whole }, asFacts),
  );
};

const resultsOf = ({ results }: Outcome): string =>
  results.map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry))).join(', ');

const matchOf = ({ match }: Outcome): string =>
  Object.entries(match)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ') || 'everybody';

const asTable = (outcomes: readonly Outcome[]): string =>
  table(
    [
      ['id', ({ id }: Outcome) => id],
      ['for', matchOf],
      ['step', ({ step }) => step],
      ['results', resultsOf],
      ['then', ({ then }) => then ?? 'real'],
      ['left', ({ entries_left }) => entries_left],
    ],
    outcomes,
  );

const asFacts = (outcome: Outcome): string =>
  facts({
    id: outcome.id,
    for: matchOf(outcome),
    step: outcome.step,
    results: resultsOf(outcome),
    times: outcome.times,
    then: outcome.then ?? 'real',
    left: outcome.entries_left,
    spent: outcome.consumed.map(({ attempt, at }) => `${at}${attempt ? ` by ${attempt}` : ''};`),
    created: outcome.created_at,
  });
