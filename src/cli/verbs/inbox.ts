import type { Command } from 'commander';
import type { Message } from '../../control/index.js';
import { ask, askList, askOnce } from '../ask.js';
import type { ServerFlags } from '../findServer.js';
import { table } from '../table.js';
import { choice, does, group, verb, whole, withServer, type Ended, type Verb } from '../verb.js';
import { findInMessages, type MessageFilter } from './findInMessages.js';

const KINDS = ['email', 'sms', 'voice', 'letter', 'push'];
const LONGEST_WAIT_S = 3600;

interface FilterFlags extends ServerFlags {
  readonly to?: string;
  readonly kind?: string;
  readonly after?: string;
}

/** `standin inbox`: mail and text messages that were sent. */
export const inboxVerb: Verb = (ended, summary) =>
  group('inbox', summary, [
    does(
      withFilter(withServer(verb('list', 'list them, oldest first', 'standin inbox list'))).option(
        '--limit <n>',
        'at most so many',
        whole(1, 100_000),
      ),
      ended,
      ({ to, kind, after, ...flags }: FilterFlags & { limit?: number }) =>
        askList<Message>(
          flags,
          { method: 'GET', path: '/messages', query: { to, kind, after } },
          asTable,
        ),
    ),
    one(ended, 'wait', ({ text }) => text),
    one(ended, 'code', ({ codes }) => codes[0]),
    one(ended, 'link', ({ links }) => links[0]),
    does(
      withServer(verb('clear', 'empty it', 'standin inbox clear')),
      ended,
      (flags: ServerFlags) =>
        askOnce(flags, { method: 'DELETE', path: '/messages' }, () => 'the inbox is empty'),
    ),
  ]);

const withFilter = (command: Command): Command =>
  command
    .option('--to <address>', 'to this address or number')
    .addOption(choice('--kind <kind>', 'of this kind', KINDS))
    .option('--after <id>', 'that came after this message or instant');

/** What each looks for, as its help and its refusal say it. */
const SOUGHT = {
  wait: { what: 'message', summary: 'wait for a message and print the newest one', wait: 60 },
  code: { what: 'code', summary: 'print the code of the newest message that has one', wait: 0 },
  link: { what: 'link', summary: 'print the link of the newest message that has one', wait: 0 },
} as const;

/** Nothing but the word itself on stdout, for `$(...)`. */
const one = (
  ended: Ended,
  name: keyof typeof SOUGHT,
  find: (message: Message) => string | undefined,
): Command => {
  const { what, summary, wait: usual } = SOUGHT[name];
  const example = `standin inbox ${name} --to maria@example.com --wait 10`;
  return does(
    withFilter(withServer(verb(name, summary, example))).option(
      '--wait <seconds>',
      `wait so long for it (${usual} unless said)`,
      whole(0, LONGEST_WAIT_S),
    ),
    ended,
    ({ to, kind, after, wait = usual, ...flags }: FilterFlags & { wait?: number }) => {
      const filter: MessageFilter = { to, kind, after };
      return ask(
        flags,
        (server) => findInMessages(server, filter, { what, waitMs: wait * 1000, find }),
        ({ found }) => found,
      );
    },
  );
};

const asTable = (messages: readonly Message[]): string =>
  table(
    [
      ['at', ({ created_at }: Message) => created_at],
      ['kind', ({ kind }) => kind],
      ['to', ({ to }) => to],
      ['subject', ({ subject }) => subject],
      ['codes', ({ codes }) => codes],
      ['id', ({ id }) => id],
    ],
    messages,
  );
