import packageJson from '../../package.json' with { type: 'json' };
import { StandinError } from './errors.js';
import { findServer, type ServerAddress } from './findServer.js';
import { openStandin, type Standin } from './standin.js';

export type ConnectOptions = Omit<ServerAddress, 'url'>;

/**
 * Talks to a running server: the one at `url`, else at STANDIN_URL, else the one that `./data/server.json` names; token and
 * sandbox likewise (STANDIN_TOKEN, STANDIN_SANDBOX). Warns when its version is another. Throws a StandinError when there is
 * no server, a ProblemError when it refuses.
 */
export async function connect(url?: string, options: ConnectOptions = {}): Promise<Standin> {
  const server = findServer({ url, ...options });
  if (!server.ok) throw new StandinError(String(server.details?.['sentence']));
  const standin = await openStandin(server.value);
  if (standin.version !== packageJson.version)
    process.emitWarning(
      `the package standin is version ${packageJson.version}, the server at ${standin.url} is ${standin.version}`,
      'StandinVersionWarning',
    );
  return standin;
}
