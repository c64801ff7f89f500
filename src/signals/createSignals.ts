import { createDeliveries, type DeliveriesParts } from './deliveries.js';
import type { WebhookStore } from './ports.js';
import { createPush } from './securityEvents.js';
import { createWebhooks } from './webhooks.js';

export type Signals = ReturnType<typeof createSignals>;

/** Endpoints and what is delivered to them, over their stores. */
export function createSignals({
  webhookStore,
  ...parts
}: Omit<DeliveriesParts, 'webhooks' | 'stopping'> & { readonly webhookStore: WebhookStore }) {
  const webhooks = createWebhooks(webhookStore, parts.clock);
  const stop = new AbortController();
  return {
    webhooks,
    /** Posts a security event token to a client. */
    push: createPush(parts.post, stop.signal),
    deliveries: createDeliveries({ ...parts, webhooks, stopping: stop.signal }),
    /** Ends what is being sent: its tasks are taken up again by whoever runs next. */
    close: () => stop.abort(),
  };
}
