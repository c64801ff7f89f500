import Koa from 'koa';
import type { RequestListener } from 'node:http';
import { controlRefusals } from '../control/index.js';
import type { Changes } from '../platform/changes.js';
import type { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/index.js';
import type { Database } from '../storage/index.js';
import type { Traces } from '../traces/index.js';
import { errorPages, securityHeaders, type Strangers } from '../web/index.js';
import type { Actors } from './actor.js';
import { isBehindProxy, type Address } from './address.js';
import { createControlLayer } from './controlLayer.js';
import type { Domains } from './domains.js';
import type { ForOperators } from './forOperators.js';
import { gate } from './gate.js';
import { health } from './health.js';
import { answersTo } from './hosts.js';
import type { OidcLayer } from './oidcLayer.js';
import { createMetrics } from './metrics.js';
import { languagePrefix } from './languagePrefix.js';
import { oauthMetadata } from './oauthMetadata.js';
import { PATHS } from './paths.js';
import type { Printing } from './printing.js';
import { provide } from './provide.js';
import { postedRequests } from './postedRequests.js';
import { readableAddress } from './readable.js';
import { sandboxPlace } from './sandboxPlace.js';
import { serveAssets } from './serveAssets.js';
import type { Stores } from './stores.js';
import { createWebLayer } from './webLayer.js';

export interface HttpParts extends ForOperators {
  readonly db: Database;
  readonly stores: Stores;
  readonly domains: Domains;
  readonly oidc: OidcLayer;
  readonly config: Config;
  readonly clock: Clock;
  readonly address: Address;
  readonly changes: Changes;
  readonly printing: Printing;
  readonly actors: Actors;
  readonly instance: string;
  readonly strangers: Strangers;
  readonly traces: Traces;
  readonly report: (error: unknown) => void;
}

/** Readers of a stream of events leave as they like: that is no failure of the request. */
const hasLeft = (error: unknown): boolean =>
  (error as { readonly code?: unknown }).code === 'ERR_STREAM_PREMATURE_CLOSE';

/**
 * A public URL with TLS makes every request one over TLS, but for those by an internal name. What else a proxy's headers claim
 * counts only when proxies are trusted.
 */
function speakTls({ publicUrl, internalUrls, trustProxy }: Config): Koa.Middleware {
  const secure = publicUrl.startsWith('https:');
  const internal = new Set(internalUrls.map((url) => new URL(url).host));
  return ({ req: { headers } }, next) => {
    if (secure && !internal.has(headers.host ?? '')) {
      headers['x-forwarded-proto'] = 'https';
      if (trustProxy === 'off') {
        delete headers['x-forwarded-host'];
        delete headers['x-forwarded-for'];
      }
    }
    return next();
  };
}

/** Everything that answers, in the order in which it is asked. */
export function createHandler(parts: HttpParts): RequestListener {
  const { db, stores, oidc, config, address, printing, report } = parts;
  const metrics = createMetrics({ ...parts, migrations: PATHS.migrations });
  const tls = speakTls(config);
  const place = sandboxPlace(stores.sandboxes, address.base);
  const provider = provide(oidc.providers, config);
  const withoutBrowser = listener(parts, [tls, place, provider]);
  const handler = listener(parts, [
    tls,
    securityHeaders,
    health(db, PATHS.migrations),
    answersTo(config, address),
    errorPages(printing.show, report, parts.bringBar),
    controlRefusals,
    oauthMetadata,
    place,
    readableAddress,
    serveAssets(() => printing.assets),
    languagePrefix,
    postedRequests,
    provider,
    metrics.answer,
    createControlLayer({ ...parts, withoutBrowser }),
    gate(config.gate),
    createWebLayer({ ...parts, ...printing, irsUrl: address.irsUrl }),
  ]);
  return metrics.counted(handler);
}

function listener(
  { config, report }: Pick<HttpParts, 'config' | 'report'>,
  middleware: readonly Koa.Middleware[],
): RequestListener {
  const koa = new Koa({ proxy: isBehindProxy(config) });
  koa.on('error', (error: unknown) => hasLeft(error) || report(error));
  for (const each of middleware) koa.use(each);
  const answer = koa.callback();
  return (req, res) => void answer(req, res);
}
