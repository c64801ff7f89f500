import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPublic, type Config } from '../platform/config/index.js';
import { randomToken } from '../platform/secrets.js';

/** The token that calls of the control API need, and where it came from. */
export interface ControlToken {
  readonly token: string;
  /** `made` just now: it is told this once; `kept`: in `file`; `given` by the configuration. */
  readonly origin: 'made' | 'kept' | 'given';
  readonly file: string | undefined;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

const FILE = 'control-token';

/**
 * On an address that others reach, the control API needs a token (contract section 4): the configured one, else one that
 * is made on first start and kept (0600) in the data folder. Undefined on loopback, where the API is open unless a token is
 * configured or a proxy shows it to the public. Throws when the folder cannot be written.
 */
export function controlTokenFor(config: Config): ControlToken | undefined {
  if (config.controlToken !== '')
    return { token: config.controlToken, origin: 'given', file: undefined };
  if (isLoopback(config.host) && !config.lan && !isPublic(config.publicUrl)) return undefined;
  if (config.ephemeral) return { token: randomToken(32), origin: 'made', file: undefined };
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  return keepIn(join(config.data, FILE));
}

/** Two processes that start at once agree on the token of the first. */
function keepIn(file: string): ControlToken {
  const kept = read(file);
  if (kept !== undefined) return { token: kept, origin: 'kept', file };
  const token = randomToken(32);
  try {
    writeFileSync(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
    return { token, origin: 'made', file };
  } catch (error) {
    const others = (error as { code?: unknown }).code === 'EEXIST' ? read(file) : undefined;
    if (others === undefined) throw error;
    return { token: others, origin: 'kept', file };
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw error;
  }
}
