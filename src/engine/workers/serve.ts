import type { WorkerAnswer } from '../tasks.js';

/** Answers the tasks that the engine sends to this process, and ends it when the engine is gone. */
export function serve<T>(work: (task: T) => Promise<unknown>): void {
  process.on('disconnect', () => process.exit());
  process.on('message', (task) => {
    const answer: Promise<WorkerAnswer> = work(task as T).then(
      (value) => ({ value }),
      (fault: unknown) => ({ fault: fault instanceof Error ? fault.message : String(fault) }),
    );
    void answer.then((message) => process.send?.(message));
  });
}
