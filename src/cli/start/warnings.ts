import { subscribe } from 'node:diagnostics_channel';
import type { Logger } from '../../platform/logger.js';

/**
 * Libraries warn on the process, and oidc-provider on a channel (scripts/build/bundle.mjs); what they say belongs to the log,
 * not between the lines of a terminal.
 */
export function sendWarningsTo(logger: Logger): void {
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => logger.debug({ warning: name }, message));
  subscribe('standin:oidc-provider', (message) =>
    logger.debug({ warning: 'oidc-provider' }, String(message)),
  );
}
