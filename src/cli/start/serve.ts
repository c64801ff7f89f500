import { controlTokenFor } from '../../app/controlToken.js';
import { addressFor } from '../../app/listen.js';
import type { Config } from '../../platform/config/index.js';
import { createLogger, type Logger } from '../../platform/logger.js';
import { OK } from '../exitCodes.js';
import { refuse } from '../print.js';
import { announce } from './announce.js';
import type { OnLan } from './lan/settleLan.js';
import { close, GRACE_MS, open, type Opened } from '../../app/opened.js';
import { forgetServer, rememberServer } from './serverFile.js';
import { onSignal, stopSignal } from './signals.js';
import { sendWarningsTo } from './warnings.js';

/** Starts everything and answers the exit code when a signal has ended it. */
export async function serve(config: Config): Promise<number> {
  const logger = createLogger(config.quiet ? 'warn' : config.logLevel);
  sendWarningsTo(logger);
  const opened: Opened = {};
  // Listened for from now on: who reads the ready line may stop it at once, and a stop while starting is a clean one too.
  const stopped = stopSignal();
  try {
    const lan = config.lan ? await onLan(config) : undefined;
    if (typeof lan === 'string') return refuse(lan);
    await begin(lan?.config ?? config, logger, opened, lan);
    await stopped;
    await stop(config, opened);
    return OK;
  } catch (error) {
    await close(opened, 0).catch(() => undefined);
    const { refuseStart } = await import('./refuseStart.js');
    return refuseStart(error, config);
  }
}

/** Loaded where it is wanted. A sentence when it cannot be done. */
async function onLan(config: Config): Promise<OnLan | string> {
  const { settleLan } = await import('./lan/settleLan.js');
  const settled = await settleLan(config);
  return settled.ok ? settled.value : settled.reason;
}

/** The time that is announced counts from the start of the process (performance.now()'s origin). */
async function begin(
  config: Config,
  logger: Logger,
  opened: Opened,
  lan: OnLan | undefined,
): Promise<void> {
  const controlToken = controlTokenFor(config);
  const known = controlToken ? { ...config, controlToken: controlToken.token } : config;
  const addresses = await open(known, logger, opened, { lan });
  const internalUrl = lan && addressFor('localhost', lan.innerPort);
  const facts = { ...addresses, controlToken, internalUrl };
  if (!config.ephemeral) rememberServer(config.data, facts);
  if (lan && !config.json) await (await import('./lan/announceLan.js')).announceLan(lan, facts);
  announce(config, facts, Math.round(performance.now()));
  opened.app?.run();
}

/** A second signal ends the process at once. */
async function stop(config: Config, opened: Opened): Promise<void> {
  onSignal(() => {
    if (!config.ephemeral) forgetServer(config.data);
    process.exit(OK);
  });
  await close(opened, GRACE_MS);
  if (!config.ephemeral) forgetServer(config.data);
}
