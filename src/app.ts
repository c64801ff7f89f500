import Koa, { type Context } from 'koa';
import { MINUTE, systemClock, type Clock } from './platform/clock.js';
import type { Config } from './platform/config/index.js';
import { DEFAULT_SANDBOX, type SandboxId } from './platform/ids.js';
import type { Logger } from './platform/logger.js';
import { openAssets, type Assets } from './platform/render/assets.js';
import { createRenderer } from './platform/render/renderer.js';
import { cookieName } from './oidc/index.js';
import { createTaskRunner, sweep } from './storage/index.js';
import {
  createShowPage,
  oidcPages,
  securityHeaders,
  type PageContext,
  type Views,
} from './web/index.js';
import { taskHandlers, tasksFor } from './app/afterEffects.js';
import { createControlLayer, createPeopleLayer } from './app/controlLayer.js';
import { createDomains } from './app/domains.js';
import { health } from './app/health.js';
import { createOidcLayer, providerSecrets } from './app/oidcLayer.js';
import { openData } from './app/openData.js';
import { PATHS } from './app/paths.js';
import { provide } from './app/provide.js';
import { prefixOf, sandboxPlace } from './app/sandboxPlace.js';
import { serveAssets } from './app/serveAssets.js';
import { createStores } from './app/stores.js';
import { createWebLayer } from './app/webLayer.js';

/** Expired rows are never found; they are deleted this often. */
const SWEEP_EVERY = 10 * MINUTE;

export interface AppParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly clock?: Clock;
}

export type App = Awaited<ReturnType<typeof createApp>>;

/**
 * The whole provider, without a socket: opens the data, introduces the rooms to each other and answers a request handler. Its
 * public address is known once it listens (port 0), so `at` is called before the first request.
 */
export async function createApp({ config, logger, clock = systemClock }: AppParts) {
  const { db, vault } = await openData(config);
  let base = config.publicUrl;
  const baseOf = (sandbox: SandboxId) => base + prefixOf(sandbox);
  let irsUrl: string | undefined;
  const report = (error: unknown) => logger.error({ err: error }, 'a request failed');

  const stores = createStores({ db, vault, clock, tasksFor, onCommit: () => tasks.wake() });
  const domains = createDomains(stores, config, clock);
  const people = createPeopleLayer(stores, domains, config, clock);
  const tasks = createTaskRunner({
    store: stores.tasks,
    clock,
    handlers: taskHandlers({
      messages: domains.messages,
      proofing: domains.proofing,
      addressOf: async (sandbox, id) => (await stores.accounts.get(sandbox, id))?.email,
      partnerName: async (sandbox, client) =>
        (client === undefined ? undefined : await oidc.clients.find(sandbox, client))?.partner
          .name ?? 'Standin',
      baseOf,
    }),
    onError: (error, task) => logger.error({ err: error, kind: task?.kind }, 'a task failed'),
  });

  const secrets = providerSecrets(vault);
  const csrfCookie = (ctx: Context) =>
    cookieName(
      { sandbox: placeId(ctx), secure: base.startsWith('https:') },
      secrets.instance,
      'csrf',
    );
  const assets = lazyAssets();
  const show = createShowPage(
    createRenderer<Views, PageContext>({ folder: PATHS.views, assets }),
    csrfCookie,
  );
  const oidc = await createOidcLayer({
    stores,
    domains,
    secrets,
    pages: oidcPages(show),
    baseOf,
    trustProxy: config.trustProxy === 'on',
    clock,
  });

  const koa = new Koa({ proxy: config.trustProxy === 'on' });
  koa.on('error', report);
  koa.use(securityHeaders);
  koa.use(health(db, PATHS.migrations));
  koa.use(sandboxPlace(stores.sandboxes, () => base));
  koa.use(serveAssets(() => assets));
  koa.use(provide(oidc.providers));
  koa.use(createControlLayer({ stores, domains, people, oidc, config, clock, baseOf, report }));
  koa.use(
    createWebLayer({
      ...{ stores, domains, people, oidc, config, clock, show, csrfCookie, report },
      instance: secrets.instance,
      irsUrl: () => irsUrl,
    }),
  );

  let sweeping: NodeJS.Timeout | undefined;
  const sweepNow = () => sweep({ ...stores, clock }).catch(report);

  return {
    handler: koa.callback(),
    partners: domains.partners,
    /** A secret of the bundled partner's that is the same at every start. */
    irsSecret: vault.deriveKey('irs client secret').toString('base64url'),
    irsCookieSecret: vault.deriveKey('irs cookies').toString('base64url'),
    database: db.engine,
    /** Says where the provider is reached, and the simulated IRS if there is one. */
    at(address: string, irs?: string): void {
      base = config.publicUrl === '' ? address : config.publicUrl;
      irsUrl = irs;
    },
    get base() {
      return base;
    },
    /** Begins what runs by itself; call it once the server is ready, since it makes missing keys. */
    run(): void {
      tasks.start();
      oidc.keyring.complete();
      sweeping = setInterval(() => void sweepNow(), SWEEP_EVERY).unref();
    },
    async close(): Promise<void> {
      clearInterval(sweeping);
      await tasks.stop();
      await domains.engine.close();
      await db.close();
    },
  };
}

const placeId = (ctx: Context): SandboxId =>
  (ctx.state as { readonly place?: { readonly id: SandboxId } }).place?.id ?? DEFAULT_SANDBOX;

/** The manifest of styles and scripts is read with the first page. */
function lazyAssets(): Assets {
  let opened: Assets | undefined;
  const open = () => (opened ??= openAssets(PATHS.assets));
  return { url: (name) => open().url(name), find: (name) => open().find(name) };
}
