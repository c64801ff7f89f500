import { mkdirSync } from 'node:fs';
import type { Config } from '../../platform/config/index.js';
import { OK } from '../exitCodes.js';
import { FOLDERS } from '../folders.js';
import { refuse, say, sayJson } from '../print.js';
import { does, verb, type Verb } from '../verb.js';
import { configFrom, printFaults, withDatabase, type SettingFlags } from './configFrom.js';

/** `standin migrate`: what start does to the schema, without starting. */
export const migrateCommand: Verb = (ended, summary) =>
  does(
    withDatabase(
      verb(
        'migrate',
        summary,
        'standin migrate --database-url postgres://standin@localhost/standin',
      ),
    ).option('--json', 'print JSON'),
    ended,
    migrateConfigured,
  );

async function migrateConfigured(flags: SettingFlags): Promise<number> {
  const loaded = configFrom(flags);
  if ('faults' in loaded) return printFaults(loaded.faults);
  const { config } = loaded;
  try {
    const applied = await applyAll(config);
    const database = config.databaseUrl === '' ? 'sqlite' : 'postgres';
    if (flags.json) sayJson({ database, applied });
    else say(sentence(applied, config));
    return OK;
  } catch (error) {
    const { explainFailure } = await import('./explainFailure.js');
    const why = await explainFailure(error, config);
    if (why === undefined) throw error;
    return refuse(why);
  }
}

async function applyAll({ databaseUrl, data }: Config): Promise<number> {
  const { migrate, openDatabase } = await import('../../storage/index.js');
  if (databaseUrl === '') mkdirSync(data, { recursive: true, mode: 0o700 });
  const db = await openDatabase(
    databaseUrl === '' ? { dataDir: data } : { url: databaseUrl, connections: 1 },
  );
  try {
    return await migrate(db, FOLDERS.migrations, databaseUrl === '' ? { folder: data } : undefined);
  } finally {
    await db.close();
  }
}

function sentence(applied: number, { databaseUrl, data }: Config): string {
  const where = databaseUrl === '' ? `the database in ${data}` : 'the database';
  if (applied === 0) return `${where} is up to date; nothing was done`;
  return `${where} is up to date; applied ${applied} migration${applied === 1 ? '' : 's'}`;
}
