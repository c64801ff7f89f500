import type { Config } from '../../platform/config/index.js';
import { freePairAfter } from './freePort.js';
import { holderText } from './portHolder.js';

/** Who holds a port that is wanted, and the command to use instead. */
export async function explainPort(config: Config, port: number): Promise<string> {
  const holder = await holderText(port);
  const isIrs = port !== config.port;
  const instead = isIrs
    ? `standin start --port ${config.port} --irs-port ${await freePairAfter(port)}`
    : `standin start --port ${await freePairAfter(port)}`;
  const what = isIrs ? `port ${port}, for the simulated IRS,` : `port ${port}`;
  return `${what} is in use by ${holder}; start with: ${instead}`;
}
