import type { SandboxId } from './ids.js';

/** How this process learns that something was committed in a sandbox, by itself or by another process. */
export interface Changes {
  /**
   * Calls `onChange` soon after each commit of events that concern the listener (any, unless said), until the answered
   * function is called. It may be called in vain, so look again instead of counting.
   */
  listen(
    sandbox: SandboxId,
    onChange: () => void,
    concerns?: (eventType: string) => boolean,
  ): () => void;
  /** True once the server stops: whoever waits answers what it has. */
  isClosed(): boolean;
}

export interface Following<T> {
  readonly look: () => Promise<T>;
  readonly isEnough: (found: T) => boolean;
  /** How long to wait at most, in ms; 0 looks once. */
  readonly ms: number;
  readonly concerns?: ((eventType: string) => boolean) | undefined;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks at once, and again after each change, until it has found enough or the time is over; answers what it saw last. While
 * it waits it costs a timer and nothing else.
 */
export async function follow<T>(
  changes: Changes,
  sandbox: SandboxId,
  { look, isEnough, ms, concerns, signal }: Following<T>,
): Promise<T> {
  const gate = createGate();
  let timeIsOver = ms <= 0;
  const timer = setTimeout(() => {
    timeIsOver = true;
    gate.open();
  }, ms);
  const stopListening = changes.listen(sandbox, gate.open, concerns);
  signal?.addEventListener('abort', gate.open);
  const isOver = () => timeIsOver || changes.isClosed() || signal?.aborted === true;
  try {
    for (;;) {
      const found = await look();
      if (isEnough(found) || isOver()) return found;
      await gate.pass();
    }
  } finally {
    clearTimeout(timer);
    stopListening();
    signal?.removeEventListener('abort', gate.open);
  }
}

/** Lets one waiter pass each time it was opened; opened before he comes, it lets him pass at once. */
function createGate() {
  let open: () => void = () => undefined;
  const close = () =>
    new Promise<void>((resolve) => {
      open = resolve;
    });
  let opened = close();
  return {
    open: () => open(),
    async pass(): Promise<void> {
      await opened;
      opened = close();
    },
  };
}
