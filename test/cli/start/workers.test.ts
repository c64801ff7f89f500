import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeIn, createCaller, verifyIdToken, type Caller } from '../../durability/relyingParty.js';
import { postgresPlace, type Place } from '../../durability/server.js';
import { halvesIn } from '../../durability/whole.js';
import { postgresUrl } from '../../support/postgres.js';
import { buildServer } from '../../support/server.js';
import { BIN, makeFolder, standin, startServer, type Started } from '../standin.js';
import { childrenOf, isAlive, until } from './processes.js';

jest.setTimeout(60_000);

const SECRET = Buffer.alloc(32, 7).toString('base64url');
const places: Place[] = [];
const running: Started[] = [];

beforeAll(buildServer);
beforeAll(postgresUrl, 60_000);
afterEach(async () => {
  for (const { process: child, ended } of running.splice(0)) {
    const workers = childrenOf(child.pid ?? 0);
    child.kill('SIGKILL');
    await ended;
    await until(() => !workers.some(isAlive));
  }
  for (const place of places.splice(0)) await place.remove();
});

interface Deployment extends Started {
  readonly base: string;
  readonly place: Place;
  readonly serverFile: string;
  readonly workers: () => number[];
}

async function start(args: readonly string[] = [], env = {}): Promise<Deployment> {
  const place = await postgresPlace();
  places.push(place);
  const all = ['--workers', '2', '--port', '0', '--quiet', ...place.args, ...args];
  const where = {
    cwd: join(BIN, '../..'),
    env: { ...place.env, STANDIN_CONFIG_INLINE: '{}', ...env },
  };
  const started = await startServer(all, where);
  running.push(started);
  return {
    ...started,
    place,
    base: started.ready.base_url,
    serverFile: join(place.args.at(-1) ?? '', 'server.json'),
    workers: () => childrenOf(started.process.pid ?? 0),
  };
}

