import { createApp, type App } from '../app.js';
import type { Config } from '../platform/config/index.js';
import type { Logger } from '../platform/logger.js';
import { startIrs, type RunningIrs } from './irs.js';
import { addressFor, listen, type Listening } from './listen.js';
import { seedRefused } from './seedRefused.js';

/** Requests under way get this long to end when the server is told to stop (contract section 1: five seconds in all). */
export const GRACE_MS = 3000;

/** What has been opened so far; it is closed when a later step fails. */
export interface Opened {
  app?: App;
  provider?: Listening;
  irs?: RunningIrs;
}

/** Where this process answers. */
export interface Addresses {
  readonly baseUrl: string;
  readonly irsUrl: string | undefined;
  readonly database: string;
}

/**
 * Opens the provider, and the simulated IRS unless it is off or, at `irsElsewhere`, another process's, and makes what the
 * configuration file asks for. Throws with code SEED_REFUSED when something of that was refused.
 */
export async function open(
  config: Config,
  logger: Logger,
  opened: Opened,
  irsElsewhere?: string,
): Promise<Addresses> {
  const app = (opened.app = await createApp({ config, logger }));
  // Known beforehand: clients may be there the moment it listens. A free port is nobody's yet.
  if (config.port !== 0) app.address.at(addressFor(config.host, config.port), irsElsewhere);
  const provider = (opened.provider = await listen(app.handler, config.host, config.port));
  if (config.irs) opened.irs = await startIrs(app, provider.port, config, logger);
  const irsUrl = opened.irs?.url ?? irsElsewhere;
  app.address.at(addressFor(config.host, provider.port), irsUrl);
  await opened.irs?.register();
  const faults = await app.seed();
  if (faults.length > 0) throw seedRefused(faults);
  return { baseUrl: app.address.base(), irsUrl, database: app.database };
}

/** Answers what was sent, for `graceMs` at most, and closes. */
export async function close({ app, provider, irs }: Opened, graceMs: number): Promise<void> {
  app?.stopWaiting();
  await Promise.all([provider?.close(graceMs), irs?.close()]);
  await app?.close();
}
