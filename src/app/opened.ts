import { createApp, type App } from '../app.js';
import type { Config } from '../platform/config/index.js';
import type { Logger } from '../platform/logger.js';
import type { Lan } from './lan.js';
import { startIrs, type RunningIrs } from './irs.js';
import { addressFor, listen, type Listening } from './listen.js';
import { seedRefused } from './seedRefused.js';

/** Requests under way get this long to end when the server is told to stop (contract section 1: five seconds in all). */
export const GRACE_MS = 3000;

/** What has been opened so far; it is closed when a later step fails. */
export interface Opened {
  app?: App;
  provider?: Listening;
  /** The provider for programs on this machine, where all others speak TLS. */
  inner?: Listening;
  irs?: RunningIrs;
}

/** Where this process answers. */
export interface Addresses {
  readonly baseUrl: string;
  readonly irsUrl: string | undefined;
  readonly database: string;
}

export interface Beyond {
  /** The simulated IRS of another process. */
  readonly irsElsewhere?: string | undefined;
  readonly lan?: Lan | undefined;
}

/**
 * Opens the provider, and the simulated IRS unless it is off or, at `irsElsewhere`, another process's, and makes what the
 * configuration file asks for. Throws with code SEED_REFUSED when something of that was refused.
 */
export async function open(
  config: Config,
  logger: Logger,
  opened: Opened,
  { irsElsewhere, lan }: Beyond = {},
): Promise<Addresses> {
  const app = (opened.app = await createApp({ config, logger }));
  // Known beforehand: clients may be there the moment it listens. A free port is nobody's yet.
  if (config.port !== 0) app.address.at(addressFor(config.host, config.port), irsElsewhere);
  const { handler } = app;
  const provider = await listen(handler, config.host, config.port, lan?.certificate);
  opened.provider = provider;
  if (lan) opened.inner = await listen(handler, 'localhost', lan.innerPort);
  if (config.irs) opened.irs = await startIrs(app, provider.port, config, { logger, lan });
  const irsUrl = opened.irs?.url ?? irsElsewhere;
  app.address.at(addressFor(config.host, provider.port), irsUrl);
  await opened.irs?.register();
  const faults = await app.seed();
  if (faults.length > 0) throw seedRefused(faults);
  return { baseUrl: app.address.base(), irsUrl, database: app.database };
}

/** Answers what was sent, for `graceMs` at most, and closes. */
export async function close({ app, provider, inner, irs }: Opened, graceMs: number): Promise<void> {
  app?.stopWaiting();
  await Promise.all([provider?.close(graceMs), inner?.close(graceMs), irs?.close()]);
  await app?.close();
}
