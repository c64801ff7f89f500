import type { Observer } from '../oidc/index.js';
import type { Clock } from '../platform/clock.js';
import type { Logger } from '../platform/logger.js';
import { createTraces, type Traces } from '../traces/index.js';
import type { Address } from './address.js';
import type { Stores } from './stores.js';

export interface Tracing {
  readonly traces: Traces;
  readonly observer: Observer;
}

/** What the providers see is noted, and found again by the address that every answer carries. */
export function createTracing(
  stores: Pick<Stores, 'traces'>,
  address: Address,
  clock: Clock,
  logger: Logger,
): Tracing {
  const urlOf: Observer['urlOf'] = (sandbox, id) =>
    `${address.baseOf(sandbox)}/console/traces/${id}`;
  const traces = createTraces({ store: stores.traces, clock, logger, urlOf });
  return { traces, observer: { urlOf, observed: traces.note } };
}
