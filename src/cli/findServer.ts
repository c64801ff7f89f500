import type { ServerAddress } from '../sdk/index.js';

export { findServer, type Server } from '../sdk/index.js';

/** Flags of every verb that asks a server. */
export interface ServerFlags extends ServerAddress {
  readonly json?: boolean;
}
