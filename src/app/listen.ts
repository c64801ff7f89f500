import { createServer, type RequestListener, type Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';

export interface Listening {
  readonly port: number;
  /** Answers what has been sent by now, takes no more connections, and after `graceMs` drops what is left. */
  close(graceMs: number): Promise<void>;
}

/** `localhost` is both loopback addresses, since clients differ in which one they try. */
const addressesOf = (host: string): readonly string[] =>
  host === 'localhost' ? ['127.0.0.1', '::1'] : [host];

const EVERYWHERE = /^(0\.0\.0\.0|::|127(\.\d{1,3}){3}|::1)$/;

/** What TLS is spoken with, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** How a browser on this machine reaches a host and port: one address alone is named, all of them are `localhost`. */
export function addressFor(host: string, port: number): string {
  const name = EVERYWHERE.test(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/**
 * Listens on every address of the host, all on one port (0: a free one), over TLS with a certificate. A machine without IPv6 does with IPv4. Throws the
 * socket's error when the port is taken.
 */
export async function listen(
  handler: RequestListener,
  host: string,
  port: number,
  certificate?: Certificate,
): Promise<Listening> {
  const servers: (Server | TlsServer)[] = [];
  let bound = port;
  for (const address of addressesOf(host)) {
    const server = await createFor(handler, certificate);
    try {
      bound = await listenOn(server, address, bound);
      servers.push(server);
    } catch (error) {
      if (servers.length === 0 || !isUnavailable(error)) {
        await Promise.all(servers.map((open) => closeServer(open, 0)));
        throw error;
      }
    }
  }
  return {
    port: bound,
    close: async (graceMs) => {
      await Promise.all(servers.map((server) => closeServer(server, graceMs)));
    },
  };
}

/**
 * In ms. A connection at rest is kept for longer than clients, proxies and balancers keep theirs (60 s mostly): whoever ends it
 * first must not be the side that is not asked, or a request crosses with the end and is reset.
 */
const PATIENCE = { requestTimeout: 120_000, headersTimeout: 30_000, keepAliveTimeout: 72_000 };

async function createFor(handler: RequestListener, certificate: Certificate | undefined) {
  if (!certificate) return createServer(PATIENCE, handler);
  const https = await import('node:https');
  return https.createServer({ ...PATIENCE, ...certificate }, handler);
}

function listenOn(server: Server | TlsServer, address: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

const isUnavailable = (error: unknown): boolean =>
  ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(String((error as { code?: unknown }).code));

async function closeServer(server: Server | TlsServer, graceMs: number): Promise<void> {
  await lastCall(server, Math.min(LAST_CALL_MS, graceMs));
  const closed = new Promise((resolve) => server.close(resolve));
  const drop = setTimeout(() => server.closeAllConnections(), graceMs);
  // A connection that is kept alive becomes idle once its request is answered.
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  await closed;
  clearTimeout(drop);
  clearInterval(idle);
}

const LAST_CALL_MS = 500;
const IDLE_CHECK_MS = 50;

/**
 * What clients had sent before the server was told to stop may still lie in the system's buffers, and closing would throw it
 * away: lets the event loop turn until a turn brings nothing new, for `ms` at most.
 */
async function lastCall(server: Server | TlsServer, ms: number): Promise<void> {
  let quietTurns = 0;
  const came = () => (quietTurns = 0);
  server.on('connection', came).on('request', came);
  for (const end = Date.now() + ms; quietTurns < 2 && Date.now() < end; quietTurns++)
    await turnOfTheLoop();
  server.off('connection', came).off('request', came);
}
