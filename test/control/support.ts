import type { RequestListener } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { inject } from 'light-my-request';
import Koa from 'koa';
import type { Database } from '../../src/storage/index.js';
import { createTaskRunner } from '../../src/storage/index.js';
import {
  controlRefusals,
  createControl,
  createPeople,
  createTokens,
  type ControlDeps,
} from '../../src/control/index.js';
import { routesOf } from '../../src/control/api.js';
import { taskHandlers, tasksFor } from '../../src/app/afterEffects.js';
import { endSessions } from '../../src/app/endSessions.js';
import { createChanges } from '../../src/app/changes.js';
import { createDomains } from '../../src/app/domains.js';
import { createActors } from '../../src/app/actor.js';
import { clientJudge } from '../../src/app/clientJudge.js';
import { createOidcLayer, providerSecrets } from '../../src/app/oidcLayer.js';
import { provide } from '../../src/app/provide.js';
import { prefixOf, sandboxPlace } from '../../src/app/sandboxPlace.js';
import { pushSecurityEvents } from '../../src/app/pushSecurityEvents.js';
import { createStores } from '../../src/app/stores.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { systemClock } from '../../src/platform/clock.js';
import { profileOf } from '../../src/oidc/index.js';
import { openSqlite, type Open } from '../support/databases.js';

export const BASE = 'http://localhost:4545';

export interface Answer {
  readonly status: number;
  readonly body: ReturnType<typeof JSON.parse>;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly bytes: Buffer;
}

export interface Control {
  call(method: string, path: string, body?: unknown, headers?: object): Promise<Answer>;
  readonly deps: ControlDeps;
  /** For tests that need a socket. */
  readonly handler: RequestListener;
  readonly db: Database;
  close(): Promise<void>;
}

const configured = () => {
  const start = { ephemeral: true, irs: false, quiet: true, json: false };
  const loaded = loadConfig({ flags: {}, env: {}, file: {}, start });
  if (!loaded.ok) throw new Error('no configuration');
  return loaded.value.config;
};

/** The control API over the real rooms and a database of its own, embedded unless said, without a socket. */
export async function openControl(
  changes: (deps: ControlDeps) => Partial<ControlDeps> = () => ({}),
  open: Open = openSqlite,
): Promise<Control> {
  const { db, vault, close } = await open();
  const config = configured();
  const clock = systemClock;
  const announced = createChanges({ report: (error) => faults.push(error) });
  const actors = createActors();
  const onCommit = (sandbox: string, types: readonly string[], follow: boolean) => {
    if (follow) tasks.wake();
    announced.announce(sandbox, types);
  };
  const stores = createStores({ db, vault, clock, tasksFor, onCommit, actor: actors.current });
  const tokens = createTokens({ store: stores.controlTokens, clock });
  const domains = createDomains(stores, config, clock, {
    runDueTasks: (sandbox) => tasks.drain(sandbox),
    furnish: () => Promise.resolve(),
  });
  const baseOf = (sandbox: string) => BASE + prefixOf(sandbox);
  const tasks = createTaskRunner({
    store: stores.tasks,
    clock,
    handlers: taskHandlers({
      ...domains,
      record: stores.events.record,
      addressOf: async (sandbox, id) => (await stores.accounts.get(sandbox, id))?.email,
      partnerName: () => Promise.resolve('Partner'),
      endSessions: endSessions(stores),
      pushSecurityEvents: (task) =>
        pushSecurityEvents({ ...domains, stores, tokens: oidc.securityEvents })(task),
      baseOf,
    }),
    onError: (error) => faults.push(error),
  });
  const oidc = await createOidcLayer({
    ...{ stores, domains, baseOf, clock, trustProxy: false },
    secrets: providerSecrets(vault),
    observer: { urlOf: (_sandbox, id) => id, observed: () => undefined },
    pages: {
      error: (ctx: { type: string; body: unknown }, out: { error: string }) => {
        ctx.type = 'html';
        ctx.body = `<p>${out.error}</p>`;
        return Promise.resolve();
      },
    } as never,
  });
  const faults: unknown[] = [];
  const personStore = stores.people;
  const people = createPeople({ ...domains, clock, store: personStore, piiGuard: true });
  const app = new Koa();
  const real: ControlDeps = {
    ...{ ...domains, people, personStore, clock, piiGuard: true },
    records: stores.records,
    service: { version: '0.0.0', engine: () => domains.engine.available, irsUrl: () => undefined },
    access: { hosts: () => [], callerOf: tokens.callerOf },
    operatorCookie: () => 'standin_test_default_operator',
    tokens,
    actAs: actors.actAs,
    events: stores.events,
    changes: announced,
    report: (error) => faults.push(error),
    subscriberOf: stores.subscribers.get,
    validateClient: clientJudge(() => {
      const place = { id: 'default', revision: 0, base: BASE, prefix: '', faulty: false };
      return oidc.providers.of(place, profileOf('standard')!);
    }),
    ...oidc,
    consents: stores.consents,
    stylesheet: () => '/assets/standin.css',
    inject: async ({ method, url, headers, body }) => {
      const response = await inject((req, res) => void handler(req, res), {
        ...{ method, url, headers: { ...headers } },
        ...(body !== undefined && { payload: body }),
      });
      return {
        status: response.statusCode,
        headers: response.headers as never,
        body: response.payload,
      };
    },
  };
  const deps = { ...real, ...changes(real) };
  app.use(controlRefusals);
  app.use(sandboxPlace(stores.sandboxes, () => BASE));
  app.use(provide(oidc.providers, { publicUrl: '', internalUrls: [] }));
  app.use(createControl(deps));
  app.on('error', (error: unknown) => faults.push(error));
  const handler = app.callback();
  tasks.start();
  const described = routesOf(deps).map((one) => ({
    ...one,
    pattern: new RegExp(
      `/control/v1${one.path.replace(/:\w+/g, '[^/?]+').replace(/\/$/, '/?')}(?:\\?|$)`,
    ),
  }));
  /** What is answered is what the description says, no member less and none more. */
  const assertDescribed = (
    method: string,
    url: string,
    { statusCode, payload }: { statusCode: number; payload: string },
  ) => {
    const own = described.find((one) => one.method === method && one.pattern.test(url));
    const schema = own?.replies[statusCode]?.schema;
    if (statusCode < 300 && own && !own.replies[statusCode])
      throw new Error(`${method} ${url} is not said to answer ${statusCode}`);
    if (!schema) return;
    const body: unknown = JSON.parse(payload);
    if (!isDeepStrictEqual(schema.parse(body), body))
      throw new Error(
        `${method} ${url} answers what its schema does not say: ${payload.slice(0, 400)}`,
      );
  };

  return {
    deps,
    db,
    handler: (req, res) => void handler(req, res),
    async call(method, path, body, headers = {}) {
      const url = /^\/(control|connect|logingov|s)\//.test(path) ? path : `/control/v1${path}`;
      const response = await inject((req, res) => void handler(req, res), {
        method: method as 'GET',
        url,
        headers: {
          host: 'localhost:4545',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && {
          payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
        }),
      });
      if (response.statusCode >= 500 && faults.length > 0) throw faults[0];
      assertDescribed(method, url, response);
      const json = /json/.test(String(response.headers['content-type']));
      return {
        status: response.statusCode,
        body: json && response.payload ? JSON.parse(response.payload) : response.payload,
        headers: response.headers,
        bytes: response.rawPayload,
      };
    },
    async close() {
      oidc.keyring.close();
      await tasks.stop();
      await domains.engine.close();
      await close();
    },
  };
}
