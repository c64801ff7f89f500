import type { Clock } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import { isGone, outcomeOf, type Attempt, type Delivery } from './delivery.js';
import { withClaims } from './notice.js';
import type { KnownClaims, DeliveryStore, MishapOf, Post } from './ports.js';
import { sendWith, written } from './mishap.js';
import type { Webhook } from './webhook.js';
import type { createWebhooks } from './webhooks.js';

export interface DeliveriesParts {
  readonly store: DeliveryStore;
  readonly webhooks: ReturnType<typeof createWebhooks>;
  readonly post: Post;
  readonly stopping: AbortSignal;
  readonly knownClaims: KnownClaims;
  readonly mishapOf: MishapOf;
  readonly clock: Clock;
}

/** Kept per sandbox, besides those that are still to be made. */
const MOST_ENDED = 1000;

/** The verbs on deliveries: making them, looking at them, making them again. */
export function createDeliveries(parts: DeliveriesParts) {
  const { store, webhooks, clock } = parts;
  return {
    /**
     * Makes one attempt, at the time of a task. Whatever the endpoint answers is written down with what follows from it, so
     * this throws for faults of our own alone; a crash between sending and writing sends again, under the same id.
     */
    async deliver(sandbox: SandboxId, id: string, turn: number): Promise<void> {
      const delivery = await store.get(sandbox, id);
      if (!delivery || delivery.state !== 'pending' || delivery.turn !== turn) return;
      const webhook = await webhooks.get(sandbox, delivery.webhook);
      if (!webhook) return;
      const attempt = await attemptOf(parts, sandbox, webhook, delivery);
      const { state, waitMs } = outcomeOf(attempt, delivery.tries + 1);
      const nextAt = waitMs === undefined ? undefined : clock.now() + waitMs;
      await store.record(sandbox, delivery, attempt, {
        state: webhook.enabled ? state : 'failed',
        nextAt: webhook.enabled ? nextAt : undefined,
      });
      if (isGone(attempt)) await webhooks.change(sandbox, webhook.id, { enabled: false });
    },

    /** Sends it again now, whatever became of it. */
    async redeliver(
      sandbox: SandboxId,
      id: string,
    ): Promise<Result<Delivery, 'unknown_delivery' | 'disabled'>> {
      const before = await store.get(sandbox, id);
      if (!before) return refused('unknown_delivery');
      if (!(await webhooks.get(sandbox, before.webhook))?.enabled) return refused('disabled');
      const restarted = await store.restart(sandbox, id, clock.now());
      const delivery = restarted ? await store.get(sandbox, id) : undefined;
      return delivery ? ok(delivery) : refused('unknown_delivery');
    },

    get: store.get,
    list: store.list,
    attempts: store.attempts,
    prune: (sandbox: SandboxId) => store.prune(sandbox, MOST_ENDED),
  };
}

async function attemptOf(
  parts: DeliveriesParts,
  sandbox: SandboxId,
  webhook: Webhook,
  delivery: Delivery,
): Promise<Attempt> {
  const { url, secret, enabled } = webhook;
  const at = parts.clock.now();
  const tried = { number: delivery.attempts + 1, at, url };
  if (!enabled) return { ...tried, durationMs: 0, headers: {}, error: 'the endpoint is disabled' };
  const whole = await bodyOf(parts, sandbox, webhook, delivery);
  const mishap = await parts.mishapOf(sandbox, delivery);
  const message = { secret, id: delivery.event, timestamp: at, body: whole };
  const { body, headers: signature } = written(message, mishap);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Standin-Webhooks/1.0',
    ...signature,
  };
  const began = performance.now();
  const sent = await sendWith(mishap, () =>
    parts.post({ url, headers, body, stopping: parts.stopping }),
  );
  return { ...tried, durationMs: Math.round(performance.now() - began), headers, ...sent };
}

/** What is sent is fixed before it is sent for the first time: a receiver that hears it twice hears the same. */
async function bodyOf(
  { store, knownClaims }: DeliveriesParts,
  sandbox: SandboxId,
  { personalData }: Webhook,
  { id, account, body, isComplete }: Delivery,
): Promise<string> {
  if (isComplete || !personalData || account === undefined) return body;
  const completed = withClaims(body, await knownClaims(sandbox, account));
  await store.complete(sandbox, id, completed);
  return completed;
}
