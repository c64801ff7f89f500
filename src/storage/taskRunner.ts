import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND, type Clock } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import { inEra } from './era.js';
import type { Task, TaskStore } from './tasks.js';

/** Does a task. It may be begun again after a crash, so doing it twice must do no harm; it must end within 30 s. */
export type TaskHandler = (task: Task) => Promise<void>;

export interface TaskRunner {
  start(): void;
  /** Looks for due tasks at once. */
  wake(): void;
  /** Resolves when every task of the sandbox that is due, and what follows from it at once, has been tried, here or in another process. */
  drain(sandbox: SandboxId): Promise<void>;
  /** Takes nothing more and resolves when what is under way is done. */
  stop(): Promise<void>;
}

export interface TaskRunnerParts {
  readonly store: TaskStore;
  readonly clock: Clock;
  readonly handlers: Readonly<Record<string, TaskHandler>>;
  /** Kinds that wait for strangers most of their time: they do not stand in the way of the others. */
  readonly waiting?: ReadonlySet<string>;
  /** Told what a handler, or the store itself, threw; without a task when looking for some failed. */
  readonly onError: (error: unknown, task?: Task) => void;
}

const AT_ONCE = 8;
const WAITING_AT_ONCE = 64;
const POLL = 500;
const DRAIN_LIMIT = 30 * SECOND;

/** Runs due tasks in this process, at most eight at once besides those that wait for strangers; any number of processes may do so on one database. */
export function createTaskRunner(parts: TaskRunnerParts): TaskRunner {
  const { store, clock, onError } = parts;
  const { running, begin, free } = createPlaces(parts);
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let lookAgain = false;

  // whichever ends next looks again
  const claim = async (sandbox?: SandboxId): Promise<Task[]> =>
    free() > 0 ? store.claim(free(), sandbox) : [];
  const look = async (): Promise<void> => {
    for (const task of await claim()) void begin(task).then(wake);
  };

  function wake(): void {
    if (!timer) return;
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = look()
      .catch((error: unknown) => onError(error))
      .finally(() => {
        looking = undefined;
        if (!lookAgain) return;
        lookAgain = false;
        wake();
      });
  }

  return {
    start() {
      timer ??= setInterval(wake, POLL).unref();
      wake();
    },
    wake,
    async drain(sandbox) {
      const limit = Date.now() + DRAIN_LIMIT;
      while (Date.now() < limit) {
        const tasks = await claim(sandbox);
        await Promise.all(tasks.map(begin));
        if (tasks.length === 0 && (await store.countDue(sandbox, clock.now())) === 0) return;
        if (tasks.length === 0) await sleep(20); // others have them
      }
      throw new Error('due tasks did not end in time');
    },
    async stop() {
      clearInterval(timer);
      timer = undefined;
      await looking;
      await Promise.all(running);
    },
  };
}

/** What is being done; tasks that wait for strangers take no place of the others, up to so many. */
function createPlaces(parts: TaskRunnerParts) {
  const running = new Set<Promise<void>>();
  let waiting = 0;
  return {
    running,
    free: () => AT_ONCE - running.size + Math.min(waiting, WAITING_AT_ONCE),
    begin(task: Task): Promise<void> {
      const waits = parts.waiting?.has(task.kind) ? 1 : 0;
      waiting += waits;
      const mine = attempt(parts, task).finally(() => {
        waiting -= waits;
        running.delete(mine);
      });
      running.add(mine);
      return mine;
    },
  };
}

/** Does one task; throws nothing. */
async function attempt({ store, handlers, onError }: TaskRunnerParts, task: Task): Promise<void> {
  try {
    const handler = handlers[task.kind];
    if (!handler) throw new Error(`no handler for tasks of kind ${task.kind}`);
    const { sandbox, era } = task;
    await (era === undefined ? handler(task) : inEra(sandbox, era, () => handler(task)));
    await store.complete(task);
  } catch (error) {
    onError(error, task);
    await store.fail(task).catch((failure: unknown) => onError(failure, task));
  }
}
