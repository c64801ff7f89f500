import type { Config } from '../../platform/config/index.js';

/** One sentence that says what to do, for the failures of starting that people can mend; undefined for bugs. */
export function explainFailure(error: unknown, config: Config): string | undefined {
  const { code, port, path } = error as { code?: string; port?: number; path?: string };
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port ?? config.port} is in use; stop what listens there or start with --port 0`;
    case 'EACCES':
      return path === undefined
        ? `port ${port ?? config.port} may not be used by this user; choose one above 1023 with --port`
        : `${path} may not be written; choose another folder with --data or start with --ephemeral`;
    case 'ENOSPC':
      return `the disk that holds ${config.data} is full`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `--host ${config.host} is not an address of this machine`;
    case 'DATA_FOLDER_IN_USE':
      return `another process uses the data folder ${config.data}; stop it or choose another with --data`;
    case 'OTHER_DEPLOYMENT_KEY':
      return 'the data was written with another STANDIN_SECRET; give that one, or choose another --data';
    case 'ECONNREFUSED':
      return 'the database at DATABASE_URL does not answer; start it, or check the address';
    default:
      return undefined;
  }
}
