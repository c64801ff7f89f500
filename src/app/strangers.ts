import type { Partners } from '../partners/index.js';
import type { Config } from '../platform/config/index.js';
import type { StrangerPolicy, Strangers } from '../web/index.js';
import { isLoopback } from './controlToken.js';

/** What becomes of clients that nobody registered. */
export const strangersOf = (config: Config, partners: Partners): Strangers => ({
  policy: config.clients === '' ? usualPolicy(config) : config.clients,
  adopt: partners.adoptClient,
});

/** Where only this machine's people come, there is somebody to ask (contract section 2). */
function usualPolicy({ host, publicUrl }: Config): StrangerPolicy {
  const public_ = publicUrl !== '' && !isLoopback(new URL(publicUrl).hostname);
  return isLoopback(host) && !public_ ? 'ask' : 'refuse';
}
