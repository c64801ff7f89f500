import cluster, { type Worker } from 'node:cluster';
import type { Logger } from '../../../platform/logger.js';
import type { Addresses } from '../../../app/opened.js';
import { STOP, toError, WORKER_FLAG, WORKERS_DIED, type Orders, type Report } from './talk.js';

/** The workers of this process. */
export interface Crew {
  /**
   * Keeps one worker at work: another takes its place when it dies. Resolves when the first is ready; throws what it failed
   * of, and WORKERS_DIED when one after the other dies before it is ready. `again` is what those that come later are told.
   */
  post(first: Orders, again: Orders): Promise<Addresses>;
  /** Asks all to end what they are doing, and ends them after `ms`. */
  stop(ms: number): Promise<void>;
  /** Ends all at once. */
  kill(): void;
}

/** A worker that lived shorter died young; the next one waits, longer each time. */
const YOUNG_MS = 5000;
const MOST_YOUNG = 5;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 10_000;

const delayAfter = (young: number): number =>
  young < 2 ? 0 : Math.min(FIRST_DELAY_MS * 2 ** (young - 2), LONGEST_DELAY_MS);

export function createCrew(logger: Logger): Crew {
  const alive = new Set<Worker>();
  const delayed = new Set<NodeJS.Timeout>();
  let ending = false;
  // Workers accept by themselves: what the primary handed to a worker that dies then would stay open, unanswered for good.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  cluster.setupPrimary({ args: ['start', WORKER_FLAG] });

  const hire: Hire = (orders, hear, gone) => {
    const worker = fork(orders, logger);
    alive.add(worker);
    worker.on('message', (report: Report) => {
      if (!ending) hear(report);
    });
    worker.once('exit', (code, signal) => {
      alive.delete(worker);
      if (!ending) gone(signal ? `by ${signal}` : `with exit code ${code}`);
    });
  };
  const later = (begin: () => void, ms: number) => {
    const timer = setTimeout(() => {
      delayed.delete(timer);
      begin();
    }, ms);
    delayed.add(timer);
  };
  const end = () => {
    ending = true;
    for (const timer of delayed) clearTimeout(timer);
  };

  return {
    post: (first, again) => keepPosted({ first, again, hire, later, logger }),
    async stop(ms) {
      end();
      const kill = setTimeout(() => killAll(alive), ms);
      await Promise.all([...alive].map(stopped));
      clearTimeout(kill);
    },
    kill() {
      end();
      killAll(alive);
    },
  };
}

/** `gone` is told how it ended. */
type Hire = (orders: Orders, hear: (report: Report) => void, gone: (how: string) => void) => void;

interface Post {
  readonly first: Orders;
  readonly again: Orders;
  readonly hire: Hire;
  readonly later: (begin: () => void, ms: number) => void;
  readonly logger: Logger;
}

const keepPosted = ({ first, again, hire, later, logger }: Post) =>
  new Promise<Addresses>((resolve, reject) => {
    let wasReady = false;
    let young = 0;
    const hear = (report: Report) => {
      if ('ready' in report) {
        wasReady = true;
        resolve(report.ready);
      } else if (wasReady) logger.error({ err: toError(report.failed) }, 'a worker failed');
      else reject(toError(report.failed));
    };
    const begin = () => {
      const began = Date.now();
      hire(wasReady ? again : first, hear, (how) => {
        young = Date.now() - began < YOUNG_MS ? young + 1 : 0;
        if (!wasReady && young >= MOST_YOUNG) return reject(diedYoung(how));
        logger.warn({ how }, 'a worker died; another takes its place');
        later(begin, delayAfter(young));
      });
    };
    begin();
  });

function fork(orders: Orders, logger: Logger): Worker {
  const worker = cluster.fork();
  worker.on('error', (error) => logger.error({ err: error }, 'a worker cannot be reached'));
  worker.send(orders, () => undefined); // one that is gone already says so by its exit
  return worker;
}

const diedYoung = (how: string): Error =>
  Object.assign(new Error(`${MOST_YOUNG} workers died one after the other (${how})`), {
    code: WORKERS_DIED,
  });

const stopped = (worker: Worker): Promise<void> =>
  new Promise((resolve) => {
    worker.once('exit', () => resolve());
    worker.send(STOP, () => undefined);
  });

function killAll(workers: ReadonlySet<Worker>): void {
  for (const worker of workers) worker.process.kill('SIGKILL');
}
