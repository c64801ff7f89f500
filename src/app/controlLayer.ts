import type { RequestListener } from 'node:http';
import type { Middleware } from 'koa';
import { createControl } from '../control/index.js';
import { profileOf } from '../oidc/index.js';
import type { Changes } from '../platform/changes.js';
import type { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/index.js';
import { DEFAULT_SANDBOX } from '../platform/ids.js';
import type { Access } from './access.js';
import type { Actors } from './actor.js';
import type { Address } from './address.js';
import { clientJudge } from './clientJudge.js';
import type { Domains } from './domains.js';
import { injected } from './injected.js';
import type { OidcLayer } from './oidcLayer.js';
import type { Printing } from './printing.js';
import type { Stores } from './stores.js';
import { VERSION } from './version.js';

export interface ControlLayerParts extends Omit<Access, 'operator'> {
  readonly stores: Stores;
  readonly domains: Domains;
  readonly oidc: OidcLayer;
  readonly config: Config;
  readonly clock: Clock;
  readonly address: Address;
  readonly actors: Actors;
  readonly changes: Changes;
  readonly printing: Printing;
  /** The provider in its sandbox, without what is there for browsers: signs in without pages. */
  readonly withoutBrowser: RequestListener;
  readonly report: (error: unknown) => void;
}

/** The control API over everything it drives. */
export function createControlLayer(parts: ControlLayerParts): Middleware {
  const { stores, domains, oidc, config, address, changes } = parts;
  return createControl({
    ...domains,
    personStore: stores.people,
    records: stores.records,
    subscriberOf: stores.subscribers.get,
    events: stores.events,
    changes,
    clock: parts.clock,
    piiGuard: config.piiGuard === 'on',
    report: parts.report,
    service: { version: VERSION, engine: () => domains.engine.available, irsUrl: address.irsUrl },
    access: parts.access,
    operatorCookie: parts.operatorCookie,
    tokens: parts.tokens,
    actAs: parts.actors.actAs,
    validateClient: clientJudge(() => standardProvider(oidc, stores, address)),
    providers: oidc.providers,
    keys: oidc.keys,
    positionIn: oidc.positionIn,
    signIns: oidc.signIns,
    sessions: oidc.sessions,
    consents: stores.consents,
    inject: injected(() => parts.withoutBrowser, address),
    stylesheet: () => parts.printing.assets.url('standin.css'),
  });
}

/** Every sandbox has the same rules, so the default one's provider judges for all: a sandbox without sign-ins needs no keys. */
async function standardProvider(
  { providers }: OidcLayer,
  { sandboxes }: Stores,
  { baseOf }: Address,
) {
  const standard = profileOf('standard');
  if (!standard) throw new Error('the standard profile is missing');
  const revision = (await sandboxes.get(DEFAULT_SANDBOX))?.revision ?? 0;
  const base = baseOf(DEFAULT_SANDBOX);
  const place = { id: DEFAULT_SANDBOX, revision, base, prefix: '', faulty: false };
  return providers.of(place, standard);
}
