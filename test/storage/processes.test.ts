import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createOidcModelStore,
  createTaskStore,
  isDataFolderInUse,
  migrate,
  openDatabase,
  type Database,
  type Location,
} from '../../src/storage/index.js';
import { systemClock } from '../../src/platform/clock.js';
import { bundle, startChild, type Child } from '../support/childProcess.js';
import {
  MIGRATIONS,
  openPostgres,
  TEST_SECRET,
  type OpenedDatabase,
} from '../support/databases.js';
import { postgresUrl } from '../support/postgres.js';
import type { Order } from './children/storageChild.js';

jest.setTimeout(60_000);
let program: string;
beforeAll(() => {
  program = bundle('test/storage/children/storageChild.ts');
});
afterAll(() => rmSync(program));

/** Starts children that wait, ready, until `go`. */
async function startReady(
  location: Location,
  job: Order['job'],
  names: readonly string[],
): Promise<Child[]> {
  const children = names.map((name) =>
    startChild(program, { location, secret: TEST_SECRET, job, name } satisfies Order),
  );
  await Promise.all(children.map((child) => child.until(1)));
  return children;
}
const go = (children: readonly Child[]) => {
  for (const child of children) child.process.send('go');
};

describe('two processes on one PostgreSQL', () => {
  let opened: OpenedDatabase;
  beforeAll(postgresUrl);
  beforeAll(async () => {
    opened = await openPostgres();
  });
  afterAll(() => opened.close());

  async function together(job: Order['job']): Promise<unknown[][]> {
    const children = await startReady({ url: opened.url ?? '' }, job, ['a', 'b']);
    go(children);
    await Promise.all(children.map((child) => child.ended()));
    return children.map(({ said }) => said.slice(1));
  }

  it('number events without a gap, and a reader sees none out of order', async () => {
    const children = await startReady({ url: opened.url ?? '' }, 'append', ['a', 'b']);
    go(children);
    const seen: number[] = [];
    while (seen.length < 320) {
      const rows = await opened.db.query<{ seq: number }>(
        "SELECT seq FROM events WHERE sandbox_id = 'default' AND seq > $1 ORDER BY seq",
        [seen.at(-1) ?? 0],
      );
      seen.push(...rows.map(({ seq }) => seq));
    }
    await Promise.all(children.map((child) => child.ended()));
    expect(seen).toEqual(Array.from({ length: 320 }, (_, i) => i + 1));
  });

  it('share the tasks, and do none twice', async () => {
    const tasks = createTaskStore({ db: opened.db, vault: opened.vault, clock: systemClock });
    await opened.db.query('DELETE FROM tasks');
    await opened.db.transaction(async (tx) => {
      for (let n = 0; n < 200; n++) await tasks.add(tx, 'default', { kind: 'mail', payload: n });
    });
    const [a = [], b = []] = await together('claim');
    expect([...a, ...b].map(Number).sort((x, y) => x - y)).toEqual(
      Array.from({ length: 200 }, (_, n) => n),
    );
    expect(Math.min(a.length, b.length)).toBeGreaterThan(0);
  });

  it('redeem a refresh token once', async () => {
    const store = createOidcModelStore({ db: opened.db, vault: opened.vault });
    for (let i = 0; i < 25; i++)
      await store.upsert(
        'default',
        { profile: 'standard', model: 'RefreshToken', id: `token-${i}` },
        {},
      );
    const answers = (await together('consume')).flatMap(([results]) => results as boolean[]);
    expect(answers).toHaveLength(200);
    expect(answers.filter(Boolean)).toHaveLength(25);
  });

  it('agree on the first signing key', async () => {
    expect((await together('firstKey')).flat().sort()).toEqual([false, true]);
  });
});

const ROUNDS = 6;

/** What a writer was killed over: all that it was told of is there, and nothing of anything half. */
async function expectWhole(db: Database, acknowledged: readonly unknown[]): Promise<void> {
  const rows = await db.query<{ tag: string; n: number }>(
    "SELECT tag, COUNT(*) AS n FROM events WHERE sandbox_id = 'default' GROUP BY tag",
  );
  expect(rows.filter(({ n }) => n !== 2)).toEqual([]);
  const tags = new Set(rows.map(({ tag }) => tag));
  expect(acknowledged.filter((tag) => !tags.has(String(tag)))).toEqual([]);
  const [{ seq, events, tasks } = { seq: 0, events: 0, tasks: 0 }] = await db.query<{
    seq: number;
    events: number;
    tasks: number;
  }>(
    `SELECT seq, (SELECT COUNT(*) FROM events) AS events, (SELECT COUNT(*) FROM tasks) AS tasks
       FROM sandboxes WHERE id = 'default'`,
  );
  expect([events, tasks]).toEqual([seq, seq]);
}

async function killWhileWriting(location: Location, round: number): Promise<unknown[]> {
  const [child] = await startReady(location, 'write', [`round${round}`]);
  if (!child) throw new Error('no child');
  go([child]);
  await child.until(2 + round * 7);
  await child.kill();
  return child.said.slice(1);
}

describe('a process that is killed (kill -9) while it writes', () => {
  it(`loses nothing acknowledged and leaves nothing half-done on SQLite, and frees the folder, ${ROUNDS} times`, async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'standin-test-'));
    const first = await openDatabase({ dataDir });
    await migrate(first, MIGRATIONS);
    await first.close();
    const acknowledged: unknown[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      acknowledged.push(...(await killWhileWriting({ dataDir }, round)));
      const db = await openDatabase({ dataDir });
      await expectWhole(db, acknowledged);
      await db.close();
    }
    rmSync(dataDir, { recursive: true });
  });

  it(`loses nothing acknowledged and leaves nothing half-done on PostgreSQL, ${ROUNDS} times`, async () => {
    const opened = await openPostgres();
    const acknowledged: unknown[] = [];
    for (let round = 0; round < ROUNDS; round++)
      acknowledged.push(...(await killWhileWriting({ url: opened.url ?? '' }, round)));
    for (let busy = 1; busy > 0;) {
      // the server may still be finishing what the last child had sent
      const [row] = await opened.db.query<{ n: number }>(
        'SELECT COUNT(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> $1',
        ['idle'],
      );
      busy = row?.n ?? 0;
    }
    await expectWhole(opened.db, acknowledged);
    await opened.close();
  });

  it('keeps the data folder for itself while it lives', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'standin-test-'));
    const [child] = await startReady({ dataDir }, 'claim', ['holder']);
    const refused = await openDatabase({ dataDir }).catch((error: unknown) => error);
    expect(isDataFolderInUse(refused)).toBe(true);
    await child?.kill();
    await (await openDatabase({ dataDir })).close();
    rmSync(dataDir, { recursive: true });
  });
});
