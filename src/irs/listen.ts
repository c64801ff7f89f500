import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const LOOPBACK = ['127.0.0.1', '::1'];

/** One port on several addresses. `listen` answers the port taken; an address family that the machine lacks is left out. */
export function listenOn(handler: RequestListener): {
  listen(port: number, hosts?: readonly string[]): Promise<number>;
  close(): Promise<void>;
} {
  const servers: Server[] = [];
  return {
    async listen(port, hosts = LOOPBACK) {
      let taken = port;
      for (const host of hosts) {
        const server = await open(handler, taken, host);
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

function open(handler: RequestListener, port: number, host: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer(handler);
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (host.includes(':') && ABSENT_FAMILY.has(error.code ?? '')) resolve(undefined);
      else reject(error);
    });
    server.listen(port, host, () => resolve(server));
  });
}

const ABSENT_FAMILY = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
