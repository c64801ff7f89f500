import type { Ask } from '../ask.js';
import type { Members } from '../types.js';
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

/** The audit stream. */
export type Events = Listed<Members, Members>;

export const createEvents = (ask: Ask): Events => listed(ask, '/events');

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
  extends Listed<Members>, Kept<Members>, Made<Members, Members>, Changed<Members, Members> {}

export const createWebhooks = (ask: Ask): Webhooks => ({
  ...listed(ask, '/webhooks'),
  ...kept(ask, '/webhooks'),
  ...made(ask, '/webhooks'),
  ...changed(ask, '/webhooks'),
});

/** What was sent to endpoints, and what they answered. */
export interface Deliveries extends Listed<Members, Members> {
  get(delivery: Ref): Promise<Members>;
  redeliver(delivery: Ref): Promise<Members>;
}

export const createDeliveries = (ask: Ask): Deliveries => ({
  ...listed(ask, '/deliveries'),
  get: kept<Members>(ask, '/deliveries').get,
  redeliver: (delivery) =>
    ask({ method: 'POST', path: `${pathOf('/deliveries', delivery)}/redeliver` }),
});
