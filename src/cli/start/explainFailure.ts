import { existsSync, readdirSync } from 'node:fs';
import type { Config } from '../../platform/config/index.js';
import {
  CHANGED_MIGRATION,
  DATA_FOLDER_IN_USE,
  FOREIGN_DATABASE,
  NEWER_DATABASE,
  OTHER_DEPLOYMENT_KEY,
} from '../../storage/index.js';
import { explainPort } from './explainPort.js';
import { SEED_REFUSED } from '../../app/seedRefused.js';
import { WORKERS_DIED } from './workers/talk.js';
import { rememberedServer } from './serverFile.js';

/** What is read of an error: node's system errors, PostgreSQL's and SQLite's. */
interface Fault {
  readonly code?: string;
  readonly port?: number;
  readonly path?: string;
  readonly hostname?: string;
  readonly syscall?: string;
  readonly message?: string;
}

type Explain = (config: Config, fault: Fault) => string | undefined | Promise<string>;

/** One sentence that says what to do, for the failures of starting that people can mend; undefined for bugs. */
export async function explainFailure(error: unknown, config: Config): Promise<string | undefined> {
  const fault = error as Fault;
  const explain = ALL[fault.code ?? ''] ?? byMessage(fault);
  return explain?.(config, fault);
}

const folder: Explain = ({ data }, { path }) =>
  `${path ?? data} cannot be written; choose another folder with --data, or start with --ephemeral`;

const full: Explain = ({ data }) =>
  `the disk that holds ${data} is full; make room, or choose another folder with --data`;

const unreachable: Explain = ({ databaseUrl }, { code }) =>
  `the database at ${hostOf(databaseUrl)} does not answer${code ? ` (${code})` : ''}; start it, or check DATABASE_URL`;

const foreign: Explain = (config) =>
  `${databaseOf(config)} holds tables that are not Standin's; choose ${another(config)}`;

const unreadable: Explain = ({ data }) =>
  `${data}/standin.db is not a database of Standin's, or is damaged; put a copy back or choose another folder with --data`;

const NETWORK: Readonly<Record<string, Explain>> = {
  EADDRINUSE: (config, { port }) => explainPort(config, port ?? config.port),
  EADDRNOTAVAIL: (config) => `--host ${config.host} is not an address of this machine`,
  ENOTFOUND: (config, fault) =>
    fault.hostname === config.host
      ? `--host ${config.host} is not an address of this machine`
      : unreachable(config, fault),
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  ETIMEDOUT: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  EAI_AGAIN: unreachable,
};

const FILES: Readonly<Record<string, Explain>> = {
  [SEED_REFUSED]: (_config, { message }) => message ?? 'the configuration file was refused',
  [WORKERS_DIED]: (_config, { message }) => message ?? 'the workers died',
  EACCES: (config, fault) =>
    fault.syscall === 'listen' || fault.syscall === 'bind' // the latter for a worker
      ? `port ${fault.port ?? config.port} may not be used by this user; choose one above 1023 with --port`
      : folder(config, fault),
  EPERM: folder,
  EROFS: folder,
  EEXIST: folder,
  ENOTDIR: folder,
  SQLITE_CANTOPEN: folder,
  SQLITE_READONLY: folder,
  ENOSPC: full,
  SQLITE_FULL: full,
  SQLITE_NOTADB: unreadable,
  SQLITE_CORRUPT: unreadable,
  MODULE_NOT_FOUND: (_config, { message = '' }) => missingPart(message),
  bad_secret: ({ data }) =>
    `${data}/secret is not a deployment key; put the one back that the data was written with`,
};

const DATABASE: Readonly<Record<string, Explain>> = {
  [DATA_FOLDER_IN_USE]: ({ data }) => {
    const there = rememberedServer(data);
    const who = there ? `Standin at ${there.base_url} (process ${there.pid})` : 'another process';
    return `${who} uses the data folder ${data}; stop it, or choose another folder with --data`;
  },
  [OTHER_DEPLOYMENT_KEY]: (config) =>
    `the data was written with another STANDIN_SECRET; give that one, or choose ${another(config)}`,
  [NEWER_DATABASE]: (config) =>
    `${databaseOf(config)} was written by a newer Standin; start that one, ${copyIn(config)}or choose ${another(config)}`,
  [CHANGED_MIGRATION]: (config) =>
    `${databaseOf(config)} was written by another build of Standin; choose ${another(config)}`,
  // PostgreSQL, appendix A of its manual.
  '28P01': refusedUser,
  '28000': refusedUser,
  '42501': ({ databaseUrl }) =>
    `the database at ${hostOf(databaseUrl)} does not let this user make tables; grant it that, or use its owner`,
  '3D000': ({ databaseUrl }) =>
    `there is no database ${nameOf(databaseUrl)} at ${hostOf(databaseUrl)}; make it with: createdb ${nameOf(databaseUrl)}`,
  '53300': ({ databaseUrl }) => `the database at ${hostOf(databaseUrl)} has no connection left`,
  '57P03': ({ databaseUrl }) =>
    `the database at ${hostOf(databaseUrl)} is starting up; try again in a moment`,
  [FOREIGN_DATABASE]: foreign,
  '42P07': foreign,
};

/** What a newer Standin copied before it changed the data, if it is there. */
function copyIn({ databaseUrl, data }: Config): string {
  const names = databaseUrl === '' && existsSync(data) ? readdirSync(data) : [];
  const copy = names.find((name) => /^standin\.schema-\d+\.db$/.test(name));
  return copy === undefined ? '' : `put its copy ${copy} back as standin.db, `;
}

function refusedUser({ databaseUrl }: Config): string {
  return `the database at ${hostOf(databaseUrl)} refuses the user or password; check DATABASE_URL`;
}

const ALL: Readonly<Record<string, Explain>> = { ...NETWORK, ...FILES, ...DATABASE };

/** Faults that their libraries give no code of their own. */
function byMessage({ code, message = '' }: Fault): Explain | undefined {
  if (code === 'SQLITE_ERROR' && message.includes('already exists')) return foreign;
  if (/Unable to open connection to local database/.test(message)) return folder;
  return /connection timeout|timeout expired|terminated unexpectedly/.test(message)
    ? unreachable
    : undefined;
}

/** npm leaves out native packages where it is told to leave out what is optional. */
function missingPart(message: string): string | undefined {
  const part = /'(@libsql\/[^']+)'/.exec(message)?.[1];
  return part === undefined
    ? undefined
    : `the embedded database needs the package ${part}, which is not installed; run npm install without --omit=optional, or use PostgreSQL with --database-url`;
}

/** Host and port of a database; never the user and password in its address. */
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'DATABASE_URL');
const nameOf = (url: string): string =>
  URL.canParse(url) ? decodeURIComponent(new URL(url).pathname.slice(1)) : '';

const databaseOf = ({ databaseUrl, data }: Config): string =>
  databaseUrl === ''
    ? `the database in ${data}`
    : `the database ${nameOf(databaseUrl)} at ${hostOf(databaseUrl)}`;
const another = ({ databaseUrl }: Config): string =>
  databaseUrl === '' ? 'another folder with --data' : 'another database with --database-url';
