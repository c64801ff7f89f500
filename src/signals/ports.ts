import type { Instant } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { Answer, Attempt, Delivery, DeliveryState } from './delivery.js';
import type { Mishap } from './mishap.js';
import type { Webhook } from './webhook.js';

export interface Page {
  readonly limit: number;
  readonly after?: string | undefined;
}

/** Keeps endpoints; address and secret are sealed. Changes answer whether they found a row. */
export interface WebhookStore {
  /** `too_many` when a sandbox has `most` already. */
  insert(
    sandbox: SandboxId,
    webhook: Webhook,
    most: number,
    events: readonly DomainEvent[],
  ): Promise<'inserted' | 'taken' | 'too_many'>;
  get(sandbox: SandboxId, id: string): Promise<Webhook | undefined>;
  /** Oldest first. */
  list(sandbox: SandboxId, page: Page): Promise<readonly Webhook[]>;
  save(sandbox: SandboxId, webhook: Webhook, events: readonly DomainEvent[]): Promise<boolean>;
  /** With its deliveries. */
  remove(sandbox: SandboxId, id: string, events: readonly DomainEvent[]): Promise<boolean>;
}

export interface DeliveryFilter extends Page {
  readonly webhook?: string | undefined;
  readonly event?: string | undefined;
  readonly state?: DeliveryState | undefined;
}

/** Keeps deliveries, which are written together with their events, and the log of what was tried. Bodies are sealed. */
export interface DeliveryStore {
  get(sandbox: SandboxId, id: string): Promise<Delivery | undefined>;
  /** Newest first. */
  list(sandbox: SandboxId, filter: DeliveryFilter): Promise<readonly Delivery[]>;
  /** Oldest first. */
  attempts(sandbox: SandboxId, id: string): Promise<readonly Attempt[]>;
  /** Fixes what is sent. */
  complete(sandbox: SandboxId, id: string, body: string): Promise<void>;
  /** Writes an attempt and what follows, with the task of the next one; nothing when the delivery has had another turn. */
  record(
    sandbox: SandboxId,
    delivery: Pick<Delivery, 'id' | 'turn'>,
    attempt: Attempt,
    next: { readonly state: DeliveryState; readonly nextAt?: Instant | undefined },
  ): Promise<void>;
  /** Makes it pending again, with a task that is due now; false when it is not there. */
  restart(sandbox: SandboxId, id: string, now: Instant): Promise<boolean>;
  /** Forgets the oldest that have ended, until `most` are left. */
  prune(sandbox: SandboxId, most: number): Promise<void>;
}

export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Aborted when this process stops. */
  readonly stopping: AbortSignal;
}

/** Posts a message; whatever goes wrong is answered, not thrown, unless this process stops meanwhile. */
export type Post = (
  posting: Posting,
) => Promise<{ readonly answer: Answer } | { readonly error: string }>;

/** What goes wrong with a delivery that is about to be made; undefined when nobody wished anything. */
export type MishapOf = (
  sandbox: SandboxId,
  delivery: Pick<Delivery, 'account' | 'body' | 'tries'>,
) => Promise<Mishap | undefined>;

/** What is known of a person, for endpoints that ask for it; undefined when the person is gone. */
export type KnownClaims = (sandbox: SandboxId, account: string) => Promise<object | undefined>;
