import type { Ask } from '../ask.js';
import { StandinError } from '../errors.js';
import type { Message, MessageQuery } from '../types.js';
import { listed, type Listed, type Page } from './resource.js';

export interface MessageWishes {
  /** An address or number, exactly. */
  readonly to?: string;
  readonly kind?: Message['kind'];
  /** The id of a message, or an instant; since the call unless said. `null` takes any that is there. */
  readonly after?: string | Date | null;
  /** Milliseconds to wait: 10,000 unless said. */
  readonly timeout?: number;
  /** Whether it is the one. */
  readonly where?: (message: Message) => boolean;
}

/** Mail and texts that were sent. */
export interface Messages extends Listed<Message, MessageQuery> {
  /**
   * The first message that comes after the call and is as wished. Call it before what sends the message, and await it
   * afterwards. Throws a StandinError when none comes in time.
   */
  waitFor(wishes?: MessageWishes): Promise<Message>;
  /** Empties the inbox. */
  clear(): Promise<void>;
}

const PATH = '/messages';
const PATIENCE_MS = 10_000;
/** The longest that the server lets one request wait. */
const LONGEST_POLL_S = 60;
const SPARE_MS = 30_000;

/** `now` is the server's clock in epoch ms. */
export function createMessages(ask: Ask, now: () => number): Messages {
  const pages = listed<Message, MessageQuery>(ask, PATH);

  const look = (query: MessageQuery, leftMs: number): Promise<Page<Message>> => {
    const wait = Math.min(leftMs / 1000, LONGEST_POLL_S);
    const timeoutMs = wait * 1000 + SPARE_MS;
    return ask({ method: 'GET', path: PATH, query: { ...query, wait }, timeoutMs });
  };

  return {
    ...pages,
    clear: () => ask({ method: 'DELETE', path: PATH }),
    async waitFor({ to, kind, after, timeout = PATIENCE_MS, where = () => true } = {}) {
      const end = performance.now() + timeout;
      const filter = { ...(to !== undefined && { to }), ...(kind !== undefined && { kind }) };
      let since = after === undefined ? new Date(now() - 1).toISOString() : textOf(after);
      for (;;) {
        const left = Math.max(0, end - performance.now());
        const query = { ...filter, ...(since !== null && { after: since }) };
        const { items, next } = await look(query, left);
        const found = items.find(where);
        if (found) return found;
        since = items.at(-1)?.id ?? since;
        if (left === 0 && next === undefined) throw await missed(filter, timeout);
      }
    },
  };

  /** Says what is there, since most often the message came before the wait began. */
  async function missed(
    filter: Pick<MessageQuery, 'to' | 'kind'>,
    timeout: number,
  ): Promise<StandinError> {
    const { items } = await pages.list(filter);
    const to = filter.to === undefined ? '' : ` to ${filter.to}`;
    const there = items.map(({ id, kind, subject }) => `\n  ${id} ${kind} ${subject}`).slice(-5);
    const hint =
      there.length === 0
        ? ''
        : `; there are these from before the wait:${there.join('')}
call waitFor before what sends the message, or pass after: null`;
    return new StandinError(`no message${to} came within ${timeout} ms${hint}`);
  }
}

const textOf = (after: string | Date | null): string | null =>
  after instanceof Date ? after.toISOString() : after;
