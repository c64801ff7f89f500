import { createApp, type App } from '../../app.js';
import { controlTokenFor, type ControlToken } from '../../app/controlToken.js';
import { startIrs, type RunningIrs } from '../../app/irs.js';
import { addressFor, listen, type Listening } from '../../app/listen.js';
import type { Config } from '../../platform/config/index.js';
import { createLogger, type Logger } from '../../platform/logger.js';
import { OK, REFUSED, USAGE } from '../exitCodes.js';
import { announce } from './announce.js';
import { seed, SEED_REFUSED } from './seed.js';
import { forgetServer, rememberServer } from './serverFile.js';

/** Requests under way get this long to end when the server is told to stop (contract section 1: five seconds in all). */
const GRACE_MS = 3000;

/** What has been opened so far; it is closed when a later step fails. */
interface Opened {
  app?: App;
  provider?: Listening;
  irs?: RunningIrs;
}

/** Starts everything and answers the exit code when a signal has ended it. */
export async function serve(config: Config): Promise<number> {
  const logger = createLogger(config.quiet ? 'warn' : config.logLevel);
  sendWarningsTo(logger);
  const opened: Opened = {};
  // Listened for from now on: who reads the ready line may stop it at once, and a stop while starting is a clean one too.
  const stopped = stopSignal();
  try {
    const token = controlTokenFor(config);
    await open(token ? { ...config, controlToken: token.token } : config, logger, opened, token);
    await stopped;
    await stop(config, opened);
    return OK;
  } catch (error) {
    await close(opened, 0).catch(() => undefined);
    const { explainFailure } = await import('./explainFailure.js');
    const sentence = await explainFailure(error, config);
    if (sentence === undefined) throw error;
    process.stderr.write(`standin: ${sentence}\n`);
    return (error as { code?: unknown }).code === SEED_REFUSED ? USAGE : REFUSED;
  }
}

/** The time that is announced counts from the start of the process (performance.now()'s origin). */
async function open(
  config: Config,
  logger: Logger,
  opened: Opened,
  controlToken: ControlToken | undefined,
): Promise<void> {
  const app = (opened.app = await createApp({ config, logger }));
  const provider = (opened.provider = await listen(app.handler, config.host, config.port));
  if (config.irs) opened.irs = await startIrs(app, provider.port, config, logger);
  app.address.at(addressFor(config.host, provider.port), opened.irs?.url);
  await opened.irs?.register();
  await seed(app);
  const addresses = { baseUrl: app.address.base(), irsUrl: opened.irs?.url };
  const facts = { ...addresses, database: app.database, controlToken };
  if (!config.ephemeral) rememberServer(config.data, facts);
  announce(config, facts, Math.round(performance.now()));
  app.run();
}

/** A second signal ends the process at once. */
async function stop(config: Config, opened: Opened): Promise<void> {
  const atOnce = () => {
    if (!config.ephemeral) forgetServer(config.data);
    process.exit(OK);
  };
  process.once('SIGINT', atOnce);
  process.once('SIGTERM', atOnce);
  await close(opened, GRACE_MS);
  if (!config.ephemeral) forgetServer(config.data);
}

async function close({ app, provider, irs }: Opened, graceMs: number): Promise<void> {
  await Promise.all([provider?.close(graceMs), irs?.close()]);
  await app?.close();
}

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });

/** Libraries warn on the process; what they say belongs to the log, not between the lines of a terminal. */
function sendWarningsTo(logger: Logger): void {
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => logger.debug({ warning: name }, message));
}
