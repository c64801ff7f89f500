import type { AuthenticatorKind } from '../../assurance/index.js';
import type { DomainEvent } from '../../platform/events.js';
import type { Instant } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';

/** Whom guesses count against: an account, or an address that has none. */
export type ThrottleSubject =
  { readonly account: string } | { readonly email: string; readonly account?: undefined };

export interface ThrottleKey {
  readonly subject: ThrottleSubject;
  readonly kind: AuthenticatorKind;
}

/** Counts consecutive failures. A guess takes a turn before its secret is looked at and gives it back with the result. */
export interface ThrottleStore {
  /**
   * Takes a turn by one conditional update. `busy`: others are at it, ask again shortly; `locked`: wait, or for good
   * (`retryAfterMs` undefined).
   */
  takeTurn(sandbox: SandboxId, key: ThrottleKey, rules: TurnRules, now: Instant): Promise<Turn>;
  /** Forgets the failures. */
  succeed(sandbox: SandboxId, key: ThrottleKey): Promise<void>;
  /** Counts a failure; `consequence` says from the new count what follows, in the same transaction. */
  fail(
    sandbox: SandboxId,
    key: ThrottleKey,
    now: Instant,
    consequence: (failures: number) => Consequence,
  ): Promise<void>;
  /** Gives a turn back without a verdict. */
  release(sandbox: SandboxId, key: ThrottleKey): Promise<void>;
  /** Lifts every block and forgets every failure of an account. */
  unblock(sandbox: SandboxId, account: string): Promise<void>;
}

export interface TurnRules {
  /** Failures after which nothing but unlocking or binding anew helps. */
  readonly mostFailures: number;
  /** Guesses that may be looked at side by side, by failures so far: `atOnce` while below `calm`, then one. */
  readonly calm: number;
  readonly atOnce: number;
  /** A turn not given back after this many ms is forgotten (its process died). */
  readonly turnLifetime: number;
}

export type Turn =
  | { readonly outcome: 'taken' }
  | { readonly outcome: 'busy' }
  | { readonly outcome: 'locked'; readonly retryAfterMs?: number | undefined };

export interface Consequence {
  readonly waitMs: number;
  readonly events: readonly DomainEvent[];
}
