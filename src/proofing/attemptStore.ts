import type { Verification } from '../assurance/index.js';
import type { Instant } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import type { Attempt } from './attempt.js';
import type { State } from './transitions.js';

export const PICTURES = ['front', 'back', 'selfie'] as const;
export type PictureKind = (typeof PICTURES)[number];

/** What goes into the database in one transaction with a saved attempt. */
export interface Change {
  readonly events: readonly DomainEvent[];
  /** Pictures to seal and keep, replacing what was there. */
  readonly keep?: Readonly<Partial<Record<PictureKind, Buffer>>> | undefined;
  readonly drop?: readonly PictureKind[] | undefined;
  readonly verification?: Verification | undefined;
  /** Refuse the save as `stale` when another account was verified with this SSN since the decision looked. */
  readonly soleHolder?: boolean | undefined;
  /** The new state of the verification that this attempt established earlier. */
  readonly verificationState?: 'revoked' | 'lapsed' | undefined;
  readonly endedAt?: Instant | undefined;
}

export interface AttemptQuery {
  readonly account?: string | undefined;
  readonly state?: State | undefined;
  readonly tag?: string | undefined;
  /** An attempt's id: what was created before it follows. */
  readonly after?: string | undefined;
  /** 1 to 200. */
  readonly limit: number;
}

export interface AttemptPage {
  readonly items: readonly Attempt[];
  /** To be handed over as `after`; absent on the last page. */
  readonly next?: string | undefined;
}

/** Where attempts are kept. Personal data is sealed there; instants are columns, so that time travel reaches them. */
export interface AttemptStore {
  /** Refuses with `exists` when the account has an attempt that is not closed. */
  create(
    sandbox: SandboxId,
    attempt: Attempt,
    events: readonly DomainEvent[],
  ): Promise<Result<Attempt, 'exists'>>;
  find(sandbox: SandboxId, id: string): Promise<Attempt | undefined>;
  /** The account's one attempt that is not closed. */
  current(sandbox: SandboxId, account: string): Promise<Attempt | undefined>;
  /** Newest first. */
  list(sandbox: SandboxId, query: AttemptQuery): Promise<AttemptPage>;
  /** Saves what was read at `attempt.version` and returns it with the next; `stale` when somebody saved, or closed the account, in between. */
  save(sandbox: SandboxId, attempt: Attempt, change: Change): Promise<Result<Attempt, 'stale'>>;
  /** Takes the right to run the check of this version until `until`; false while another has it. */
  claimCheck(sandbox: SandboxId, attempt: Attempt, now: Instant, until: Instant): Promise<boolean>;
  releaseCheck(sandbox: SandboxId, attempt: Attempt): Promise<void>;
  picture(sandbox: SandboxId, id: string, kind: PictureKind): Promise<Buffer | undefined>;
  picturesHeld(sandbox: SandboxId, id: string): Promise<readonly PictureKind[]>;
  dropPictures(sandbox: SandboxId, id: string, kinds: readonly PictureKind[]): Promise<void>;
  /** Accounts with a verification in force that rests on this SSN. */
  accountsVerifiedWith(sandbox: SandboxId, ssn: string): Promise<readonly string[]>;
}
