import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listening {
  readonly port: number;
  /** Stops taking connections, lets requests under way end for `graceMs`, then drops what is left. */
  close(graceMs: number): Promise<void>;
}

/** `localhost` is both loopback addresses, since clients differ in which one they try. */
const addressesOf = (host: string): readonly string[] =>
  host === 'localhost' ? ['127.0.0.1', '::1'] : [host];

const EVERYWHERE = /^(0\.0\.0\.0|::|127(\.\d{1,3}){3}|::1)$/;

/** How a browser on this machine reaches a host and port: one address alone is named, all of them are `localhost`. */
export function addressFor(host: string, port: number): string {
  const name = EVERYWHERE.test(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/**
 * Listens on every address of the host, all on one port (0: a free one). A machine without IPv6 does with IPv4. Throws the
 * socket's error when the port is taken.
 */
export async function listen(
  handler: RequestListener,
  host: string,
  port: number,
): Promise<Listening> {
  const servers: Server[] = [];
  let bound = port;
  for (const address of addressesOf(host)) {
    const server = createServer({ requestTimeout: 120_000, headersTimeout: 30_000 }, handler);
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

function listenOn(server: Server, address: string, port: number): Promise<number> {
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

function closeServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const drop = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(drop);
      resolve();
    });
    server.closeIdleConnections();
  });
}
