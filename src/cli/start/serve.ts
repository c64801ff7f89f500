import { createApp, type App } from '../../app.js';
import { listen, type Listening } from '../../app/listen.js';
import { startIrs, type RunningIrs } from '../../app/irs.js';
import type { Config } from '../../platform/config/index.js';
import { createLogger, type Logger } from '../../platform/logger.js';
import { REFUSED } from '../exitCodes.js';
import { explainFailure } from './explainFailure.js';
import { announce } from './announce.js';
import { forgetServer, rememberServer } from './serverFile.js';

/** Requests under way get this long to end when the server is told to stop (contract section 1: five seconds in all). */
const GRACE_MS = 3000;

/** Starts everything and answers the exit code when a signal has ended it. */
export async function serve(config: Config): Promise<number> {
  const logger = createLogger(config.quiet ? 'warn' : config.logLevel);
  sendWarningsTo(logger);
  let app: App | undefined;
  try {
    app = await createApp({ config, logger });
    const provider = await listen(app.handler, config.host, config.port);
    const irs = config.irs ? await startIrs(app, provider.port, config, logger) : undefined;
    const running = { app, provider, irs };
    await ready(config, running);
    app.run();
    await stopSignal();
    await stop(config, running);
    return 0;
  } catch (error) {
    await app?.close().catch(() => undefined);
    const sentence = explainFailure(error, config);
    if (sentence === undefined) throw error;
    process.stderr.write(`standin: ${sentence}\n`);
    return REFUSED;
  }
}

interface Running {
  readonly app: App;
  readonly provider: Listening;
  readonly irs: RunningIrs | undefined;
}

/** The time that is announced counts from the start of the process (performance.now()'s origin). */
async function ready(config: Config, { app, provider, irs }: Running): Promise<void> {
  app.address.at(`http://localhost:${provider.port}`, irs?.url);
  await irs?.register();
  const facts = { baseUrl: app.address.base(), irsUrl: irs?.url, database: app.database };
  if (!config.ephemeral) rememberServer(config.data, facts);
  announce(config, facts, Math.round(performance.now()));
}

async function stop(config: Config, { app, provider, irs }: Running): Promise<void> {
  process.once('SIGINT', () => process.exit(0));
  process.once('SIGTERM', () => process.exit(0));
  await Promise.all([provider.close(GRACE_MS), irs?.close()]);
  await app.close();
  if (!config.ephemeral) forgetServer(config.data);
}

/** A second signal ends the process at once. */
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
