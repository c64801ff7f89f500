import type { Logger } from '../../platform/logger.js';

/** Libraries warn on the process; what they say belongs to the log, not between the lines of a terminal. */
export function sendWarningsTo(logger: Logger): void {
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => logger.debug({ warning: name }, message));
}
