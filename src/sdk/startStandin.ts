import { StandinError } from './errors.js';
import { openStandin, type Standin } from './standin.js';
import type { StartOptions } from './types.js';

/**
 * Runs a server in this process: on a free port, keeping nothing and without the simulated IRS unless the options say
 * otherwise. Closing or disposing of it stops the server. Throws a StandinError with every fault of the options.
 */
export async function startStandin(options: StartOptions = {}): Promise<Standin> {
  const { startServer } = await import('./start/startServer.js');
  try {
    const { baseUrl, token, close } = await startServer(options);
    return await openStandin({ base: baseUrl, token, named: true }, close);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StandinError(`Standin did not start: ${why}`, { cause: error });
  }
}
