import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/index.js';
import type { Logger } from '../platform/logger.js';
import { randomToken } from '../platform/secrets.js';
import {
  checkDeploymentKey,
  endClaims,
  migrate,
  openDatabase,
  type Database,
} from '../storage/index.js';
import { createVault, readOrMakeSecret, type Vault } from '../vault/index.js';
import { PATHS } from './paths.js';

/**
 * Opens the database, brings its schema up to date and opens the vault with the deployment's key. Nobody else has an embedded
 * database, so what a process before this one left unfinished is taken up at once, not when its claims have run out.
 */
export async function openData(
  config: Config,
  clock: Clock,
  logger: Pick<Logger, 'info'>,
): Promise<{ readonly db: Database; readonly vault: Vault }> {
  const db = await openDatabase(locationOf(config));
  try {
    const kept = config.databaseUrl === '' && !config.ephemeral;
    const made = (copy: string) => logger.info({ copy }, 'an older database was copied first');
    await migrate(db, PATHS.migrations, kept ? { folder: config.data, made } : undefined);
    const vault = createVault(await deploymentKey(config));
    await checkDeploymentKey(db, vault, clock.now());
    if (db.engine === 'sqlite')
      await endClaims(db, { now: clock.now(), resumed: 'proofing.check' });
    return { db, vault };
  } catch (error) {
    await db.close();
    throw error;
  }
}

function locationOf(config: Config): Parameters<typeof openDatabase>[0] {
  if (config.databaseUrl !== '') return { url: config.databaseUrl };
  if (config.ephemeral) return { ephemeral: true };
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  return { dataDir: config.data };
}

/** Given, or made on first start beside the embedded database; what is thrown away needs none that lasts. */
function deploymentKey(config: Config): Promise<string> | string {
  if (config.secret !== '') return config.secret;
  return config.ephemeral ? randomToken(32) : readOrMakeSecret(join(config.data, 'secret'));
}
