import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, jest } from '@jest/globals';
import { createApp, type App } from '../../src/app.js';
import { listen, type Listening } from '../../src/app/listen.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { createLogger } from '../../src/platform/logger.js';
import { openDatabase, type Database } from '../../src/storage/index.js';
import { openSqlite } from '../../src/storage/sqlite.js';
import { openPostgres as openDatabaseOfItsOwn, TEST_SECRET } from './databases.js';
import { postgresUrl } from './postgres.js';
import { createVisitor, type Visitor } from './visitor.js';

/** A person as the control API made them, with what they sign in with. */
export interface Person {
  readonly id: string;
  readonly uuid: string;
  readonly email: string;
  readonly password: string;
  readonly recovery_codes: string[];
}

export interface Client {
  readonly client_id: string;
  readonly client_secret: string;
  readonly redirect_uris: readonly [string];
}

/** A running provider on a real port, and its data beside it. */
export interface Running {
  readonly base: string;
  readonly db: Database;
  /** Calls the control API; throws with the problem document unless it answers 2xx. */
  control<T>(method: string, path: string, body?: unknown, sandbox?: string): Promise<T>;
  person(wanted?: Record<string, unknown>, sandbox?: string): Promise<Person>;
  client(wanted?: Record<string, unknown>, sandbox?: string): Promise<Client>;
  /** Another process on the same data, at an address of its own that it does not tell (PostgreSQL alone). */
  sibling(): Promise<Running>;
  /** Stops and starts again on the same data and port. */
  restart(): Promise<void>;
  /** Makes an isolated universe and answers its address. */
  sandbox(id: string): Promise<string>;
  close(): Promise<void>;
}

interface Data {
  readonly config: Record<string, string>;
  /** A second connection, for what has no door yet. */
  open(): Promise<Database>;
  remove(): Promise<void>;
}

/** `settings` are environment variables. */
export type Start = (settings?: Readonly<Record<string, string>>) => Promise<Running>;

/** Declares the same tests for a provider on SQLite and one on PostgreSQL. */
export function describeProviders(name: string, tests: (start: Start) => void): void {
  jest.setTimeout(60_000);
  describe(`${name} (SQLite)`, () => tests(async (settings) => run(await inFolder(settings))));
  describe(`${name} (PostgreSQL)`, () => {
    beforeAll(postgresUrl, 60_000);
    tests(async (settings) => run(await onPostgres(settings)));
  });
}

/** A provider on the embedded database. */
export const startProvider: Start = async (settings) => run(await inFolder(settings));

async function inFolder(settings: Readonly<Record<string, string>> = {}): Promise<Data> {
  const folder = mkdtempSync(join(tmpdir(), 'standin-test-'));
  return {
    config: { STANDIN_DATA: folder, ...settings },
    open: () => openSqlite({ file: join(folder, 'standin.db') }),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function onPostgres(settings: Readonly<Record<string, string>> = {}): Promise<Data> {
  const { url = '', close } = await openDatabaseOfItsOwn();
  return {
    config: { DATABASE_URL: url, ...settings },
    open: () => openDatabase({ url, connections: 1 }),
    remove: close,
  };
}

async function run(data: Data, known?: string): Promise<Running> {
  let { app, server } = await boot(data, 0, known);
  const base = known ?? app.address.base();
  const own = `http://localhost:${server.port}`;
  const db = await data.open();
  const prefix = (sandbox?: string) => (sandbox === undefined ? '' : `/s/${sandbox}`);
  const stop = async () => {
    await server.close(0);
    await app.close();
  };
  const control: Running['control'] = async (method, path, body, sandbox) => {
    const response = await fetch(`${own}${prefix(sandbox)}/control/v1${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as never;
  };
  return {
    base: own,
    db,
    control,
    person: (wanted = {}, sandbox) => control('POST', '/people', { ...SECURE, ...wanted }, sandbox),
    client: (wanted = {}, sandbox) =>
      control('POST', '/clients', { ...WEB_APP, ...wanted }, sandbox),
    sibling: () => run({ ...data, remove: async () => undefined }, base),
    async restart() {
      await stop();
      ({ app, server } = await boot(data, server.port));
    },
    async sandbox(id) {
      await db.query('INSERT INTO sandboxes (id, created_at) VALUES ($1, $2)', [id, Date.now()]);
      return `${own}/s/${id}`;
    },
    async close() {
      await stop();
      await db.close();
      await data.remove();
    },
  };
}

const SECURE = { authenticators: ['password', 'totp', 'recovery_codes'] };
const WEB_APP = {
  client_name: 'Test app',
  redirect_uris: ['http://localhost:3999/callback'],
  post_logout_redirect_uris: ['http://localhost:3999/'],
};

async function boot(
  data: Data,
  port: number,
  address?: string,
): Promise<{ app: App; server: Listening }> {
  const loaded = loadConfig({
    flags: {},
    env: { ...data.config, STANDIN_SECRET: TEST_SECRET },
    file: {},
    start: { ephemeral: false, irs: false, quiet: true, json: false },
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded));
  const logger = createLogger('error');
  const app = await createApp({ config: loaded.value.config, logger });
  const server = await listen(app.handler, 'localhost', port);
  app.address.at(address ?? `http://localhost:${server.port}`, undefined);
  return { app, server };
}

/** Signs a person in by the real forms, up to where the browser would leave for the partner; answers that address. */
export async function signIn(
  visitor: Visitor,
  url: string,
  person: Pick<Person, 'email' | 'password' | 'recovery_codes'>,
): Promise<URL> {
  let page = await visitor.get(url);
  for (let turns = 0; turns < 8 && page.left === undefined; turns++) {
    const at = page.url.split('/').at(-1)?.split('?')[0];
    if (at === 'signin') page = await visitor.submit(page, person, 'signin');
    else if (at === 'second-factor') {
      const other = await visitor.get(`${page.url.split('?')[0]}?kind=recovery_code`);
      page = await visitor.submit(other, { code: person.recovery_codes.pop() ?? '' });
    } else if (at === 'consent') page = await visitor.submit(page, { decision: 'allow' });
    else throw new Error(`stopped at ${page.status} ${page.url}: ${page.html.slice(0, 2000)}`);
  }
  if (page.left === undefined) throw new Error(`still at ${page.url}`);
  return page.left;
}

export { createVisitor, type Visitor };
