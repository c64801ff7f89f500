import type { Config } from '../../../platform/config/index.js';
import { rememberedServer, type RememberedServer } from '../serverFile.js';
import { addressFor } from '../../../app/listen.js';
import { examineCamera } from './camera.js';
import { examineFolder, examineStoredData } from './data.js';
import { ill, well, type Finding } from './finding.js';
import { examineIssuer } from './issuer.js';
import { examinePorts } from './ports.js';

/** Ports, camera, data folder, database and key; through the server where one runs on this data, and then its issuer, too. */
export async function examineServer(config: Config): Promise<readonly Finding[]> {
  const running = await runningOn(config);
  const ports = await examinePorts(config, running?.server.pid);
  const folder = examineFolder(config);
  const camera = examineCamera(addressOf(config, running?.server));
  if (!running) return [...ports, camera, folder, ...(await examineStoredData(config))];
  const { base_url, public_url } = running.server;
  const inside = public_url === undefined ? config.internalUrls : [base_url];
  const issuer = await examineIssuer(addressOf(config, running.server), inside);
  return [...ports, ...issuer, camera, folder, ...throughServer(running)];
}

/** Where browsers reach the server, or would. */
const addressOf = ({ publicUrl, host, port }: Config, server?: RememberedServer): string =>
  publicUrl || (server?.public_url ?? server?.base_url ?? addressFor(host, port));

/** Every address by which this server is, or would be, somebody's issuer. */
export const ownAddresses = (config: Config): readonly string[] => [
  addressOf(config, rememberedServer(config.data)),
  addressFor(config.host, config.port),
  ...config.internalUrls,
];

interface Running {
  readonly server: RememberedServer;
  readonly ready: boolean;
}

const TIMEOUT_MS = 3000;

/** The server that uses the data folder, if it is alive; `ready` is its own word (`/readyz`). */
async function runningOn({ data }: Config): Promise<Running | undefined> {
  const server = rememberedServer(data);
  if (!server) return undefined;
  try {
    const url = `${server.base_url}/readyz`;
    const { status } = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return { server, ready: status === 200 };
  } catch {
    return undefined;
  }
}

const throughServer = ({ server: { base_url, pid }, ready }: Running): readonly Finding[] => [
  well('server', `runs at ${base_url} (process ${pid})`),
  ready
    ? well('database', 'answers the running server and is up to date')
    : ill('database', 'the running server cannot use it', `see its log, or ${base_url}/readyz`),
];
