import { DAY, dateOf, type CalendarDate, type Instant } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';

/** An isolated universe: its own people, partners, clients, scripts, inbox and time. */
export interface Sandbox {
  readonly id: SandboxId;
  readonly name: string | null;
  readonly owner: string | null;
  /** 0 for the default sandbox, which was always there. */
  readonly createdAt: Instant;
  /** Real time, never aged; null: stays until it is deleted. */
  readonly expiresAt: Instant | null;
  /** Counts changes of what a Provider is built from: keys and configuration. */
  readonly revision: number;
  /** How far it has been advanced, in ms. */
  readonly agedBy: number;
  /** Another after each reset, restore and import. */
  readonly era: number;
  /** The sandbox that it was made after. */
  readonly copiedFrom: SandboxId | null;
  /** Whether faults on the wire are asked for in it. */
  readonly faulty: boolean;
}

export const hasExpired = ({ expiresAt }: Pick<Sandbox, 'expiresAt'>, now: Instant): boolean =>
  expiresAt !== null && expiresAt <= now;

/** A sandbox as it was at some moment. */
export interface Snapshot {
  readonly id: string;
  readonly createdAt: Instant;
  /** Packed. */
  readonly bytes: number;
}

export type NewSandbox = Pick<Sandbox, 'id'> &
  Partial<Pick<Sandbox, 'name' | 'owner' | 'expiresAt' | 'copiedFrom'>>;

export const LONGEST_LIFE = 365 * DAY;

/** A century: whoever is born today is old then, and every date still has a year of four digits. */
export const FURTHEST_AHEAD = 36_525 * DAY;

/** The day in a sandbox: calendar dates are judged against it, since they do not age. */
export const todayIn = ({ agedBy }: Pick<Sandbox, 'agedBy'>, now: Instant): CalendarDate =>
  dateOf(now + agedBy);
