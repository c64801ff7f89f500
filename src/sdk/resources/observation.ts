import type { Ask } from '../ask.js';
import type {
  Delivery,
  DeliveryQuery,
  DeliverySummary,
  Members,
  Webhook,
  WebhookChange,
  WebhookRequest,
} from '../types.js';
import {
  changed,
  kept,
  listed,
  made,
  pathOf,
  type Changed,
  type Kept,
  type Listed,
  type Made,
  type Ref,
} from './resource.js';

/** One per authorization request: what was said on the wire, and what was wrong with it. */
export interface Traces extends Listed<Members, Members> {
  get(trace: Ref): Promise<Members>;
}

export const createTraces = (ask: Ask): Traces => ({
  ...listed(ask, '/traces'),
  get: kept<Members>(ask, '/traces').get,
});

/** Endpoints that are told what happens. */
export interface Webhooks
  extends
    Listed<Webhook>,
    Kept<Webhook>,
    Made<Webhook, WebhookRequest>,
    Changed<Webhook, WebhookChange> {}

export const createWebhooks = (ask: Ask): Webhooks => ({
  ...listed(ask, '/webhooks'),
  ...kept(ask, '/webhooks'),
  ...made(ask, '/webhooks'),
  ...changed(ask, '/webhooks'),
});

/** What was sent to endpoints, and what they answered. */
export interface Deliveries extends Listed<DeliverySummary, DeliveryQuery> {
  get(delivery: Ref): Promise<Delivery>;
  redeliver(delivery: Ref): Promise<Delivery>;
}

export const createDeliveries = (ask: Ask): Deliveries => ({
  ...listed(ask, '/deliveries'),
  get: kept<Delivery>(ask, '/deliveries').get,
  redeliver: (delivery) =>
    ask({ method: 'POST', path: `${pathOf('/deliveries', delivery)}/redeliver` }),
});
