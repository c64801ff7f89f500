import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../platform/config/index.js';
import { fingerprintIn, isMigrated, openDatabase, type Database } from '../storage/index.js';
import { createVault } from '../vault/index.js';
import { PATHS } from './paths.js';

/** What the data looks like before anything is started on it. */
export interface DataState {
  /** `absent`: nothing there yet, the first start makes it. `behind`: the next start has migrations to apply. */
  readonly schema: 'absent' | 'behind' | 'current';
  /** Whether the deployment key at hand is the one that the data was written with; undefined while there is no data. */
  readonly keyMatches: boolean | undefined;
}

/** Looks at the data and changes nothing. Throws what opening throws, DATA_FOLDER_IN_USE and the drivers' words included. */
export async function examineData(config: Config): Promise<DataState> {
  const { databaseUrl, data } = config;
  const absent: DataState = { schema: 'absent', keyMatches: undefined };
  if (databaseUrl === '' && !existsSync(join(data, 'standin.db'))) return absent;
  const db = await openDatabase(
    databaseUrl === '' ? { dataDir: data } : { url: databaseUrl, connections: 1 },
  );
  try {
    const current = await isMigrated(db, PATHS.migrations).catch(absentTable);
    if (current === undefined) return absent;
    return { schema: current ? 'current' : 'behind', keyMatches: await keyMatches(db, config) };
  } finally {
    await db.close();
  }
}

/** No table of migrations: nobody has started on this database. */
function absentTable(error: unknown): undefined {
  const { code, message } = error as { code?: string; message?: string };
  if (code === '42P01' || message?.includes('no such table')) return undefined;
  throw error;
}

async function keyMatches(db: Database, config: Config): Promise<boolean | undefined> {
  const written = await fingerprintIn(db).catch(absentTable);
  return written === undefined ? undefined : written === fingerprintOf(config);
}

function fingerprintOf({ secret, data }: Config): string | undefined {
  const file = join(data, 'secret');
  const key = secret !== '' || !existsSync(file) ? secret : readFileSync(file, 'utf8').trim();
  return key === '' ? undefined : createVault(key).fingerprint();
}
