import { join } from 'node:path';
import type { Database } from './database.js';
import { lockDataFolder } from './dataFolder.js';

/** Where the data is: a PostgreSQL server, a folder of this process's own, or nowhere: it goes with the process. */
export type Location =
  | { readonly url: string; readonly connections?: number }
  | { readonly dataDir: string }
  | { readonly ephemeral: true };

/**
 * Opens the engine that the location asks for; the schema is migrate's business. Throws DATA_FOLDER_IN_USE when another
 * process has the folder, and whatever the driver says when a server cannot be reached.
 */
export async function openDatabase(location: Location): Promise<Database> {
  if ('url' in location) {
    const { openPostgres } = await import('./postgres.js');
    return openPostgres(location);
  }
  const { openSqlite } = await import('./sqlite.js');
  if (!('dataDir' in location)) return openSqlite({});
  const folder = await lockDataFolder(location.dataDir);
  try {
    const db = await openSqlite({ file: join(folder.path, 'standin.db') });
    return {
      ...db,
      async close() {
        await db.close();
        folder.release();
      },
    };
  } catch (error) {
    folder.release();
    throw error;
  }
}
