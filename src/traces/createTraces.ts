import type { Clock } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { Logger } from '../platform/logger.js';
import { keptOf, type Exchange, type RawExchange } from './exchange.js';
import { findingsOf, type Finding } from './findings.js';
import type { TraceStore } from './ports.js';

export interface TracesDeps {
  readonly store: TraceStore;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
  readonly urlOf: (sandbox: SandboxId, id: string) => string;
}

export type Traces = ReturnType<typeof createTraces>;

/** An exchange with what there is to say about it, gravest first. */
export interface Traced {
  readonly exchange: Exchange;
  readonly findings: readonly Finding[];
}

/** Exchanges wait this long, at most, to be written together: no request waits for its trace. */
const PAUSE_MS = 200;
/** More than this is a flood, and what does not fit is not worth a server's memory. */
const MOST_WAITING = 2000;

/** Takes note of every exchange, says in one log line why one was refused, and finds them again. */
export function createTraces({ store, clock, logger, urlOf }: TracesDeps) {
  let waiting: (readonly [SandboxId, Exchange])[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting;
    waiting = [];
    if (batch.length > 0)
      writing = writing
        .then(() => write(store, batch))
        .catch((error: unknown) => logger.error({ err: error }, 'traces could not be written'));
    return writing;
  }

  return {
    /** Returns at once. */
    note(raw: RawExchange): void {
      const exchange = keptOf(raw, clock.now());
      if (waiting.length < MOST_WAITING) waiting.push([raw.sandbox, exchange]);
      timer ??= setTimeout(() => void flush(), PAUSE_MS).unref();
      if (exchange.refusal || exchange.fault)
        logRefusal(logger, exchange, urlOf(raw.sandbox, raw.id));
    },
    async find(sandbox: SandboxId, id: string): Promise<Traced | undefined> {
      await flush();
      const exchange = await store.get(sandbox, id);
      return exchange && { exchange, findings: findingsOf(exchange) };
    },
    /** Newest first. */
    async recent(sandbox: SandboxId, limit: number): Promise<readonly Traced[]> {
      await flush();
      const found = await store.list(sandbox, limit);
      return found.map((exchange) => ({ exchange, findings: findingsOf(exchange) }));
    },
    close: flush,
  };
}

async function write(
  store: TraceStore,
  batch: readonly (readonly [SandboxId, Exchange])[],
): Promise<void> {
  const bySandbox = new Map<SandboxId, Exchange[]>();
  for (const [sandbox, exchange] of batch)
    bySandbox.set(sandbox, [...(bySandbox.get(sandbox) ?? []), exchange]);
  for (const [sandbox, exchanges] of bySandbox) await store.addAll(sandbox, exchanges);
}

/** One line with the reason and the fix; a fault that acted has one, too. */
function logRefusal(logger: Pick<Logger, 'warn'>, exchange: Exchange, trace: string): void {
  const [finding] = findingsOf(exchange);
  if (!finding) return;
  const { route, client, refusal, fault } = exchange;
  const facts = { route, client, error: refusal?.error, finding: finding.code, trace };
  const message = fault ? finding.message : `refused: ${finding.message}`;
  logger.warn(facts, `${message} Fix: ${finding.fix}`);
}
