import type { Middleware } from 'koa';
import { createControl, createPeople, type People, type ValidateClient } from '../control/index.js';
import { profileOf } from '../oidc/index.js';
import type { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/index.js';
import type { SandboxId } from '../platform/ids.js';
import type { Domains } from './domains.js';
import type { OidcLayer } from './oidcLayer.js';
import { prefixOf } from './sandboxPlace.js';
import type { Stores } from './stores.js';

export interface ControlLayerParts {
  readonly stores: Stores;
  readonly domains: Domains;
  readonly people: People;
  readonly oidc: OidcLayer;
  readonly config: Config;
  readonly clock: Clock;
  readonly baseOf: (sandbox: SandboxId) => string;
  readonly report: (error: unknown) => void;
}

/** The people of the catalogue and those who are made: one use case over accounts, authenticators, press and storage. */
export const createPeopleLayer = (
  stores: Stores,
  domains: Domains,
  config: Config,
  clock: Clock,
): People =>
  createPeople({ ...domains, store: stores.people, clock, piiGuard: config.piiGuard === 'on' });

/** The control API over everything it drives. */
export function createControlLayer(parts: ControlLayerParts): Middleware {
  const { stores, domains, oidc, config, baseOf } = parts;
  return createControl({
    ...domains,
    people: parts.people,
    personStore: stores.people,
    subscriberOf: stores.subscribers.get,
    clock: parts.clock,
    piiGuard: config.piiGuard === 'on',
    report: parts.report,
    access: {
      token: config.controlToken === '' ? undefined : config.controlToken,
      hosts: () => namedHosts(config),
    },
    validateClient: validator(oidc, baseOf),
  });
}

const namedHosts = ({ publicUrl, internalUrls }: Config): readonly string[] =>
  [publicUrl, ...internalUrls]
    .filter((url) => URL.canParse(url))
    .map((url) => new URL(url).hostname);

/** Asks the library itself: what it would refuse at the first request is refused at registration. */
function validator(
  { providers }: OidcLayer,
  baseOf: (sandbox: SandboxId) => string,
): ValidateClient {
  return async (sandbox, metadata) => {
    const standard = profileOf('standard');
    if (!standard) throw new Error('the standard profile is missing');
    const place = { id: sandbox, revision: -1, base: baseOf(sandbox), prefix: prefixOf(sandbox) };
    const { Client } = await providers.of(place, standard);
    try {
      Reflect.construct(Client, [{ client_id: 'new', client_secret: '0'.repeat(43), ...metadata }]);
      return { ok: true };
    } catch (error) {
      const { error_description } = error as { readonly error_description?: string };
      if (error_description === undefined) throw error;
      return { ok: false, message: error_description };
    }
  };
}
