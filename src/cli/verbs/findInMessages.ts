import type { Message } from '../../control/index.js';
import { requestAll, type Answer } from '../api.js';
import type { Server } from '../findServer.js';

export interface MessageFilter {
  readonly to?: string | undefined;
  readonly kind?: string | undefined;
  /** Id of a message, or an instant. */
  readonly after?: string | undefined;
}

interface Wanted {
  /** Names what is looked for, in the sentence that says it is not there. */
  readonly what: string;
  readonly waitMs: number;
  readonly find: (message: Message) => string | undefined;
}

/** The longest that the server lets one request wait. */
const LONGEST_POLL_MS = 60_000;
const MOST = 100_000;

/** The newest message in which something is found, waited for when there is none yet. */
export async function findInMessages(
  server: Server,
  filter: MessageFilter,
  { what, waitMs, find }: Wanted,
): Promise<Answer<{ readonly found: string; readonly message: Message }>> {
  const until = performance.now() + waitMs;
  let { after } = filter;
  for (;;) {
    const left = Math.max(0, Math.min(until - performance.now(), LONGEST_POLL_MS));
    const page = await messagesAfter(server, { ...filter, after }, left);
    if (!page.ok) return page;
    const { items } = page.value;
    for (const message of items.toReversed()) {
      const found = find(message);
      if (found !== undefined) return { ok: true, value: { found, message } };
    }
    if (performance.now() >= until) return nothing(what, filter);
    after = items.at(-1)?.id ?? after;
  }
}

const messagesAfter = (server: Server, { to, kind, after }: MessageFilter, left: number) =>
  requestAll<Message>(
    server,
    {
      method: 'GET',
      path: '/messages',
      query: { to, kind, after, wait: left > 0 ? (left / 1000).toFixed(3) : undefined },
      timeoutMs: left + 30_000,
    },
    MOST,
  );

const nothing = (what: string, { to }: MessageFilter) => ({
  ok: false as const,
  kind: 'refused' as const,
  detail: `there is no message${to === undefined ? '' : ` to ${to}`}${what === 'message' ? '' : ` with a ${what}`}`,
  errors: [],
});
