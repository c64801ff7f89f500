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

/** `inbox code` and `inbox link`: nothing but the word itself on stdout, for `$(...)`. */
const one = (
  ended: Ended,
  what: 'code' | 'link',
  find: (message: Message) => string | undefined,
): Command =>
  does(
    withFilter(
      withServer(
        verb(
          what,
          `print the ${what} of the newest message that has one`,
          `standin inbox ${what} --to maria@example.com --wait 10`,
        ),
      ),
    ).option('--wait <seconds>', 'wait so long for it', whole(0, LONGEST_WAIT_S)),
    ended,
    ({ to, kind, after, wait = 0, ...flags }: FilterFlags & { wait?: number }) => {
      const filter: MessageFilter = { to, kind, after };
      return ask(
        flags,
        (server) => findInMessages(server, filter, { what, waitMs: wait * 1000, find }),
        ({ found }) => found,
      );
    },
  );

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
