import { MINUTE, type Clock } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import { newId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import type { LetterName, Letters } from './compose.js';
import { compose } from './compose.js';
import {
  checkHelpRequest,
  HELP_ADDRESS,
  isTooMuch,
  MOST_FROM_ALL,
  type HelpFault,
  type HelpRequest,
} from './helpRequest.js';
import { MESSAGE_SENT } from './message.js';
import type { MailRelay, MessageFilter, MessageStore, PrintMail, Words } from './ports.js';

/** An inbox holds at least so many; what is older goes when the sandbox is next cleaned. */
const MOST_KEPT = 5000;

/** How far back requests for help are counted. */
const LATELY = 10 * MINUTE;

export type Messages = ReturnType<typeof createMessages>;

/** A message to send: its name, what it needs to know, and to whom in which language. */
export interface Dispatch<Name extends LetterName = LetterName> {
  readonly name: Name;
  readonly data: Letters[Name];
  readonly to: string;
  /** Somebody else than Standin who wrote it. */
  readonly from?: string | undefined;
  readonly locale?: string | undefined;
  /** Of a task that may run twice: the second run sends nothing. */
  readonly id?: string | undefined;
}

/** Sends, keeps and lists messages. `wordsOf` gives the texts of a language, or of the nearest there is. */
export function createMessages({
  store,
  relay,
  wordsOf,
  printMail,
  clock,
}: {
  readonly store: MessageStore;
  /** Only when a mail server is configured. */
  readonly relay?: MailRelay | undefined;
  readonly wordsOf: (locale: string | undefined) => Words;
  readonly printMail: PrintMail;
  readonly clock: Clock;
}) {
  /**
   * Puts a message into the inbox and returns its id. With a mail server, the event `message.sent` (data: `message`,
   * `kind`) calls for `relayMail`, which a task repeats until the server answers; nobody waits for it.
   */
  async function send<Name extends LetterName>(
    sandbox: SandboxId,
    { name, data, to, from, locale, id }: Dispatch<Name>,
  ): Promise<string> {
    const createdAt = clock.now();
    const content = compose(name, data, wordsOf(locale), printMail);
    const message = { ...content, id: id ?? newId('msg', createdAt), to, from, createdAt };
    await store.insert(sandbox, message, [
      { type: MESSAGE_SENT, data: { message: message.id, kind: message.kind, letter: name } },
    ]);
    return message.id;
  }

  return {
    send,

    /**
     * Takes what somebody writes to the help desk: it lies in the inbox of `HELP_ADDRESS`. Refused by bounds, and as `throttled` when
     * too much came lately.
     */
    async askForHelp(
      sandbox: SandboxId,
      request: HelpRequest,
    ): Promise<Result<string, HelpFault | 'throttled'>> {
      const checked = checkHelpRequest(request);
      if (!checked.ok) return checked;
      const { from, reference = '', ...rest } = checked.value;
      const after = clock.now() - LATELY;
      const lately = await store.list(sandbox, { to: HELP_ADDRESS, after, limit: MOST_FROM_ALL });
      if (isTooMuch(lately, from)) return refused('throttled');
      const data = { ...rest, from, reference: reference || '-' };
      return ok(await send(sandbox, { name: 'help_request', data, to: HELP_ADDRESS, from }));
    },

    /** Hands a message of the inbox to the mail server; throws when it is not taken. Deleted ones and texts need nothing. */
    async relayMail(sandbox: SandboxId, id: string): Promise<void> {
      const message = relay && (await store.get(sandbox, id));
      if (message?.kind === 'email') await relay?.send(message);
    },

    /** In the order of arrival, newest last. */
    list: (sandbox: SandboxId, filter: MessageFilter) => store.list(sandbox, filter),
    get: store.get,
    removeAll: store.removeAll,
    /** Forgets the oldest of a sandbox that has more than enough. */
    prune: (sandbox: SandboxId) => store.prune(sandbox, MOST_KEPT),
  };
}