/** The status of a request on a connection of its own, to be taken by whichever worker. */
async function fresh(url: string): Promise<number> {
  const [answer] = (await once(get(url, { agent: false }), 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode ?? 0;
}

const somebody = (caller: Caller) =>
  caller.control<{ id: string; email: string; password: string }>('POST', '/people', {});

describe('standin start --workers 2 (contract section 1)', () => {
  it('prints one line, names the primary in it and in server.json, and shares a port between two', async () => {
    const { ready, base, workers, process: primary, stdout, serverFile, stop } = await start();
    expect(stdout().trim().split('\n')).toHaveLength(1);
    expect(ready).toMatchObject({ database: 'postgres', pid: primary.pid });
    expect(JSON.parse(readFileSync(serverFile, 'utf8'))).toMatchObject({
      base_url: base,
      pid: primary.pid,
    });
    expect(await fresh(`${ready.irs_url}/`)).toBe(200);

    const pids = workers();
    expect(pids).toHaveLength(2);
    for (const pid of pids) {
      process.kill(pid, 'SIGSTOP'); // so the other one answers
      expect(await fresh(`${base}/healthz`)).toBe(200);
      process.kill(pid, 'SIGCONT');
    }

    expect(await stop()).toBe(0);
    expect(existsSync(serverFile)).toBe(false);
    expect(pids.some(isAlive)).toBe(false);
  });

  it('finishes at one worker what was begun at the other, every request on a connection of its own', async () => {
    const { base, stderr } = await start(['--no-irs']);
    const caller = createCaller(base);
    const client = await caller.client('Behind one port');
    const people = await Promise.all(Array.from({ length: 4 }, () => somebody(caller)));
    const lefts = await Promise.all(people.map((who) => caller.journey(client, who).finish()));
    for (const left of lefts) {
      const { status, body } = await caller.redeem(client, codeIn(left));
      expect(status).toBe(200);
      await verifyIdToken(await caller.jwks(), body.id_token, base);
    }
    expect(stderr()).toBe('');
  });

  it('applies the seed once, by one worker', async () => {
    const seed = '{"people": [{"id": "seeded", "email": "seeded@example.com"}]}';
    const { base, place } = await start(['--no-irs'], { STANDIN_CONFIG_INLINE: seed });
    expect(await createCaller(base).control('GET', '/people/seeded')).toMatchObject({
      id: 'seeded',
    });
    const db = await place.open();
    const told = await db.query<{ type: string }>(
      'SELECT type FROM events WHERE account_id IS NOT NULL',
    );
    await db.close();
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBe(new Set(told.map(({ type }) => type)).size);
  });

  it('loses nothing and puts another in its place when a worker is killed (kill -9)', async () => {
    const { base, ready, place, workers, stderr } = await start();
    const caller = createCaller(base);
    const client = await caller.client('Killed meanwhile');
    const people = await Promise.all(Array.from({ length: 6 }, () => somebody(caller)));
    const before = workers();
    const journeys = people.map(async (who) =>
      codeIn(await persistently(caller.journey(client, who))),
    );
    const others = askAllTheTime(`${base}/connect/authorize?client_id=${client.client_id}`);
    for (const pid of before) {
      await sleep(150);
      process.kill(pid, 'SIGKILL');
      await until(() => !isAlive(pid) && workers().length === 2);
    }
    for (const code of await Promise.all(journeys))
      expect((await caller.redeem(client, code)).status).toBe(200);
    expect(workers().filter((pid) => before.includes(pid))).toEqual([]);
    expect([...(await others.end())].sort()).toEqual([0, 303]); // the connections of those that were killed broke
    await until(() => stderr().split('another takes its place').length === 3);

    const db = await place.open();
    expect(await halvesIn(db)).toEqual([]);
    await db.close();
    await untilAnswered(`${ready.irs_url}/`); // whoever comes after the first has the IRS again, at the same port
  });

  it('answers what it was asked before the stop, and is gone within five seconds', async () => {
    const { base, workers, process: primary, ended, stderr } = await start(['--no-irs']);
    const pids = workers();
    const asked = Array.from({ length: 16 }, (_, i) => createPerson(base, i));
    await sleep(100);
    const at = performance.now();
    primary.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(performance.now() - at).toBeLessThan(5000);
    expect(await Promise.all(asked)).toEqual(asked.map(() => 201));
    expect(pids.some(isAlive)).toBe(false);
    expect(stderr()).toBe('');
  });

  it('ends every process at once at a second signal', async () => {
    const { base, workers, process: primary, ended, serverFile } = await start(['--no-irs']);
    const pids = workers();
    await holdOpen(base);
    primary.kill('SIGINT');
    await sleep(400);
    expect(isAlive(primary.pid ?? 0)).toBe(true);
    const at = performance.now();
    primary.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(performance.now() - at).toBeLessThan(1000);
    await until(() => !pids.some(isAlive), 1000);
    expect(existsSync(serverFile)).toBe(false);
  });

  it('leaves no worker behind when the primary is killed (kill -9)', async () => {
    const { workers, process: primary, ended } = await start(['--no-irs']);
    const pids = workers();
    expect(pids).toHaveLength(2);
    primary.kill('SIGKILL');
    await ended;
    await until(() => !pids.some(isAlive), 3000);
  });
});

/** A client may have to ask again when its connection breaks. */
async function persistently(journey: ReturnType<Caller['journey']>): Promise<URL> {
  for (let tries = 0; ; tries++) {
    try {
      return await journey.finish();
    } catch (error) {
      if (!/ECONN|socket hang up|aborted/.test(String(error)) || tries > 200) throw error;
      await sleep(50);
    }
  }
}

/** Asks by several clients until it is told to end; answers the different statuses, 0 for a connection that broke. */
function askAllTheTime(url: string): { end(): Promise<ReadonlySet<number>> } {
  const statuses = new Set<number>();
  let goesOn = true;
  const asks = Array.from({ length: 4 }, async () => {
    while (goesOn) {
      statuses.add(await fresh(url).catch(() => 0));
      await sleep(1);
    }
  });
  return {
    async end() {
      goesOn = false;
      await Promise.all(asks);
      return statuses;
    },
  };
}

async function untilAnswered(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++, await sleep(50))
    if ((await fresh(url).catch(() => 0)) === 200) return;
  throw new Error(`${url} does not answer`);
}

/** Hashing a password of its own takes a while. */
async function createPerson(base: string, i: number): Promise<number> {
  const response = await fetch(`${base}/control/v1/people`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: `slow${i}`, password: `four quiet herons ${i} beyond dusk` }),
  });
  await response.text();
  return response.status;
}

