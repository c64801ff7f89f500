import type { RequestListener, Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const LOOPBACK = ['127.0.0.1', '::1'];

interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** One port on several addresses, over TLS with a certificate. `listen` answers the port taken; an address family that the machine lacks is left out. */
export function listenOn(
  handler: RequestListener,
  certificate?: Certificate,
): {
  listen(port: number, hosts?: readonly string[]): Promise<number>;
  close(): Promise<void>;
} {
  const servers: (Server | TlsServer)[] = [];
  return {
    async listen(port, hosts = LOOPBACK) {
      let taken = port;
      for (const host of hosts) {
        const server = await open(await createFor(handler, certificate), taken, host);
        if (!server) continue;
        servers.push(server);
        taken = (server.address() as AddressInfo).port;
      }
      return taken;
    },
    async close() {
      await Promise.all(servers.splice(0).map(shut));
    },
  };
}

async function createFor(handler: RequestListener, certificate: Certificate | undefined) {
  if (!certificate) return createServer(handler);
  const https = await import('node:https');
  return https.createServer(certificate, handler);
}

function open<S extends Server | TlsServer>(
  server: S,
  port: number,
  host: string,
): Promise<S | undefined> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (host.includes(':') && ABSENT_FAMILY.has(error.code ?? '')) resolve(undefined);
      else reject(error);
    });
    server.listen(port, host, () => resolve(server));
  });
}

const ABSENT_FAMILY = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

function shut(server: Server | TlsServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
