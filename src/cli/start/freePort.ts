import { createServer } from 'node:net';

const TRIES = 50;

/** Whether this process could listen on the port; `host` as `listen` takes it. */
export function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** The next port above `port` that is free with the one after it, for the simulated IRS; 0 when none is near. */
export async function freePairAfter(port: number): Promise<number> {
  for (let next = port + 2; next < Math.min(port + 2 * TRIES, 65_535); next += 2)
    if ((await isFree(next, '127.0.0.1')) && (await isFree(next + 1, '127.0.0.1'))) return next;
  return 0;
}

/** Below the ports that systems give to whoever asks for a free one, so that nobody is given it before it is listened on. */
const FIRST = 15_000;
const PAIRS = 5000;

/** Any free port with a free one after it. */
export async function freePair(): Promise<number> {
  const found = await freePairAfter(FIRST + 2 * Math.floor(Math.random() * PAIRS));
  return found === 0 ? freePair() : found;
}
