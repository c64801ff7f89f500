import type { RequestListener } from 'node:http';
import type { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/index.js';
import { barBringer, type AskControl, type BringBar, type TesterTools } from '../web/index.js';
import { createAccess, type Access } from './access.js';
import type { Address } from './address.js';
import { askControl } from './askControl.js';
import type { Domains } from './domains.js';
import type { OidcLayer } from './oidcLayer.js';
import type { Stores } from './stores.js';
import { testerTools } from './testerTools.js';

export interface ForOperatorsParts {
  readonly stores: Stores;
  readonly domains: Domains;
  readonly config: Config;
  readonly clock: Clock;
  readonly address: Address;
  readonly instance: string;
  /** Both come later than what is made here: the provider's own pages carry the bar, too. */
  readonly sessions: () => OidcLayer['sessions'];
  readonly handler: () => RequestListener;
}

/** Who operates the server, and what the pages have for them. */
export interface ForOperators extends Access {
  readonly askControl: AskControl;
  readonly tester: TesterTools | undefined;
  readonly bringBar: BringBar;
}

export function forOperators(parts: ForOperatorsParts): ForOperators {
  const { stores, domains, config, clock, address } = parts;
  const access = createAccess(parts);
  const ask = askControl(parts.handler, address, config);
  const tester = config.testerBar === 'on' ? testerTools(domains, ask, clock) : undefined;
  const bringBar = barBringer({
    ...{ tester, operator: access.operator, subscribers: stores.subscribers },
    sessions: { current: (place, exchange) => parts.sessions().current(place, exchange) },
  });
  return { ...access, askControl: ask, tester, bringBar };
}
