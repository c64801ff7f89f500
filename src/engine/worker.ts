import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ok, refused } from '../platform/result.js';
import type { Result } from '../platform/result.js';
import type { WorkerAnswer } from './tasks.js';

/** Why a worker has no answer: its time was up, or it ended, or its files are not there. */
export type Fault = 'vendor.timeout' | 'vendor.unavailable';

export type Answer<T> = Result<T, Fault>;

/** One child process of one bundle, which takes one task at a time. */
export interface Worker {
  /** Answers `vendor.timeout` when `timeoutMs`, the wait for earlier tasks included, is over; throws what the bundle threw. */
  run(task: object, timeoutMs: number): Promise<Answer<unknown>>;
  close(): Promise<void>;
}

/** More tasks than this do not wait: they would be late anyway. */
const MAX_WAITING = 256;

/**
 * A process, not a thread: what models and decoders took goes back to the system only when a process ends. It starts with the
 * first task, ends after `idleMs` without one and with this process (its channel closes), and is killed when a task takes too
 * long: nothing else interrupts a decoder. It holds nothing between tasks and gets no environment, so no secret either.
 */
export function createWorker(file: string, idleMs: number): Worker {
  let child: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let closed = false;

  const turn = async (task: object, signal: AbortSignal): Promise<Answer<unknown>> => {
    waiting -= 1;
    clearTimeout(idle);
    if (signal.aborted) return refused('vendor.timeout');
    if (closed || (!isAlive(child) && !existsSync(file))) return refused('vendor.unavailable');
    const worker = (child = isAlive(child) ? child : start(file));
    hold(worker);
    try {
      return await ask(worker, task, signal);
    } finally {
      release(worker);
      idle = setTimeout(() => worker.kill('SIGKILL'), idleMs).unref();
    }
  };
  return {
    run: (task, timeoutMs) => {
      if (waiting >= MAX_WAITING) return Promise.resolve(refused('vendor.unavailable'));
      waiting += 1;
      const signal = AbortSignal.timeout(timeoutMs);
      const answer = last.then(() => turn(task, signal));
      last = answer.catch(() => undefined);
      return answer;
    },
    close: async () => {
      closed = true;
      child?.kill('SIGKILL');
      await last;
      clearTimeout(idle);
    },
  };
}

function start(file: string): ChildProcess {
  const child = fork(file, [], {
    env: {},
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // Whoever waits for an answer listens; an error while nobody waits is none.
  return child.on('error', () => undefined);
}

const isAlive = (child: ChildProcess | undefined): child is ChildProcess =>
  child?.connected === true && !child.killed;

/** A resting worker does not keep this process from ending; one that works does. */
function release(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}

function hold(child: ChildProcess): void {
  child.ref();
  child.channel?.ref();
}

/** Sends a task and waits for its answer, or for the end of the child, which comes with the end of the time. */
function ask(child: ChildProcess, task: object, signal: AbortSignal): Promise<Answer<unknown>> {
  return new Promise((resolve, reject) => {
    const kill = (): void => void child.kill('SIGKILL');
    const gone = (): void => {
      stopListening();
      resolve(refused(signal.aborted ? 'vendor.timeout' : 'vendor.unavailable'));
    };
    const answered = (answer: WorkerAnswer): void => {
      stopListening();
      if ('fault' in answer) reject(new Error(answer.fault));
      else resolve(ok(answer.value));
    };
    const stopListening = (): void => {
      signal.removeEventListener('abort', kill);
      child.off('exit', gone).off('error', gone).off('message', answered);
    };
    signal.addEventListener('abort', kill);
    child.on('exit', gone).on('error', gone).on('message', answered);
    // A child that is gone says so by its exit.
    child.send(task, (fault) => fault && kill());
  });
}
