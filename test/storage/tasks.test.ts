import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  createTaskRunner,
  createTaskStore,
  type NewTask,
  type Task,
  type TaskRunner,
  type TaskStore,
} from '../../src/storage/index.js';
import { backoff } from '../../src/storage/tasks.js';
import { describeOnBothEngines, type OpenedDatabase } from '../support/databases.js';

describeOnBothEngines('the task store', (open) => {
  let opened: OpenedDatabase;
  let store: TaskStore;
  let now = 1_700_000_000_000;
  const clock = { now: () => now };
  beforeAll(async () => {
    opened = await open();
    store = createTaskStore({ db: opened.db, vault: opened.vault, clock });
  });
  afterAll(() => opened.close());
  beforeEach(() => opened.db.query('DELETE FROM tasks'));

  const add = (task: Partial<NewTask> = {}, sandbox = 'default') =>
    store.add(opened.db, sandbox, { kind: 'mail', payload: { to: 'ana@example.com' }, ...task });

  it('hands out due tasks once, the longest due first', async () => {
    await add({ dueAt: now - 5, payload: 'second' });
    await add({ dueAt: now - 9, payload: 'first' });
    await add({ dueAt: now + 1, payload: 'later' });
    expect((await store.claim(1)).map(({ payload }) => payload)).toEqual(['first']);
    expect((await store.claim(5)).map(({ payload, tries }) => [payload, tries])).toEqual([
      ['second', 1],
    ]);
    expect(await store.claim(5)).toEqual([]);
  });

  it('hands out tasks of all sandboxes, or of one', async () => {
    await add({ payload: 'mine' });
    await add({ payload: 'theirs' }, 'other');
    expect(
      (await store.claim(5, 'other')).map(({ sandbox, payload }) => [sandbox, payload]),
    ).toEqual([['other', 'theirs']]);
    expect(await store.claim(5)).toHaveLength(1);
  });

  it('gives each of 40 tasks to one of eight that claim at once', async () => {
    for (let i = 0; i < 40; i++) await add({ payload: i });
    const claimed = await Promise.all(Array.from({ length: 8 }, () => claimAll()));
    expect(
      claimed
        .flat()
        .map(({ payload }) => payload as number)
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });

  async function claimAll(): Promise<Task[]> {
    const mine: Task[] = [];
    for (let misses = 0; misses < 5;) {
      const tasks = await store.claim(3);
      if (tasks.length === 0) misses++;
      mine.push(...tasks);
    }
    return mine;
  }

  it('hands out one by its id', async () => {
    await add();
    const [row] = await opened.db.query<{ id: string }>('SELECT id FROM tasks');
    const id = row?.id ?? '';
    expect(await store.claimOne('other', id)).toBeUndefined();
    expect(await store.claimOne('default', id)).toMatchObject({ id, kind: 'mail' });
    expect(await store.claimOne('default', id)).toBeUndefined();
  });

  it('forgets a task that is done', async () => {
    await add();
    for (const task of await store.claim(1)) await store.complete(task);
    expect(await opened.db.query('SELECT id FROM tasks')).toEqual([]);
  });

  it('hands a task out again when the lease of a dead process is over, and ignores the dead', async () => {
    await add();
    const [dead] = await store.claim(1);
    now += 60_000;
    const [heir] = await store.claim(1);
    expect(heir).toMatchObject({ id: dead?.id, tries: 2 });
    if (dead) await store.complete(dead);
    if (dead) await store.fail(dead);
    expect(await store.claim(1)).toEqual([]);
    expect(await opened.db.query('SELECT id FROM tasks')).toHaveLength(1);
  });

  it('puts a failed task off, longer each time, and gives it up after twelve tries', async () => {
    await add();
    const waits: number[] = [];
    for (let tries = 1; tries <= 12; tries++) {
      const [task] = await store.claim(1);
      if (!task) throw new Error('nothing to claim');
      await store.fail(task);
      expect(await store.claim(1)).toEqual([]);
      waits.push(backoff(tries));
      now += backoff(tries);
    }
    expect(waits.slice(0, 4)).toEqual([1000, 2000, 4000, 8000]);
    now += 365 * 86_400_000;
    expect(await store.claim(1)).toEqual([]);
    expect(await opened.db.query('SELECT tries, due_at FROM tasks')).toEqual([
      { tries: 12, due_at: null },
    ]);
  });

  it('never waits more than an hour', () => expect(backoff(40)).toBe(3_600_000));

  it('keeps a payload unreadable', async () => {
    await add();
    expect(JSON.stringify(await opened.db.query('SELECT payload FROM tasks'))).not.toContain('ana');
  });

  describe('with a runner', () => {
    let runner: TaskRunner;
    const errors: unknown[] = [];
    const start = (handlers: Record<string, (task: Task) => Promise<void>>) => {
      errors.length = 0;
      runner = createTaskRunner({ store, clock, handlers, onError: (error) => errors.push(error) });
      runner.start();
    };

    it('runs a task at once when it is woken, and forgets it', async () => {
      const seen = new Promise<Task>((resolve) => start({ mail: async (task) => resolve(task) }));
      await add();
      runner.wake();
      expect((await seen).payload).toEqual({ to: 'ana@example.com' });
      await runner.stop();
      expect(await opened.db.query('SELECT id FROM tasks')).toEqual([]);
    });

    it('finds a task by itself, too', async () => {
      const seen = new Promise<Task>((resolve) => start({ mail: async (task) => resolve(task) }));
      await add();
      await seen;
      await runner.stop();
    });

    it.each(['woken', 'drained'])(
      'when %s, works at most eight at once, through all of them',
      async (how) => {
        let [atOnce, most, done] = [0, 0, 0];
        for (let i = 0; i < 30; i++) await add();
        const handlers = {
          mail: async () => {
            most = Math.max(most, ++atOnce);
            await new Promise((resolve) => setTimeout(resolve, 5));
            atOnce--;
            done++;
          },
        };
        if (how === 'woken') {
          start(handlers);
          while (done < 30) await new Promise((resolve) => setTimeout(resolve, 5));
          await runner.stop();
        } else {
          await createTaskRunner({ store, clock, handlers, onError: () => undefined }).drain(
            'default',
          );
        }
        expect([done, most]).toEqual([30, 8]);
        expect(await opened.db.query('SELECT id FROM tasks')).toEqual([]);
      },
    );

    it('survives a handler that throws and a kind that nobody handles, and tries again later', async () => {
      let tries = 0;
      await add();
      await add({ kind: 'unknown' });
      start({
        mail: async () => {
          if (++tries === 1) throw new Error('the mail server is away');
        },
      });
      await runner.drain('default');
      expect(errors.map(String).sort()).toEqual([
        'Error: no handler for tasks of kind unknown',
        'Error: the mail server is away',
      ]);
      now += 1000;
      await runner.drain('default');
      await runner.stop();
      expect(tries).toBe(2);
      expect(await opened.db.query('SELECT kind, tries FROM tasks')).toEqual([
        { kind: 'unknown', tries: 2 },
      ]);
    });

    it('drains when every task due now was tried once, also by another process', async () => {
      await add();
      const [elsewhere] = await store.claim(1);
      start({ mail: async () => undefined });
      let drained = false;
      const draining = runner.drain('default').then(() => (drained = true));
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(drained).toBe(false);
      if (elsewhere) await store.complete(elsewhere);
      await draining;
      await runner.stop();
    });

    it('stops only when what it does is done, and takes nothing more', async () => {
      let release: () => void = () => undefined;
      let done = false;
      const begun = new Promise<void>((resolve) =>
        start({
          mail: async () => {
            resolve();
            await new Promise<void>((go) => (release = go));
            done = true;
          },
        }),
      );
      await add();
      runner.wake();
      await begun;
      const stopping = runner.stop();
      await add();
      runner.wake();
      release();
      await stopping;
      expect(done).toBe(true);
      expect(await opened.db.query('SELECT tries FROM tasks')).toEqual([{ tries: 0 }]);
    });
  });
});
