import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openPostgres } from '../support/databases.js';
import { makeFolder, startServer, type Started } from '../cli/standin.js';

jest.setTimeout(60_000);

/** Leads to a database until it is told to be gone. */
async function wayTo(url: string) {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let open = true;
  const server = createServer((near) => {
    if (!open) return void near.destroy();
    const far = connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    lead(where: boolean) {
      open = where;
      if (!open) for (const socket of sockets) socket.destroy();
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

const folder = makeFolder();
let database: Awaited<ReturnType<typeof openPostgres>>;
let way: Awaited<ReturnType<typeof wayTo>>;
let server: Started;
beforeAll(async () => {
  database = await openPostgres({ empty: true });
  way = await wayTo(database.url ?? '');
  server = await startServer(['--no-irs', '--port', '0'], {
    cwd: folder.path,
    env: { DATABASE_URL: way.url, STANDIN_SECRET: Buffer.alloc(32, 7).toString('base64url') },
  });
});
afterAll(async () => {
  await server.stop();
  way.lead(false);
  await way.close();
  await database.close();
  folder.remove();
});

const statusOf = async (path: string): Promise<number> =>
  (await fetch(server.ready.base_url + path)).status;

/** Asks until the answer is the one that is waited for; the test's own time ends it otherwise. */
async function becomes(path: string, status: number): Promise<number> {
  for (;;) {
    const found = await statusOf(path);
    if (found === status) return found;
    await sleep(50);
  }
}

describe('the health of a server', () => {
  it('is ready while its database answers, alive but not ready while it does not, and ready again', async () => {
    expect(await becomes('/readyz', 200)).toBe(200);
    way.lead(false);
    expect(await becomes('/readyz', 503)).toBe(503);
    expect(await statusOf('/healthz')).toBe(200);
    way.lead(true);
    expect(await becomes('/readyz', 200)).toBe(200);
  });
});
