import { controlTokenFor, type ControlToken } from '../../app/controlToken.js';
import { openData } from '../../app/openData.js';
import { systemClock } from '../../platform/clock.js';
import type { Config } from '../../platform/config/index.js';
import { createLogger, type Logger } from '../../platform/logger.js';
import { OK } from '../exitCodes.js';
import { announce } from './announce.js';
import { freePair } from './freePort.js';
import type { Addresses } from '../../app/opened.js';
import { forgetServer, rememberServer } from './serverFile.js';
import { onSignal, stopSignal } from './signals.js';
import { createCrew, type Crew } from './workers/crew.js';
import { sendWarningsTo } from './warnings.js';

/** Contract section 1: a stop takes five seconds at most. */
const STOP_MS = 4500;

/**
 * Several processes behind one port, on PostgreSQL, whose rows make them agree. This one, the primary, answers no request: it
 * brings the schema up to date, keeps the workers at work and speaks for them. The first of them has the simulated IRS and makes
 * what the configuration file asks for. Answers the exit code when a signal has ended it.
 */
export async function serveByWorkers(config: Config): Promise<number> {
  const logger = createLogger(config.quiet ? 'warn' : config.logLevel);
  sendWarningsTo(logger);
  const crew = createCrew(logger);
  const stopped = stopSignal();
  try {
    const token = controlTokenFor(config);
    const settled = await settle(config, token);
    await migrateOnce(settled, logger);
    const ready = staff(crew, settled).then((addresses) => {
      const facts = { ...addresses, controlToken: token };
      rememberServer(config.data, facts);
      announce(config, facts, Math.round(performance.now()));
    });
    await Promise.race([ready, stopped]); // a stop while starting is a clean one too
    await stopped;
    await stop(config, crew);
    return OK;
  } catch (error) {
    crew.kill();
    const { refuseStart } = await import('./refuseStart.js');
    return refuseStart(error, config);
  }
}

/** Ports are named beforehand: a worker that comes later has to find those of the first. */
async function settle(config: Config, token: ControlToken | undefined): Promise<Config> {
  const port = config.port === 0 ? await freePair() : config.port;
  const irsPort = config.irsPort === 0 ? await freePair() : config.irsPort;
  return { ...config, port, irsPort, controlToken: token?.token ?? '' };
}

/** Also shows, before there are workers, that the database is there and its key the right one. */
async function migrateOnce(config: Config, logger: Logger): Promise<void> {
  const { db } = await openData(config, systemClock, logger);
  await db.close();
}

async function staff(crew: Crew, config: Config): Promise<Addresses> {
  const later = { ...config, seed: {} };
  const first = await crew.post({ config }, { config: later });
  const other = { config: { ...later, irs: false }, irsUrl: first.irsUrl };
  const posts = Array.from({ length: config.workers - 1 }, () => crew.post(other, other));
  await Promise.all(posts);
  return first;
}

/** A second signal ends every process at once. */
async function stop({ data }: Config, crew: Crew): Promise<void> {
  onSignal(() => {
    crew.kill();
    forgetServer(data);
    process.exit(OK);
  });
  await crew.stop(STOP_MS);
  forgetServer(data);
}
