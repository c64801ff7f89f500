import { createOperatorAccess, createTokens } from '../control/index.js';
import { cookieName } from '../oidc/index.js';
import type { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/index.js';
import { DEFAULT_SANDBOX } from '../platform/ids.js';
import type { Address } from './address.js';
import { namedHosts } from './hosts.js';
import type { Stores } from './stores.js';

export interface AccessParts {
  readonly stores: Pick<Stores, 'controlTokens'>;
  readonly config: Config;
  readonly clock: Clock;
  readonly address: Address;
  readonly instance: string;
}

export type Access = ReturnType<typeof createAccess>;

/** Who may call the control API, and see the pages that follow its rule. */
export function createAccess({ stores, config, clock, address, instance }: AccessParts) {
  const tokens = createTokens({ store: stores.controlTokens, clock });
  const access = {
    token: config.controlToken === '' ? undefined : config.controlToken,
    hosts: () => namedHosts(config),
    callerOf: tokens.callerOf,
  };
  // One name in all sandboxes: its path says where it counts.
  const operatorCookie = () => {
    const secure = address.base().startsWith('https:');
    return cookieName({ sandbox: DEFAULT_SANDBOX, secure }, instance, 'operator');
  };
  return { tokens, access, operatorCookie, operator: createOperatorAccess(access, operatorCookie) };
}
