import type { Command } from 'commander';
import type { Attempt } from '../../control/index.js';
import { segment } from '../api.js';
import { askList, askOnce } from '../ask.js';
import type { ServerFlags } from '../findServer.js';
import { choice, does, group, verb, whole, withServer, type Ended, type Verb } from '../verb.js';
import { attemptText, attemptTable } from './attemptText.js';

interface ListFlags extends ServerFlags {
  readonly person?: string;
  readonly state?: string;
  readonly tag?: string;
  readonly limit?: number;
}

interface ActionFlags extends ServerFlags {
  readonly reason?: string;
  readonly result?: string;
}

/** `standin attempt`: verifications, and what an operator does to them. */
export const attemptVerb: Verb = (ended, summary) =>
  group('attempt', summary, [
    does(
      withServer(verb('list', 'list them', 'standin attempt list --person maria'))
        .option('--person <person>', 'of this person')
        .option('--state <state>', 'in this state, such as in_review')
        .option('--tag <tag>', 'with this tag')
        .option('--limit <n>', 'at most so many', whole(1, 100_000)),
      ended,
      ({ person, state, tag, ...flags }: ListFlags) =>
        askList<Attempt>(
          flags,
          { method: 'GET', path: '/attempts', query: { person, state, tag } },
          attemptTable,
        ),
    ),
    does(
      withServer(verb('get <id>', 'show one with its checks', 'standin attempt get att_01J...')),
      ended,
      (id: string, flags: ServerFlags) =>
        askOnce<Attempt>(flags, { method: 'GET', path: `/attempts/${segment(id)}` }, attemptText),
    ),
    ...actions(ended),
  ]);

const EXAMPLE = 'att_01J...';

const actions = (ended: Ended): readonly Command[] => [
  action(ended, 'approve', 'verify it'),
  withReason(action(ended, 'decline', 'decline it')),
  withReason(action(ended, 'ask-again', 'ask the person for the step again')),
  action(ended, 'expire', 'let it expire'),
  withReason(
    action(ended, 'complete', 'end its session with a referee').addOption(
      choice('--result <result>', 'how the session ended', [
        ...['pass', 'fail', 'no_show'],
      ]).makeOptionMandatory(),
    ),
  ),
];

const withReason = (command: Command): Command =>
  command.option('--reason <code>', 'why, such as document.image_blurred');

const action = (ended: Ended, name: string, summary: string): Command =>
  does(
    withServer(verb(`${name} <id>`, summary, `standin attempt ${name} ${EXAMPLE}`)),
    ended,
    (id: string, { reason, result, ...flags }: ActionFlags) =>
      askOnce<Attempt>(
        flags,
        {
          method: 'POST',
          path: `/attempts/${segment(id)}/actions`,
          body: { action: name.replace('-', '_'), result, reason },
        },
        attemptText,
      ),
  );
