import { Readable } from 'node:stream';
import { SECOND } from '../../platform/clock.js';
import type { Reply } from './reply.js';

/** Proxies end a connection on which nothing comes for a while. */
export const HEARTBEAT = 15 * SECOND;

/** One message of a stream of server-sent events (WHATWG HTML section 9.2); JSON has no line breaks. */
export const sentEvent = (id: string, data: unknown): string =>
  `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`;

/** A comment: keeps the connection, says nothing. */
export const STILL_HERE = ':\n\n';

/** A stream of server-sent events, as slow as its reader. */
export const streamed = (messages: AsyncIterable<string>): Reply => ({
  status: 200,
  type: 'text/event-stream; charset=utf-8',
  body: Readable.from(messages),
  headers: { 'x-accel-buffering': 'no' },
});
