import { controlTokenFor, type ControlToken } from '../../app/controlToken.js';
import type { Config } from '../../platform/config/index.js';
import { createLogger, type Logger } from '../../platform/logger.js';
import { OK } from '../exitCodes.js';
import { announce } from './announce.js';
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
    const token = controlTokenFor(config);
    await begin(token ? { ...config, controlToken: token.token } : config, logger, opened, token);
    await stopped;
    await stop(config, opened);
    return OK;
  } catch (error) {
    await close(opened, 0).catch(() => undefined);
    const { refuseStart } = await import('./refuseStart.js');
    return refuseStart(error, config);
  }
}

/** The time that is announced counts from the start of the process (performance.now()'s origin). */
async function begin(
  config: Config,
  logger: Logger,
  opened: Opened,
  controlToken: ControlToken | undefined,
): Promise<void> {
  const facts = { ...(await open(config, logger, opened)), controlToken };
  if (!config.ephemeral) rememberServer(config.data, facts);
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
