import type { RequestListener } from 'node:http';
import { MINUTE, systemClock, type Clock } from './platform/clock.js';
import { applySeed } from './control/index.js';
import { SEED_SECTIONS, type Config } from './platform/config/index.js';
import type { SandboxId } from './platform/ids.js';
import type { Logger } from './platform/logger.js';
import { createTaskRunner, DELIVER, outsideEras, sweep, type TaskRunner } from './storage/index.js';
import { oidcPages } from './web/index.js';
import { createActors } from './app/actor.js';
import { createAddress, isBehindProxy, type Address } from './app/address.js';
import { PUSH, taskHandlers, tasksFor } from './app/afterEffects.js';
import { createChanges } from './app/changes.js';
import { createDomains, type Domains } from './app/domains.js';
import { forOperators } from './app/forOperators.js';
import { createHandler } from './app/http.js';
import { injected } from './app/injected.js';
import { createOidcLayer, providerSecrets, type OidcLayer } from './app/oidcLayer.js';
import { partnerSecretsFrom, registerBundled, type PartnerSecrets } from './app/bundledPartners.js';
import { openData } from './app/openData.js';
import { createPrinting } from './app/printing.js';
import { endSessions } from './app/endSessions.js';
import { createStores, type Stores } from './app/stores.js';
import { pushSecurityEvents } from './app/pushSecurityEvents.js';
import { strangersOf } from './app/strangers.js';
import { createTracing } from './app/tracing.js';
import type { Traces } from './traces/index.js';

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
  const { db, vault } = await openData(config, clock, logger);
  const report = (error: unknown) => logger.error({ err: error }, 'a request failed');
  const address = createAddress(config);
  const changes = createChanges({
    // the embedded database is this process's alone
    seqsOf: db.engine === 'postgres' ? (ids) => stores.sandboxes.seqsOf(ids) : undefined,
    report,
  });
  const onCommit = (sandbox: SandboxId, eventTypes: readonly string[], follow: boolean) => {
    changes.announce(sandbox, eventTypes);
    if (follow) tasks.wake();
  };
  const actors = createActors();
  const stores = createStores({ db, vault, clock, tasksFor, onCommit, actor: actors.current });
  const domains = createDomains(stores, config, clock, {
    runDueTasks: (sandbox) => tasks.drain(sandbox),
    furnish: () => furnishing.furnish(),
  });
  const secrets = providerSecrets(vault);
  const printing = createPrinting(secrets, address);
  const strangers = strangersOf(config, domains.partners);
  const { traces, observer } = createTracing(stores, address, clock, logger);
  const { instance } = secrets;
  const operators = forOperators({
    ...{ stores, domains, config, clock, address, instance },
    ...{ sessions: () => oidc.sessions, handler: () => handler },
  });
  const oidc = await createOidcLayer({
    ...{ stores, domains, secrets, observer, clock },
    pages: oidcPages(printing.show, strangers, operators.bringBar),
    baseOf: address.baseOf,
    trustProxy: isBehindProxy(config),
  });
  const tasks = createTasks({ stores, domains, oidc, address, clock, logger });
  const parts = { db, stores, domains, oidc, config, clock, address, changes, printing };
  const handler = createHandler({
    ...parts,
    ...operators,
    actors,
    instance,
    strangers,
    traces,
    report,
  });
  const partnerSecrets = partnerSecretsFrom(vault.deriveKey);
  const furnishing = createFurnishing({ ...parts, handler, partnerSecrets });
  return {
    handler,
    /** Makes what the configuration file asks for; answers what it could not. Call it once the address is known. */
    seed: furnishing.seed,
    partners: domains.partners,
    partnerSecrets,
    /** The same at every start. */
    irsCookieSecret: vault.deriveKey('irs cookies').toString('base64url'),
    database: db.engine,
    address,
    /** Answers whoever waits for something to happen: the server is about to stop. */
    stopWaiting: changes.close,
    ...running({ ...parts, tasks, traces, report }),
  };
}

/** What the default sandbox has from its first day, and again after a reset. */
function createFurnishing(parts: {
  readonly domains: Domains;
  readonly config: Config;
  readonly address: Address;
  readonly handler: RequestListener;
  readonly partnerSecrets: PartnerSecrets;
}) {
  const { domains, config, address, partnerSecrets } = parts;
  const seed = () =>
    applySeed(
      injected(() => parts.handler, address),
      SEED_SECTIONS.map((section) => [section, config.seed[section] ?? []] as const),
      config.controlToken === '' ? undefined : config.controlToken,
    );
  const furnish = () =>
    outsideEras(async () => {
      const irs = address.irsUrl();
      if (irs !== undefined) await registerBundled(domains.partners, irs, partnerSecrets);
      await seed();
    });
  return { seed, furnish };
}

/** What runs by itself, and its end. */
function running(parts: {
  readonly db: { close(): Promise<void> };
  readonly stores: Stores;
  readonly domains: Domains;
  readonly oidc: OidcLayer;
  readonly clock: Clock;
  readonly tasks: TaskRunner;
  readonly traces: Traces;
  readonly report: (error: unknown) => void;
}) {
  const { db, stores, domains, oidc, clock, tasks, traces, report } = parts;
  let sweeping: NodeJS.Timeout | undefined;
  return {
    /** Begins what runs by itself; call it once the server is ready, since it makes missing keys. */
    run(): void {
      tasks.start();
      oidc.keyring.prepare();
      const prune = async (sandbox: SandboxId) => {
        await domains.signals.deliveries.prune(sandbox);
        await domains.messages.prune(sandbox);
      };
      const clean = () => void sweep({ ...stores, prune, clock }).catch(report);
      sweeping = setInterval(clean, SWEEP_EVERY);
      sweeping.unref();
    },
    async close(): Promise<void> {
      clearInterval(sweeping);
      domains.signals.close();
      oidc.keyring.close();
      await tasks.stop();
      await domains.engine.close();
      await traces.close();
      await db.close();
    },
  };
}

function createTasks(parts: {
  readonly stores: Stores;
  readonly domains: Domains;
  readonly oidc: OidcLayer;
  readonly address: Address;
  readonly clock: Clock;
  readonly logger: Logger;
}): TaskRunner {
  const { stores, domains, oidc, address, clock, logger } = parts;
  const handlers = taskHandlers({
    ...domains,
    record: stores.events.record,
    addressOf: async (sandbox, id) => (await stores.accounts.get(sandbox, id))?.email,
    partnerName: async (sandbox, client) =>
      (client === undefined ? undefined : await oidc.clients.find(sandbox, client))?.partner.name ??
      'Standin',
    baseOf: address.baseOf,
    endSessions: endSessions(stores),
    pushSecurityEvents: pushSecurityEvents({ ...domains, stores, tokens: oidc.securityEvents }),
  });
  return createTaskRunner({
    store: stores.tasks,
    clock,
    handlers,
    waiting: new Set([DELIVER, PUSH]),
    onError: (error, task) => logger.error({ err: error, kind: task?.kind }, 'a task failed'),
  });
}
