import { HOUR, MINUTE, SECOND, type Instant } from '../platform/clock.js';

export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One event for one endpoint. */
export interface Delivery {
  readonly id: string;
  readonly webhook: string;
  /** Its id stays the same however often it is sent, so that a receiver can tell what it has already. */
  readonly event: string;
  readonly eventType: string;
  readonly account?: string | undefined;
  readonly state: DeliveryState;
  /** Counts attempts and redeliveries; a task of an earlier turn does nothing. */
  readonly turn: number;
  /** Attempts since it was last asked for. */
  readonly tries: number;
  /** Attempts in all. */
  readonly attempts: number;
  readonly lastStatus?: number | undefined;
  /** Whether `body` is what is sent: personal data is added before the first attempt. */
  readonly isComplete: boolean;
  readonly body: string;
  readonly createdAt: Instant;
  readonly nextAt?: Instant | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** At most so many bytes of it as are kept. */
  readonly body: string;
  readonly truncated: boolean;
}

/** What was sent, without the body that is the delivery's, and what came back: an answer, or why there was none. */
export interface Attempt {
  readonly number: number;
  readonly at: Instant;
  readonly durationMs: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly answer?: Answer | undefined;
  readonly error?: string | undefined;
  /** Never sent, and not tried again: a fault wished so. */
  readonly dropped?: true | undefined;
}

/** Waits between the attempts; after the last of them the delivery has failed, 28 hours after the event. */
const WAITS = [
  ...[5 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE],
  ...[2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR],
];

/** RFC 9110 section 15.5.11: the endpoint is gone for good. */
const GONE = 410;

/** What follows from an attempt, the n-th since the delivery was last asked for. */
export function outcomeOf(
  { answer, dropped }: Pick<Attempt, 'answer' | 'dropped'>,
  tries: number,
): { readonly state: DeliveryState; readonly waitMs?: number | undefined } {
  if (answer && answer.status >= 200 && answer.status < 300) return { state: 'delivered' };
  const waitMs = dropped || answer?.status === GONE ? undefined : WAITS[tries - 1];
  return waitMs === undefined ? { state: 'failed' } : { state: 'pending', waitMs };
}

export const isGone = ({ answer }: Pick<Attempt, 'answer'>): boolean => answer?.status === GONE;
