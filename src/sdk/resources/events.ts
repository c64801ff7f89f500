import type { Ask } from '../ask.js';
import { fromWire } from '../naming.js';
import type { Event, EventQuery } from '../types.js';
import { listed, type Listed } from './resource.js';

/** Events as they happen, until it is closed, the loop over it is left, or the server ends. */
export interface EventStream extends AsyncIterable<Event>, AsyncDisposable {
  close(): Promise<void>;
}

/** The audit stream. */
export interface Events extends Listed<Event, EventQuery> {
  /** Hears what happens from now on, or after the event that `after` names; once it is answered nothing is missed. */
  follow(query?: Omit<EventQuery, 'limit' | 'wait'>): Promise<EventStream>;
}

const PATH = '/events';

export const createEvents = (ask: Ask): Events => ({
  ...listed(ask, PATH),
  async follow(query) {
    const ending = new AbortController();
    const body = await ask<ReadableStream<Uint8Array>>({
      ...{ method: 'GET', path: PATH, query: { after: 'now', ...query } },
      ...{ as: 'stream', signal: ending.signal },
    });
    const events = eventsIn(body, ending.signal);
    const close = (): Promise<void> => Promise.resolve(ending.abort());
    return { [Symbol.asyncIterator]: () => events, close, [Symbol.asyncDispose]: close };
  },
});

/** What a stream of server-sent events says (WHATWG HTML section 9.2): a line of JSON in each message, none in a heartbeat. */
async function* eventsIn(
  body: ReadableStream<Uint8Array>,
  closed: AbortSignal,
): AsyncGenerator<Event, void> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const bytes of body) {
      text += decoder.decode(bytes, { stream: true });
      const messages = text.split('\n\n');
      text = messages.pop() ?? '';
      for (const message of messages) {
        const data = /^data: (.*)$/m.exec(message)?.[1];
        if (data !== undefined) yield fromWire(JSON.parse(data)) as Event;
      }
    }
  } catch (error) {
    if (!closed.aborted) throw error;
  }
}
