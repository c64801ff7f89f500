/**
 * signals: what happened, told to others.
 * Owns: the list of everything that is told, endpoints, the message and its signature (Standard Webhooks), when it is sent
 * again, which events clients hear of by security event tokens, and the sending itself.
 * Does not own: what happens (the events of other rooms), the audit stream and the outbox (storage writes both with what
 * happens), when a task is run. Messages hold ids and codes, personal data only where an endpoint asks for it.
 */
export { createSignals, type Signals } from './createSignals.js';
export { DELIVERY_STATES, type Attempt, type Delivery, type DeliveryState } from './delivery.js';
export { EVENT_PATTERNS, EVENT_TYPES, matchesPattern } from './eventTypes.js';
export { noticeOf, type Happening } from './notice.js';
export { post } from './post.js';
export { securityEventType } from './securityEvents.js';
export type { DeliveryFilter, DeliveryStore, MishapOf, WebhookStore } from './ports.js';
export type { Webhook, WebhookFault } from './webhook.js';
export { endpointFault } from './webhook.js';
