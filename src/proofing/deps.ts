import type { CalendarDate, Clock } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { AttemptStore } from './attemptStore.js';
import type { DocumentCheck, RecordsCheck, SelfieCheck, StepScript } from './ports.js';

export interface Checks {
  readonly document: DocumentCheck;
  readonly selfie: SelfieCheck;
  readonly records: RecordsCheck;
  readonly script: StepScript;
}

/** What proofing needs from outside. */
export interface Deps {
  readonly store: AttemptStore;
  readonly checks: Checks;
  readonly clock: Clock;
  /** The day in a sandbox, which time travel moves. */
  readonly today: (sandbox: SandboxId) => Promise<CalendarDate>;
  /** Whether Social Security numbers that could be somebody's are refused. */
  readonly piiGuard: boolean;
  /** Whether a code counts for a phone besides the one that was sent there. */
  readonly acceptsCode?: (
    sandbox: SandboxId,
    client: string | undefined,
    phone: string,
    typed: string,
  ) => Promise<boolean>;
}
