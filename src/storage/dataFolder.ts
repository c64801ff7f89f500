import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** A folder that this process alone uses until it lets go of it. */
export interface DataFolder {
  readonly path: string;
  release(): void;
}

/** The `code` of the error that says another process has the data folder. */
export const DATA_FOLDER_IN_USE = 'DATA_FOLDER_IN_USE';

export const isDataFolderInUse = (error: unknown): boolean =>
  error instanceof Error && (error as { code?: unknown }).code === DATA_FOLDER_IN_USE;

/**
 * Makes the folder (0700) if needed and takes it for this process by an exclusive transaction on a small database in
 * it. The operating system ends that with the process, however it dies. Throws DATA_FOLDER_IN_USE when it is taken.
 */
export async function lockDataFolder(path: string): Promise<DataFolder> {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const { default: Driver } = await import('libsql');
  const lock = new Driver(join(path, 'standin.lock'));
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw error;
    throw Object.assign(
      new Error(
        `the data folder ${path} is in use by another Standin; stop it, or choose another by --data`,
      ),
      { code: DATA_FOLDER_IN_USE },
    );
  }
  return {
    path,
    release() {
      lock.exec('ROLLBACK');
      lock.close();
    },
  };
}
