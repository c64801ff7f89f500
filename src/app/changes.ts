import type { Changes } from '../platform/changes.js';
import type { SandboxId } from '../platform/ids.js';

/** What other processes committed is noticed within this many ms. */
const GLANCE = 250;

interface Listener {
  readonly onChange: () => void;
  readonly concerns: (eventType: string) => boolean;
}

export interface ChangesParts {
  /** The numbers that sandboxes have reached; only where other processes write to the same database. */
  readonly seqsOf?:
    ((sandboxes: readonly SandboxId[]) => Promise<ReadonlyMap<SandboxId, number>>) | undefined;
  readonly report: (error: unknown) => void;
}

export interface AnnouncedChanges extends Changes {
  announce(sandbox: SandboxId, eventTypes: readonly string[]): void;
  /** Wakes everybody for the last time. */
  close(): void;
}

/**
 * Wakes those who wait for a sandbox: at once after commits of this process, and, while anybody waits, by one glance at the
 * numbers of all sandboxes waited for, however many wait.
 */
export function createChanges({ seqsOf, report }: ChangesParts): AnnouncedChanges {
  const listeners = new Map<SandboxId, Set<Listener>>();
  const wake = (sandbox: SandboxId, isMeant: (one: Listener) => boolean = () => true) => {
    for (const one of [...(listeners.get(sandbox) ?? [])]) if (isMeant(one)) one.onChange();
  };
  const glances = seqsOf && createGlances(seqsOf, () => [...listeners.keys()], wake, report);
  let closed = false;
  return {
    listen(sandbox, onChange, concerns = () => true) {
      const listener = { onChange, concerns };
      const those = listeners.get(sandbox) ?? new Set();
      listeners.set(sandbox, those.add(listener));
      glances?.begin();
      return () => {
        those.delete(listener);
        if (those.size === 0 && listeners.get(sandbox) === those) listeners.delete(sandbox);
      };
    },
    isClosed: () => closed,
    announce: (sandbox, eventTypes) =>
      wake(sandbox, ({ concerns }) => eventTypes.some((type) => concerns(type))),
    close() {
      closed = true;
      for (const sandbox of listeners.keys()) wake(sandbox);
    },
  };
}

/** A sandbox seen for the first time may have changed since its listener looked, so it counts as changed. */
function createGlances(
  seqsOf: NonNullable<ChangesParts['seqsOf']>,
  watched: () => readonly SandboxId[],
  wake: (sandbox: SandboxId) => void,
  report: (error: unknown) => void,
) {
  let seen: ReadonlyMap<SandboxId, number> = new Map();
  let timer: NodeJS.Timeout | undefined;
  const glance = async (): Promise<void> => {
    const now = await seqsOf(watched());
    for (const [sandbox, seq] of now) if (seen.get(sandbox) !== seq) wake(sandbox);
    seen = now;
  };
  const begin = (): void => {
    timer ??= setTimeout(() => {
      void glance()
        .catch(report)
        .finally(() => {
          timer = undefined;
          if (watched().length > 0) begin();
          else seen = new Map();
        });
    }, GLANCE).unref();
  };
  return { begin };
}
