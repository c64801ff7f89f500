import type { Config } from '../../../platform/config/index.js';
import { freePairAfter, isFree } from '../freePort.js';
import { holderOf } from '../portHolder.js';
import { ill, well, type Finding } from './finding.js';

/** Whether start would get its ports; those that the running server (`own` is its process) holds are well. */
export async function examinePorts(
  config: Config,
  own: number | undefined,
): Promise<readonly Finding[]> {
  const irsPort = config.irsPort >= 0 ? config.irsPort : config.port === 0 ? 0 : config.port + 1;
  const provider = await examinePort('port', config.port, '--port', own);
  if (!config.irs) return [provider];
  return [provider, await examinePort('IRS port', irsPort, '--irs-port', own)];
}

async function examinePort(
  name: string,
  port: number,
  flag: string,
  own: number | undefined,
): Promise<Finding> {
  if (port === 0) return well(name, 'any free one');
  if ((await isFree(port, '127.0.0.1')) && (await isFree(port, '::1')))
    return well(name, `${port} is free`);
  const holder = await holderOf(port);
  if (holder !== undefined && holder.pid === own)
    return well(name, `${port} is the running server's`);
  const who = holder ? `${holder.command} (process ${holder.pid})` : 'another program';
  return ill(
    name,
    `${port} is in use by ${who}`,
    `start with ${flag} ${await freePairAfter(port)}`,
  );
}
