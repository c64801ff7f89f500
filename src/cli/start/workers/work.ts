import { createLogger } from '../../../platform/logger.js';
import { OK, REFUSED, USAGE } from '../../exitCodes.js';
import { refuse } from '../../print.js';
import type { Opened } from '../../../app/opened.js';
import { onSignal } from '../signals.js';
import { sendWarningsTo } from '../warnings.js';
import { STOP, toFailure, type Orders, type Report } from './talk.js';

/** One of the processes behind a port: gets its orders from the primary and ends with it (node:cluster sees to that). */
export async function work(): Promise<number> {
  if (!process.connected) {
    refuse('a worker is started by standin start --workers, not by itself');
    return USAGE;
  }
  const stopped = toldToStop();
  const orders = await Promise.race([firstOrders(), stopped]);
  process.exit(orders ? await follow(orders, stopped) : OK); // the channel to the primary would keep it alive
}

async function follow({ config, irsUrl }: Orders, stopped: Promise<void>): Promise<number> {
  const logger = createLogger(config.quiet ? 'warn' : config.logLevel);
  sendWarningsTo(logger);
  const { close, GRACE_MS, open } = await import('../../../app/opened.js');
  const opened: Opened = {};
  try {
    await tell({ ready: await open(config, logger, opened, { irsElsewhere: irsUrl }) });
    opened.app?.run();
  } catch (error) {
    await close(opened, 0).catch(() => undefined);
    await tell({ failed: toFailure(error) });
    return REFUSED;
  }
  await stopped;
  await close(opened, GRACE_MS);
  return OK;
}

const firstOrders = (): Promise<Orders> =>
  new Promise((resolve) => {
    process.on('message', (message: Orders | typeof STOP) => {
      if (message !== STOP) resolve(message);
    });
  });

/** By the primary, or by a signal of its own: one that is sent to the whole group arrives here too. */
const toldToStop = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = () => {
      resolve();
      onSignal(() => process.exit(OK));
    };
    onSignal(stop);
    process.on('message', (message) => {
      if (message === STOP) resolve();
    });
  });

/** Resolves when it is on its way, or nobody listens any more. */
const tell = (report: Report): Promise<void> =>
  new Promise((resolve) => process.send?.(report, undefined, undefined, () => resolve()));
