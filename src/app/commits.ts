/** Tells whoever waits in this process that something was committed. */
export interface Commits {
  announce(): void;
  /** Resolves at the next commit, or after `ms`. */
  wait(ms: number): Promise<void>;
}

/** Waiters cost a timer each and nothing until a commit. */
export function createCommits(): Commits {
  const waiting = new Set<() => void>();
  return {
    announce() {
      for (const wake of waiting) wake();
    },
    wait: (ms) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          waiting.delete(done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        waiting.add(done);
      }),
  };
}