/** A request that never comes to its end. */
async function holdOpen(base: string): Promise<void> {
  const socket = connect(Number(new URL(base).port), '127.0.0.1').on('error', () => undefined);
  socket.write('POST /connect/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nhalf');
  await sleep(100);
}

describe('standin start --workers refuses', () => {
  const refused = async (args: readonly string[], env = {}) => {
    const folder = makeFolder();
    const ran = await standin(['start', '--port', '0', ...args], { cwd: folder.path, env });
    folder.remove();
    expect([ran.stdout, ran.stderr]).toEqual(['', expect.stringMatching(/^standin: [^\n]+\n$/)]);
    return ran;
  };
  const onPostgres = { STANDIN_SECRET: SECRET, STANDIN_WORKERS: '2' };

  it('more than one without PostgreSQL, and says why', async () => {
    const { code, stderr } = await refused(['--workers', '2']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('workers above 1 need PostgreSQL')]);
    expect(stderr).toContain('one process at a time owns the embedded database');
    const { stderr: ephemeral } = await refused(['--ephemeral'], { STANDIN_WORKERS: '2' });
    expect(ephemeral).toContain('what is ephemeral is kept in one process');
  });

  it.each(['0', '65', 'two'])('%s of them', async (count) => {
    const { code, stderr } = await refused(['--workers', count]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('a whole number from 1 to 64')]);
  });

  it('a database that does not answer, in one sentence', async () => {
    const url = 'postgres://user:hidden@127.0.0.1:1/standin';
    const { code, stderr } = await refused(['--database-url', url], onPostgres);
    expect([code, stderr]).toEqual([1, expect.stringContaining('does not answer (ECONNREFUSED)')]);
  });

  it('a busy port, in one sentence that names who holds it', async () => {
    const place = await postgresPlace();
    places.push(place);
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    const { code, stderr } = await refused([...place.args, '--port', String(port)], onPostgres);
    blocker.close();
    expect([code, stderr]).toEqual([1, expect.stringContaining(`port ${port} is in use by`)]);
  });

  it('a seed that cannot be made, with exit code 2', async () => {
    const place = await postgresPlace();
    places.push(place);
    const env = {
      ...onPostgres,
      STANDIN_CONFIG_INLINE: '{"people": [{"email": "a@example.com"}]}',
    };
    const ran = await standin(['start', '--no-irs', '--port', '0', ...place.args], {
      cwd: '/',
      env,
    });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('/people/0 needs an id');
  });

  it('to go on when one worker after the other dies at the start', async () => {
    const place = await postgresPlace();
    places.push(place);
    const args = [
      BIN,
      'start',
      '--workers',
      '2',
      '--no-irs',
      '--port',
      '0',
      '--quiet',
      ...place.args,
    ];
    const child = spawn(process.execPath, args, {
      cwd: '/',
      env: { ...process.env, ...place.env },
    });
    let said = '';
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    const hunt = setInterval(() => {
      for (const pid of childrenOf(child.pid ?? 0)) process.kill(pid, 'SIGKILL');
    }, 30);
    const [code] = (await once(child, 'close')) as [number];
    clearInterval(hunt);
    expect(code).toBe(1);
    expect(said).toMatch(/standin: 5 workers died one after the other \(by SIGKILL\)\n$/);
  });
});
