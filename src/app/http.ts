import Koa, { type Context } from 'koa';
import type { RequestListener } from 'node:http';
import type { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/index.js';
import { DEFAULT_SANDBOX } from '../platform/ids.js';
import { openAssets, type Assets } from '../platform/render/assets.js';
import { createRenderer } from '../platform/render/renderer.js';
import { cookieName, type ProviderSecrets } from '../oidc/index.js';
import type { Database } from '../storage/index.js';
import {
  createShowPage,
  securityHeaders,
  type PageContext,
  type ShowPage,
  type Views,
} from '../web/index.js';
import type { Address } from './address.js';
import type { Commits } from './commits.js';
import { createControlLayer } from './controlLayer.js';
import type { Domains } from './domains.js';
import { health } from './health.js';
import type { OidcLayer } from './oidcLayer.js';
import { PATHS } from './paths.js';
import { provide } from './provide.js';
import { sandboxPlace } from './sandboxPlace.js';
import { serveAssets } from './serveAssets.js';
import type { Stores } from './stores.js';
import { createWebLayer } from './webLayer.js';

/** How pages are printed: one renderer, one cookie behind all form tokens. */
export interface Printing {
  readonly show: ShowPage;
  readonly csrfCookie: (ctx: Context) => string;
  readonly assets: Assets;
}

export function createPrinting({ instance }: ProviderSecrets, address: Address): Printing {
  const csrfCookie = ({ state }: Context): string => {
    const { place } = state as { readonly place?: { readonly id: string } };
    const secure = address.base().startsWith('https:');
    return cookieName({ sandbox: place?.id ?? DEFAULT_SANDBOX, secure }, instance, 'csrf');
  };
  const assets = lazyAssets();
  const render = createRenderer<Views, PageContext>({ folder: PATHS.views, assets });
  return { csrfCookie, assets, show: createShowPage(render, csrfCookie) };
}

/** The manifest of styles and scripts is read with the first page. */
function lazyAssets(): Assets {
  let opened: Assets | undefined;
  const open = () => (opened ??= openAssets(PATHS.assets));
  return { url: (name) => open().url(name), find: (name) => open().find(name) };
}

export interface HttpParts {
  readonly db: Database;
  readonly stores: Stores;
  readonly domains: Domains;
  readonly oidc: OidcLayer;
  readonly config: Config;
  readonly clock: Clock;
  readonly address: Address;
  readonly commits: Commits;
  readonly printing: Printing;
  readonly instance: string;
  readonly report: (error: unknown) => void;
}

/** Everything that answers, in the order in which it is asked. */
export function createHandler(parts: HttpParts): RequestListener {
  const { db, stores, oidc, config, address, printing, report } = parts;
  const koa = new Koa({ proxy: config.trustProxy === 'on' });
  koa.on('error', report);
  koa.use(securityHeaders);
  koa.use(health(db, PATHS.migrations));
  koa.use(sandboxPlace(stores.sandboxes, address.base));
  koa.use(serveAssets(() => printing.assets));
  koa.use(provide(oidc.providers));
  koa.use(createControlLayer({ ...parts, handler: () => handler }));
  koa.use(createWebLayer({ ...parts, ...printing, irsUrl: address.irsUrl }));
  const answer = koa.callback();
  const handler: RequestListener = (req, res) => void answer(req, res);
  return handler;
}
