import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Database } from '../../src/storage/index.js';

/** Event types that the endpoint is told of. */
export const TOLD = ['account.created', 'verification.verified', 'verification.started'] as const;

/** An endpoint of a relying party that outlives every server which calls it. */
export interface Receiver {
  readonly url: string;
  /** Bodies by `webhook-id`, the event's own, as often as they came. */
  readonly heard: ReadonlyMap<string, readonly string[]>;
  close(): Promise<void>;
}

/** Takes its time over every other call, so that servers die while they wait for it. */
export async function openReceiver(): Promise<Receiver> {
  const heard = new Map<string, string[]>();
  let calls = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const id = String(request.headers['webhook-id']);
      heard.set(id, [...(heard.get(id) ?? []), body]);
      setTimeout(() => response.writeHead(204).end(), ++calls % 2 === 0 ? 60 : 0);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    heard,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** What of the events was not told at least once, was told though it never happened, or was told in two ways. */
export async function untold(db: Database, { heard }: Receiver): Promise<readonly string[]> {
  const happened = await db.query<{ id: string; type: string }>(
    `SELECT id, type FROM events WHERE type IN (${TOLD.map((type) => `'${type}'`).join(', ')})`,
  );
  const undelivered = await db.query<{ event_type: string; state: string }>(
    "SELECT event_type, state FROM deliveries WHERE state <> 'delivered'",
  );
  const known = new Set(happened.map(({ id }) => id));
  return [
    ...happened.filter(({ id }) => !heard.has(id)).map(({ id, type }) => `${type} ${id} unheard`),
    ...undelivered.map(({ event_type, state }) => `${event_type} is ${state}`),
    ...[...heard.keys()].filter((id) => !known.has(id)).map((id) => `${id} never happened`),
    ...[...heard].filter(([, bodies]) => new Set(bodies).size > 1).map(([id]) => `${id} changed`),
  ];
}
