import { environment, type Config } from '../../platform/config/index.js';
import { invokedAs } from '../invokedAs.js';
import { freePairAfter } from './freePort.js';
import { holderText } from './portHolder.js';

/** Who holds a port that is wanted, and the command to use instead. */
export async function explainPort(config: Config, port: number): Promise<string> {
  const holder = await holderText(port);
  const isIrs = port !== config.port;
  const instead = isIrs
    ? `${startWords()} --port ${config.port} --irs-port ${await freePairAfter(port)}`
    : `${startWords()} --port ${await freePairAfter(port)}`;
  const what = isIrs ? `port ${port}, for the simulated IRS,` : `port ${port}`;
  return `${what} is in use by ${holder}; start with: ${instead}`;
}

/** What was typed to start it, as far as flags can follow: npm says in the environment that it ran a script. */
const startWords = (): string =>
  environment()['npm_lifecycle_event'] === 'start' ? 'npm start --' : `${invokedAs()} start`;
